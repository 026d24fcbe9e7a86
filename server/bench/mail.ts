import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import nodemailer from 'nodemailer'
import { composeMail } from '../src/mail/compose-mail.ts'
import { newDkimKey } from '../src/mail/dkim.ts'
import type { InterviewMail } from '../src/mail/interview-mail.ts'
import { makeTransport } from '../src/mail/smtp-transport.ts'

/*
 * What an email costs from its facts to the mail server's answer, beside nodemailer alone with a body that is there already:
 * the same parts, the same sizes, the same pool, the same server, which is a process of its own. Rounds of the two follow
 * each other, so that both have the machine alike. Per core is per second of this process's own work.
 */
const seconds = Number(process.argv[3] ?? 3)
const rounds = 3
const connections = 5

const sink = fork(fileURLToPath(new URL('mail-sink.ts', import.meta.url)))
const [port] = (await once(sink, 'message')) as [number]
const url = `smtp://127.0.0.1:${port}`

const facts = (turn: number): InterviewMail => ({
  kind: 'INVITATION',
  audience: 'CANDIDATE',
  isReleased: false,
  isChosen: false,
  language: (['EN', 'SV', 'FR'] as const)[turn % 3]!,
  candidateName: `Candidate ${turn}`,
  companyName: 'Lindgren & Co',
  companyTimeZone: 'Europe/Stockholm',
  timeZone: turn % 2 ? 'America/New_York' : 'Europe/Stockholm',
  jobTitle: 'Carpenter',
  round: 1,
  mode: 'VIDEO',
  startsAt: new Date(Date.UTC(2027, 0, 4, 9) + turn * 900_000),
  endsAt: new Date(Date.UTC(2027, 0, 4, 10) + turn * 900_000),
  told: null,
  location: null,
  meetingUrl: 'https://meet.example.com/lindgren/room',
  notes: 'Bring a photo of something that you have made.',
  reason: null,
  interviewers: ['Grace Hopper', 'Karin Lindqvist'],
  link: `https://jobs.lindgren.example/interview/${'k7f2m9qz4w8x1c5v'.repeat(3)}${turn}`,
  answerLink: `https://jobs.lindgren.example/answer/${'k7f2m9qz4w8x1c5v'.repeat(3)}${turn}`,
  to: { name: `Candidate ${turn}`, address: `candidate-${turn}@example.com` },
  from: { name: 'Lindgren & Co', address: 'interviews+k3mznq7w2xh5tjpa@lindgren.example' },
  uid: `${turn}.5f0c2a9e7d414b7e9a513d2f6c8e1b07@lindgren.example`,
  sequence: 0,
  stamp: new Date(Date.UTC(2026, 10, 21, 10)),
  createdAt: new Date(Date.UTC(2026, 10, 21, 9)),
  lastModifiedAt: new Date(Date.UTC(2026, 10, 21, 9)),
  partstat: 'NEEDS-ACTION',
  messageId: `delivery-${turn}@lindgren.example`,
  references: [],
})

const fixed = await composeMail(facts(0))
const pool = {
  pool: true as const,
  maxConnections: connections,
  maxMessages: Infinity,
  host: '127.0.0.1',
  port,
  ignoreTLS: true,
}
const alone = nodemailer.createTransport(pool)
const ours = makeTransport(url, { maxConnections: connections })
const signing = makeTransport(url, {
  maxConnections: connections,
  dkim: { domain: 'lindgren.example', selector: 'greenroom', privateKey: await newDkimKey() },
})

const ways: Record<string, (turn: number) => Promise<unknown>> = {
  'nodemailer alone, a fixed body': (turn) =>
    alone.sendMail({
      from: { name: 'Lindgren & Co', address: 'interviews@lindgren.example' },
      to: { name: `Candidate ${turn}`, address: `candidate-${turn}@example.com` },
      subject: fixed.subject,
      text: fixed.text,
      html: fixed.html,
      icalEvent: {
        method: 'REQUEST',
        filename: 'invite.ics',
        contentTransferEncoding: 'base64',
        content: fixed.ics,
      } as never,
    }),
  'rendered and handed over': async (turn) => ours.send(await composeMail(facts(turn))),
  '… and signed (DKIM)': async (turn) => signing.send(await composeMail(facts(turn))),
  'rendered only': (turn) => composeMail(facts(turn)),
}

interface Total {
  sent: number
  wall: number
  cpu: number
}
const totals = new Map<string, Total>(Object.keys(ways).map((name) => [name, { sent: 0, wall: 0, cpu: 0 }]))
let turn = 0
for (const way of Object.values(ways)) for (let warm = 0; warm < 60; warm++) await way(turn++)
for (let round = 0; round < rounds; round++)
  for (const [name, way] of Object.entries(ways)) {
    const total = totals.get(name)!
    const begun = performance.now()
    const before = process.cpuUsage()
    const end = begun + seconds * 1000
    await Promise.all(
      Array.from({ length: connections * 2 }, async () => {
        while (performance.now() < end) {
          await way(turn++)
          total.sent++
        }
      }),
    )
    const { user, system } = process.cpuUsage(before)
    total.wall += (performance.now() - begun) / 1000
    total.cpu += (user + system) / 1e6
  }

const perCore = ({ sent, cpu }: Total) => sent / cpu
const base = perCore(totals.get('nodemailer alone, a fixed body')!)
for (const [name, total] of totals) {
  const rate = (total.sent / total.wall).toFixed(0).padStart(6)
  const core = perCore(total).toFixed(0).padStart(6)
  process.stdout.write(
    `${name.padEnd(32)} ${rate} /s ${core} /s per core   ${(base / perCore(total)).toFixed(2)} × the time\n`,
  )
}
alone.close()
ours.close()
signing.close()
sink.disconnect()
