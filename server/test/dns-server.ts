import { createSocket } from 'node:dgram'

/** What a name has: texts, or mail servers. */
export type Zone = Record<string, { txt?: readonly string[]; mx?: readonly string[] }>

const types = { mx: 15, txt: 16 }

/**
 * A DNS server with a few names (RFC 1035), for those who ask the real way. A name it does not know does not exist.
 * @param zone null: it hears questions and says nothing
 */
export async function openDnsServer(zone: Zone | null): Promise<{ address: string; close(): Promise<void> }> {
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    if (zone) socket.send(answerTo(question, zone), from.port, from.address)
  })
  await new Promise<void>((listening) => socket.bind(0, '127.0.0.1', listening))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((closed) => socket.close(() => closed())),
  }
}

function answerTo(question: Buffer, zone: Zone): Buffer {
  const labels: string[] = []
  let at = 12
  for (; question[at]! > 0; at += question[at]! + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]!))
  const type = question.readUInt16BE(at + 1)
  const end = at + 5
  const known = zone[labels.join('.').toLowerCase()]
  const data =
    type === types.txt
      ? (known?.txt ?? []).map((text) => Buffer.concat(text.match(/.{1,255}/g)!.map(withLength)))
      : type === types.mx
        ? (known?.mx ?? []).map((server, place) => Buffer.concat([number(place + 1), nameOf(server)]))
        : []
  const answers = data.map((each) =>
    // The name is that of the question (a pointer to byte 12), for ten seconds.
    Buffer.concat([number(0xc00c), number(type), number(1), number(0), number(10), number(each.length), each]),
  )
  const flags = known ? 0x8180 : 0x8183
  return Buffer.concat([
    question.subarray(0, 2),
    ...[flags, 1, answers.length, 0, 0].map(number),
    question.subarray(12, end),
    ...answers,
  ])
}

const number = (value: number) => Buffer.from([value >> 8, value & 255])
const withLength = (text: string) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)])
const nameOf = (name: string) => Buffer.concat([...name.split('.').filter(Boolean).map(withLength), Buffer.from([0])])
