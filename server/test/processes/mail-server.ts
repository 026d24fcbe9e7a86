import net, { type Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { afterwards } from './processes.ts'

/** Where in the conversation of RFC 5321 the server is about to answer; MESSAGE is the answer to the final dot. */
export type Moment = 'GREETING' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'MESSAGE'

/** How one message ended here. ABANDONED: the sender went away before it had an answer. */
export type Outcome = 'WAITING' | 'ACCEPTED' | 'REFUSED' | 'SWALLOWED' | 'ABANDONED'

/** A message that was handed over completely, whatever it was answered. */
export interface Arrival {
  messageId: string
  to: string
  /** The bytes as the sender had them, dots taken back. */
  raw: Buffer
  /** Milliseconds, by a clock that only grows. */
  at: number
  endedAt: number | null
  outcome: Outcome
}

/** SWALLOW at MESSAGE: the message is in the recipient's mailbox, and the sender never hears of it. */
export type Answer = string | 'HANG_UP' | 'SWALLOW'

export interface MailServer {
  readonly port: number
  readonly arrivals: readonly Arrival[]
  /** How many conversations were begun. */
  readonly conversations: number
  /** Every command it was given, the newest last. */
  readonly commands: readonly string[]
  /** Decides every answer; undefined is the good one, and waiting makes the server stall. */
  answers: (moment: Moment, arrival: Arrival | null) => Answer | undefined | Promise<Answer | undefined>
  /** What reached the recipient's mailbox, in the order in which the server took it. */
  delivered(): Arrival[]
  /** Nobody listens any more, and whoever is connected is cut off. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

const good: Record<Moment, string> = {
  GREETING: '220 mail.test ESMTP',
  EHLO: '250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 go on',
  RCPT: '250 2.1.5 go on',
  DATA: '354 end with a dot',
  MESSAGE: '250 2.0.0 taken',
}

/** A mail server that can misbehave at every moment of the conversation, in ways a well-mannered one cannot. */
export async function openMailServer(): Promise<MailServer> {
  const arrivals: Arrival[] = []
  const delivered: Arrival[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  let port = 0
  let conversations = 0

  const server = net.createServer((socket) => {
    conversations++
    sockets.add(socket)
    let envelopeTo = ''
    let waiting: Arrival | null = null
    let inMessage = false
    let buffered = Buffer.alloc(0)
    let work = Promise.resolve()

    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      if (waiting) settle(waiting, 'ABANDONED')
    })

    const say = async (moment: Moment, arrival: Arrival | null = null): Promise<void> => {
      const answer = (await mail.answers(moment, arrival)) ?? good[moment]
      if (arrival) {
        waiting = null
        if (arrival.outcome === 'ABANDONED') return
        settle(arrival, answer === 'SWALLOW' ? 'SWALLOWED' : answer.startsWith('2') ? 'ACCEPTED' : 'REFUSED')
      }
      if (answer === 'HANG_UP' || answer === 'SWALLOW') return void socket.destroy()
      if (moment === 'DATA' && answer.startsWith('3')) inMessage = true
      socket.write(`${answer}\r\n`)
    }

    const read = async (): Promise<void> => {
      for (;;) {
        const end = buffered.indexOf(inMessage ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const text = buffered.subarray(0, end)
        buffered = buffered.subarray(end + (inMessage ? 5 : 2))
        if (inMessage) {
          inMessage = false
          waiting = arrivalOf(text, envelopeTo)
          arrivals.push(waiting)
          await say('MESSAGE', waiting)
          continue
        }
        const command = text.toString('latin1')
        const verb = command.slice(0, 4).toUpperCase()
        commands.push(command)
        if (verb === 'EHLO' || verb === 'HELO') await say('EHLO')
        else if (verb === 'AUTH') await say('AUTH')
        else if (verb === 'MAIL') await say('MAIL')
        else if (verb === 'RCPT') {
          envelopeTo = /<([^>]*)>/.exec(command)?.[1] ?? ''
          await say('RCPT')
        } else if (verb === 'DATA') await say('DATA')
        else if (verb === 'QUIT') socket.end('221 goodbye\r\n')
        else socket.write('250 2.0.0 well\r\n')
      }
    }

    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk])
      work = work.then(read)
    })
    work = say('GREETING')
  })

  function settle(arrival: Arrival, outcome: Outcome): void {
    if (arrival.outcome !== 'WAITING') return
    arrival.outcome = outcome
    arrival.endedAt = performance.now()
    if (outcome === 'ACCEPTED' || outcome === 'SWALLOWED') delivered.push(arrival)
  }

  const mail: MailServer = {
    get port() {
      return port
    },
    arrivals,
    commands,
    get conversations() {
      return conversations
    },
    answers: () => undefined,
    delivered: () => [...delivered],
    async stop() {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise((closed) => server.close(closed))
    },
    async start() {
      await new Promise<void>((listening, failed) => {
        server.once('error', failed)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', failed)
          listening()
        })
      })
      port = (server.address() as net.AddressInfo).port
    },
  }
  await mail.start()
  afterwards(() => mail.stop())
  return mail
}

/** Undoes the dot-stuffing of RFC 5321 section 4.5.2. */
function arrivalOf(sent: Buffer, to: string): Arrival {
  const raw = Buffer.from(sent.toString('latin1').replace(/(^|\r\n)\.\./g, '$1.'), 'latin1')
  const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(raw.toString('latin1'))?.[1]
  if (!messageId) throw new Error('A message without a Message-ID arrived.')
  return { messageId, to, raw, at: performance.now(), endedAt: null, outcome: 'WAITING' }
}

/** What a calendar program reads in a message: what it asks for, which event, and which version of it. */
export async function calendarOf({ raw }: Arrival): Promise<{ method: string; uid: string; sequence: number }> {
  const { attachments } = await PostalMime.parse(raw)
  const part = attachments.find((attachment) => attachment.mimeType === 'text/calendar')
  if (!part) throw new Error('The message has no calendar part.')
  const text = typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content)
  const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text.replace(/\r\n[ \t]/g, ''))?.[1]?.trim()
  return { method: value('METHOD') ?? '', uid: value('UID') ?? '', sequence: Number(value('SEQUENCE')) }
}

/** Something that stays shut until somebody opens it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}
