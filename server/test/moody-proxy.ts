import { createServer, request as pass, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of a request on its way. */
export type Mood =
  | 'PASS'
  /** The line is cut before the service hears of it. */
  | 'CUT'
  /** The service does it, and its answer is lost. */
  | 'LOSE_ANSWER'
  /** Nobody ever answers. */
  | 'HANG'
  /** A byte of the body is another one when it arrives. */
  | 'DAMAGE'
  /** The service never hears which stretch is wished for. */
  | 'FORGET_RANGE'
  /** The line is cut after so many bytes of the answer's body. */
  | { cutAfter: number }
  /** Somebody in between answers. */
  | { status: number; headers?: Record<string, string>; body?: string }

export interface MoodyProxy {
  url: string
  /** The mood of the next requests, one for each; after them everything passes. */
  moods: Mood[]
  /** The mood of every request that has none of its own. */
  usually: Mood
  /** Every request that came, as `PUT /bucket/…`. */
  asked: string[]
  /** How many connections were made. */
  connections: number
  close: () => Promise<void>
}

/** Stands before an HTTP service, and has its moods. */
export async function openMoodyProxy(service: string): Promise<MoodyProxy> {
  const to = new URL(service)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    proxy.asked.push(`${request.method} ${request.url}`)
    const mood = proxy.moods.shift() ?? proxy.usually
    if (mood === 'CUT') return void request.socket.destroy()
    if (mood === 'HANG') return
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    if (typeof mood === 'object' && 'status' in mood)
      return void response.writeHead(mood.status, mood.headers).end(mood.body)
    if (mood === 'DAMAGE') body[0]! ^= 1
    const headers = { ...request.headers }
    if (mood === 'FORGET_RANGE') delete headers.range
    // The host is signed, so it stays the one that was asked.
    const onward = pass({ host: to.hostname, port: to.port, path: request.url, method: request.method, headers })
    onward.on('error', () => request.socket.destroy())
    onward.on('response', (answered) => {
      if (mood === 'LOSE_ANSWER') return void (answered.resume(), request.socket.destroy())
      response.writeHead(answered.statusCode!, answered.headers)
      if (typeof mood === 'string') return void answered.pipe(response)
      let left = mood.cutAfter
      answered.on('data', (piece: Buffer) => {
        if (left < 0) return
        response.write(piece.subarray(0, left), () => {
          if (left < 0) request.socket.destroy()
        })
        left -= piece.length
      })
    })
    onward.end(body)
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => {}))
  const proxy: MoodyProxy = {
    url: '',
    moods: [],
    usually: 'PASS',
    asked: [],
    connections: 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  server.on('connection', () => proxy.connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}
