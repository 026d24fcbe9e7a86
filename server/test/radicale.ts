import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { until } from './until.ts'

const program = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'radicale'))
  .find((file) => existsSync(file))

/** Whether the stories with a real CalDAV server are left out: none is here, and nobody insists on one. It is said aloud. */
export function radicaleIsLeftOut(): boolean {
  if (program) return false
  if (process.env['GREENROOM_REQUIRE_RADICALE'])
    throw new Error('These stories need Radicale: install it (Debian: apt install radicale).')
  console.warn('Stories with a CalDAV server are left out: there is no radicale on the PATH.')
  return true
}

/** A calendar server with one account: Radicale, as Debian has it. */
export interface Radicale {
  /** Such as `127.0.0.1:41873`. */
  host: string
  /** Address of a calendar of the account. */
  calendar: (name: string) => string
  user: string
  password: string
  /** Makes a calendar. @param components what it may hold */
  makes: (name: string, components?: readonly string[]) => Promise<void>
  /** Puts an event into a calendar. */
  puts: (calendar: string, uid: string, ...lines: string[]) => Promise<void>
  removes: (calendar: string, uid: string) => Promise<void>
  /** What it holds under a UID, or null. */
  holds: (calendar: string, uid: string) => Promise<string | null>
  /** It is gone for everybody, as after a power cut. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

export async function openRadicale(): Promise<Radicale & { close: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-radicale-'))
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const host = `127.0.0.1:${(probe.address() as AddressInfo).port}`
  await new Promise((resolve) => probe.close(resolve))
  const [user, password] = ['ines', 'a pass word: ü']
  writeFileSync(path.join(folder, 'users'), `${user}:${password}\n`)
  writeFileSync(
    path.join(folder, 'config'),
    `[server]
hosts = ${host}
[auth]
type = htpasswd
htpasswd_filename = ${path.join(folder, 'users')}
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${path.join(folder, 'data')}
[logging]
level = error
`,
  )

  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const call = (address: string, method: string, body?: string, type = 'application/xml') =>
    fetch(address, {
      method,
      headers: { authorization, 'content-type': `${type}; charset=utf-8` },
      ...(body ? { body } : {}),
    })
  const done = async (answer: Promise<Response>) => {
    const { ok, status } = await answer
    if (!ok) throw new Error(`Radicale answered ${status}.`)
  }
  const calendar = (name: string) => `http://${host}/${user}/${name}/`
  const object = (name: string, uid: string) => `${calendar(name)}${uid}.ics`

  let child: ReturnType<typeof spawn> | undefined
  const start = async () => {
    child = spawn(program!, ['--config', path.join(folder, 'config')], { stdio: 'ignore' })
    await until('Radicale answers', () =>
      fetch(`http://${host}/.web/`).then(
        () => true,
        () => false,
      ),
    )
  }
  const stop = async () => {
    const running = child
    child = undefined
    if (running && running.exitCode === null && running.kill('SIGKILL')) await once(running, 'exit')
  }
  await start()
  return {
    host,
    user,
    password,
    calendar,
    start,
    stop,
    makes: (name, components = ['VEVENT']) =>
      done(
        call(
          calendar(name),
          'MKCOL',
          `<?xml version="1.0"?><D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
            <D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>${name}</D:displayname>
            <C:supported-calendar-component-set>${components.map((each) => `<C:comp name="${each}"/>`).join('')}</C:supported-calendar-component-set>
          </D:prop></D:set></D:mkcol>`,
        ),
      ),
    puts: (name, uid, ...lines) =>
      done(
        call(
          object(name, uid),
          'PUT',
          [
            'BEGIN:VCALENDAR',
            'VERSION:2.0',
            'PRODID:-//Test//EN',
            'BEGIN:VEVENT',
            `UID:${uid}`,
            'DTSTAMP:20260101T000000Z',
            ...lines,
            'END:VEVENT',
            'END:VCALENDAR',
            '',
          ].join('\r\n'),
          'text/calendar',
        ),
      ),
    removes: (name, uid) => done(call(object(name, uid), 'DELETE')),
    holds: async (name, uid) => {
      const answer = await call(object(name, uid), 'GET')
      return answer.status === 404 ? null : answer.text()
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
