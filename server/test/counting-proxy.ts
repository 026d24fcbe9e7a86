import net from 'node:net'

export interface CountingProxy {
  /** The same database, by way of the proxy. */
  url: string
  /** Forgets what it has seen. */
  reset(): void
  /** The statements that went through, in their order, as the server got them. */
  statements(): string[]
  close(): Promise<void>
}

/**
 * Stands between the application and Postgres and notes every statement: Bind of the extended protocol and Query of
 * the simple one (PostgreSQL documentation, "Message Formats"). It counts what the database is really asked, whatever
 * the code believes of itself.
 */
export async function countingProxy(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl)
  let seen: string[] = []
  const sockets = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const database = net.connect(Number(target.port || 5432), target.hostname)
    let started = false
    let rest: Buffer = Buffer.alloc(0)
    client.on('data', (data: Buffer) => {
      database.write(data)
      rest = Buffer.concat([rest, data])
      for (;;) {
        // The first message of a connection has no type.
        const header = started ? 5 : 4
        if (rest.length < header) return
        const length = rest.readInt32BE(header - 4) + header - 4
        if (rest.length < length) return
        if (started) note(String.fromCharCode(rest[0]!), rest.subarray(5, length))
        started = true
        rest = rest.subarray(length)
      }
    })
    /** Statements of this connection by their name; the one without a name is the newest of its kind. */
    const prepared = new Map<string, string>()
    const note = (type: string, body: Buffer) => {
      const texts = body.toString('utf8').split('\0')
      if (type === 'Q') seen.push(texts[0]!)
      // The statement's name, then its text.
      if (type === 'P') prepared.set(texts[0]!, texts[1]!)
      // The portal's name, then the statement's: it is run once for each of these.
      if (type === 'B') seen.push(prepared.get(texts[1]!)!)
    }
    database.pipe(client)
    client.on('end', () => database.end())
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    reset: () => void (seen = []),
    statements: () => [...seen],
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
