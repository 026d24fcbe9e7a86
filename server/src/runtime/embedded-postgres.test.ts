import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'

// These start, kill and start again real servers.
vi.setConfig({ testTimeout: 60_000 })

const here = path.dirname(fileURLToPath(import.meta.url))
const project = path.resolve(here, '../../..')

/** A fresh data folder. Whatever server is left in it when the test ends, is ended; whatever was staged for it, goes. */
function freshFolder(parent = os.tmpdir()): string {
  const folder = fs.mkdtempSync(path.join(parent, 'greenroom-test-'))
  fs.chmodSync(folder, 0o711)
  onTestFinished(async () => {
    const pid = serverPid(folder)
    if (pid) await end(pid)
    const data = path.join(folder, 'postgres', 'data')
    if (fs.lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink())
      fs.rmSync(path.dirname(fs.realpathSync(data)), { recursive: true })
    fs.rmSync(folder, { recursive: true })
  })
  return folder
}

function serverPid(folder: string): number | undefined {
  const file = path.join(folder, 'postgres', 'data', 'postmaster.pid')
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

/** A dead process that nobody collected yet (Z) does not run. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`
  return fs.existsSync(file) && !/\) Z /.test(fs.readFileSync(file, 'utf8'))
}

async function end(pid: number): Promise<void> {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL')
  while (isRunning(pid)) await pause(10)
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(url)
  // A server that ends in the middle says so twice: in the answer, and as an event that is an exception if nobody listens.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts the server, says its address and stays until it is killed or told to stop. */
async function otherProcess(
  dataDir: string,
  options = '',
): Promise<{ child: ChildProcess; url: string; reused: boolean }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(path.join(here, 'embedded-postgres.ts'))}
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} ${options} })
    console.log(JSON.stringify(server))
    process.stdin.on('end', async () => { await server.stop(); process.exit() }).resume()
  `
  const tsx = path.join(project, 'node_modules/tsx/dist/cli.mjs')
  const child = spawn(process.execPath, [tsx, '--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout! })) return { child, ...JSON.parse(line) }
  throw new Error('The other process ended before it had a server')
}

async function killGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit')
  process.kill(-child.pid!, signal)
  await exited
}

const started: EmbeddedPostgres[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

async function start(options: Parameters<typeof startEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options)
  started.push(server)
  return server
}

describe('a lasting server', () => {
  test('keeps its rows, its address and its password over a stop and a start', async () => {
    const dataDir = freshFolder()
    const first = await start({ dataDir })
    expect(first.reused).toBe(false)
    await query(first.url, 'create table kept as select 42 as answer')
    await first.stop()

    const second = await start({ dataDir })
    expect(second).toMatchObject({ url: first.url, reused: false })
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('is a real database: durable, UTF-8, UTC, reachable from this machine only and by password only', async () => {
    const dataDir = freshFolder()
    const { url } = await start({ dataDir })
    const settings = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'server_encoding',
      'TimeZone',
    ]
    const rows = await query(
      url,
      `select ${settings.map((name) => `current_setting('${name}') as "${name}"`).join(', ')}`,
    )
    expect(rows).toEqual([
      {
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        listen_addresses: '127.0.0.1',
        server_encoding: 'UTF8',
        TimeZone: 'UTC',
      },
    ])
    expect(
      await query(url, `select lower('ÅSA') as name, rolsuper from pg_roles where rolname = current_user`),
    ).toEqual([{ name: 'åsa', rolsuper: false }])
    await query(url, 'create extension btree_gist')
    const wrong = new URL(url)
    for (const user of ['greenroom', 'postgres']) {
      wrong.username = user
      wrong.password = 'wrong'
      await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    }
    expect(fs.statSync(path.join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600)
  })

  test('is one and the same for two processes that start at once', async () => {
    const dataDir = freshFolder()
    const [one, two] = await Promise.all([start({ dataDir }), start({ dataDir })])
    expect(one.url).toBe(two.url)
    expect([one.reused, two.reused].sort()).toEqual([false, true])
  })

  test('stays while another process uses it, and ends with the last one', async () => {
    const dataDir = freshFolder()
    const { child, url } = await otherProcess(dataDir)
    const ours = await start({ dataDir })
    const pid = serverPid(dataDir)!
    expect(ours).toMatchObject({ url, reused: true })

    const exited = once(child, 'exit')
    child.stdin!.end()
    await exited
    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }])

    await ours.stop()
    expect(isRunning(pid)).toBe(false)
  })

  test('outlives the killed process that started it, and is taken over with every committed row', async () => {
    const dataDir = freshFolder()
    const { child, url } = await otherProcess(dataDir)
    const pid = serverPid(dataDir)
    await query(url, 'create table kept as select 42 as answer')
    await killGroup(child, 'SIGKILL')

    const ours = await start({ dataDir })
    expect(ours).toMatchObject({ url, reused: true })
    expect(serverPid(dataDir)).toBe(pid)
    expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('does not hear the Ctrl-C meant for those who use it', async () => {
    const dataDir = freshFolder()
    const { child, url } = await otherProcess(dataDir)
    await killGroup(child, 'SIGINT')
    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })

  test('comes back by itself after kill -9, with every committed row', async () => {
    const dataDir = freshFolder()
    const { url } = await start({ dataDir })
    const pid = serverPid(dataDir)!
    const client = new pg.Client(url)
    client.on('error', () => {})
    await client.connect()
    await client.query('create table kept (n int)')
    let committed = 0
    const writing = (async () => {
      for (;;) {
        await client.query('insert into kept values ($1)', [committed + 1])
        committed += 1
        if (committed === 200) process.kill(pid, 'SIGKILL')
      }
    })()
    await expect(writing).rejects.toThrow()
    await client.end().catch(() => {})

    await vi.waitFor(async () => expect(serverPid(dataDir)).not.toBe(pid), { timeout: 20_000 })
    const rows = await vi.waitFor(() => query<{ n: number }>(url, 'select n from kept order by n'), { timeout: 20_000 })
    // The one under way when the lightning struck may be there or not; none that was confirmed is missing.
    expect(rows.length - committed).toBeOneOf([0, 1])
    expect(rows.slice(0, committed).map((row) => row.n)).toEqual(Array.from({ length: committed }, (_, i) => i + 1))
  })

  test('recovers when it was killed together with everything else', async () => {
    const dataDir = freshFolder()
    const { child, url } = await otherProcess(dataDir)
    await query(url, 'create table kept as select 42 as answer')
    const pid = serverPid(dataDir)!
    await killGroup(child, 'SIGKILL')
    await end(pid)
    expect(serverPid(dataDir)).toBe(pid) // the stale file of the dead server

    const ours = await start({ dataDir })
    expect(ours).toMatchObject({ url, reused: false })
    expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('starts although its old process number belongs to somebody else now', async () => {
    const dataDir = freshFolder()
    const first = await start({ dataDir })
    await first.stop()
    const stale = [
      process.pid,
      fs.realpathSync(path.join(dataDir, 'postgres', 'data')),
      0,
      5432,
      '',
      '127.0.0.1',
      '',
      'ready',
    ]
    const pidFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
    fs.writeFileSync(pidFile, `${stale.join('\n')}\n`, { mode: 0o600 })
    const { uid, gid } = fs.statSync(path.dirname(pidFile))
    fs.chownSync(pidFile, uid, gid)
    expect(await start({ dataDir })).toMatchObject({ reused: false })
  })

  test('moves to another port when somebody took the old one', async () => {
    const dataDir = freshFolder()
    const first = await start({ dataDir })
    await first.stop()
    const squatter = net.createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    onTestFinished(() => void squatter.close())
    await once(squatter, 'listening')
    const second = await start({ dataDir })
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port)
    expect(await query(second.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })

  test('completes a first start that was killed half way', async () => {
    const dataDir = freshFolder()
    const half = path.join(dataDir, 'postgres', 'new-killed', 'data')
    fs.mkdirSync(half, { recursive: true })
    fs.writeFileSync(path.join(half, 'PG_VERSION'), '18\n')
    const { url } = await start({ dataDir })
    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })

  test('says what to do when its password file is lost', async () => {
    const dataDir = freshFolder()
    await (await start({ dataDir })).stop()
    fs.rmSync(path.join(dataDir, 'postgres', 'password'))
    await expect(start({ dataDir })).rejects.toThrow(/Restore the file "password"/)
  })

  test('refuses the database of another major version instead of touching it', async () => {
    const dataDir = freshFolder()
    await (await start({ dataDir })).stop()
    fs.writeFileSync(path.join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n')
    await expect(start({ dataDir })).rejects.toThrow(EmbeddedPostgresError)
  })
})

describe.skipIf(process.getuid?.() !== 0)('a lasting server started by root', () => {
  test('runs as an unprivileged user', async () => {
    const dataDir = freshFolder()
    await start({ dataDir })
    const { uid } = fs.statSync(`/proc/${serverPid(dataDir)}`)
    expect(uid).not.toBe(0)
    expect(fs.statSync(path.join(dataDir, 'postgres', 'data')).uid).toBe(uid)
  })

  test('keeps its data elsewhere when its user cannot reach the folder, and finds them again', async () => {
    const dataDir = freshFolder()
    fs.chmodSync(dataDir, 0o700)
    const said: string[] = []
    const log = { info: (message: string) => void said.push(message), warn: () => {} }
    const first = await start({ dataDir, log })
    await query(first.url, 'create table kept as select 42 as answer')
    await first.stop()
    expect(said.join()).toContain('/var/lib/greenroom/')

    const second = await start({ dataDir })
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })
})

describe('a throw-away server', () => {
  test('leaves nothing behind', async () => {
    const server = await start({ ephemeral: true })
    const [row] = await query<{ place: string; fsync: string; room: string }>(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('max_connections') as room`,
    )
    expect(row).toEqual({ fsync: 'off', room: '300' })
    await server.stop()
    await expect(query(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('ends with its process, even when that is killed', async () => {
    const { child, url } = await otherProcess('/nowhere', ', ephemeral: true')
    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }])
    await killGroup(child, 'SIGKILL')
    await vi.waitFor(() => expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' }), {
      timeout: 10_000,
    })
  })
})
