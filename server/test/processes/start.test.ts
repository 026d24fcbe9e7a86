import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { until } from '../until.ts'
import {
  afterwards,
  endEverything,
  freePort,
  hasSaid,
  isAlive,
  ownFolder,
  run,
  type RunningProgram,
} from './processes.ts'

vi.setConfig({ testTimeout: 180_000 })
afterEach(endEverything)

/** `npm start` on an empty folder, and whatever comes of it. */
async function firstStart() {
  const dataDir = ownFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const settings = { PORT: String(port), MAILBOX_SMTP_PORT: String(await freePort()), DATA_DIR: dataDir }
  // The database outlives who started it, so it is ended by its own number.
  afterwards(async () => {
    const pid = postgresPid(dataDir)
    if (!pid || !(await isAlive(pid))) return
    process.kill(pid, 'SIGKILL')
    await until('the database is gone', async () => !(await isAlive(pid)))
  })
  const start = async () => {
    const began = performance.now()
    const greenroom = run('start', settings)
    await hasSaid(greenroom, 'Sign in as')
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    return { greenroom, ms: Math.round(performance.now() - began) }
  }
  return { dataDir, url, settings, start }
}

function postgresPid(dataDir: string): number | null {
  const file = path.join(dataDir, 'postgres/data/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

/** Processes that have this folder in their command line. */
const processesOn = (folder: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return command.includes(folder) ? [`${pid} ${command}`] : []
      } catch {
        return [] // It ended while we looked.
      }
    })

const today = new Date(Date.now() - 4 * 3_600_000).toISOString()

/** What the demo's people see of their installation; with the personal links, which must open tomorrow as well. */
async function look(url: string) {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: 'recruiter@demo.test', password: 'greenroom-demo' }),
  })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.slice(0, set.indexOf(';')))
    .join('; ')
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      // The demo looks back on nine weeks, whose emails left long before there was a mailbox.
      query: `{ interviews(first: 50, filter: { startsFrom: "${today}" }) { nodes { id candidateLink delivery { status } } } }`,
    }),
  })
  const { data } = (await answer.json()) as {
    data: { interviews: { nodes: { id: string; candidateLink: string; delivery: { status: string } | null }[] } }
  }
  return data.interviews.nodes
}

const messagesAt = async (url: string) => (await (await fetch(`${url}/mailbox/messages`)).json()) as unknown[]

async function endsWithin5Seconds(greenroom: RunningProgram): Promise<number> {
  const began = performance.now()
  const end = await greenroom.interrupt()
  const ms = Math.round(performance.now() - began)
  expect(end).toEqual({ code: 0, signal: null })
  expect(ms).toBeLessThan(5000)
  return ms
}

test('Greenroom starts on an empty folder, ends at Ctrl-C, and starts again after it was killed, with nothing lost', async () => {
  const { dataDir, url, start } = await firstStart()

  const first = await start()
  await until('every email of the demo has left', async () =>
    (await look(url)).every(({ delivery }) => !['QUEUED', 'SENDING'].includes(delivery?.status ?? '')),
  )
  const before = await look(url)
  expect(before.length).toBeGreaterThan(5)
  const sent = before.filter(({ delivery }) => delivery?.status === 'SENT')
  expect(sent.length).toBeGreaterThan(0)
  const messages = await messagesAt(url)
  expect(messages.length).toBeGreaterThanOrEqual(sent.length)
  const ended = await endsWithin5Seconds(first.greenroom)
  expect(processesOn(dataDir)).toEqual([])

  const second = await start()
  expect(await look(url)).toEqual(before)
  expect(await messagesAt(url)).toEqual(messages)
  // Killed hard, the database stays behind; the next start joins it.
  await second.greenroom.kill('SIGKILL')
  const third = await start()
  expect(await look(url)).toEqual(before)

  // And killed together with its database.
  const pid = postgresPid(dataDir)!
  await Promise.all([third.greenroom.kill('SIGKILL'), process.kill(pid, 'SIGKILL')])
  const fourth = await start()
  expect(await look(url)).toEqual(before)
  expect(await messagesAt(url)).toEqual(messages)
  await endsWithin5Seconds(fourth.greenroom)
  expect(processesOn(dataDir)).toEqual([])
  console.info(
    `starts: first ${first.ms} ms, second ${second.ms} ms, after kill -9 ${third.ms} ms, with the database killed ${fourth.ms} ms; Ctrl-C ${ended} ms`,
  )
})

test.each([
  ['is being made', (dataDir: string) => postgresPid(dataDir) !== null],
  ['is filled', (dataDir: string) => readFileSync(path.join(dataDir, 'greenroom.log'), 'utf8').includes('migrated')],
])('Ctrl-C leaves nothing behind while the database %s, either', async (_, isFarEnough) => {
  const { dataDir, settings } = await firstStart()
  const greenroom = run('start', settings)
  await until('it is far enough', () => isFarEnough(dataDir))
  expect(await greenroom.interrupt()).toEqual({ code: 0, signal: null })
  expect(processesOn(dataDir)).toEqual([])
})

test('nor does a start that fails', async () => {
  const { dataDir, settings } = await firstStart()
  const other = createServer().listen(Number(settings.PORT), '127.0.0.1')
  await once(other, 'listening')
  const greenroom = run('start', { ...settings, HOST: '127.0.0.1' })
  await hasSaid(greenroom, 'is taken')
  expect(await greenroom.ended).toMatchObject({ code: 1 })
  expect(processesOn(dataDir)).toEqual([])
  other.close()
})
