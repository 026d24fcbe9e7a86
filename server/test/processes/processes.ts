import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from '../until.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const programs = {
  server: ['server/src/main.ts'],
  worker: ['server/src/worker.ts'],
  start: ['server/src/start.ts'],
  greenroom: ['server/src/cli/cli.ts'],
  migrate: ['server/src/cli/cli.ts', 'migrate'],
} as const

const parts: (() => Promise<unknown> | void)[] = []

/** Has something done when everything ends. A file that starts processes says when that is: `afterEach(endEverything)`. */
export const afterwards = (part: () => Promise<unknown> | void): void => void parts.push(part)

/** Ends whatever was started, the newest first. */
export async function endEverything(): Promise<void> {
  for (const part of parts.splice(0).reverse()) await part()
}

export type Program = keyof typeof programs

export interface End {
  code: number | null
  signal: NodeJS.Signals | null
}

/** One real process of Greenroom, as `npm run <program>` would start it. */
export interface RunningProgram {
  readonly program: Program
  readonly pid: number
  /** Everything it has said so far, on both of its outputs. */
  said(): string
  /** Its structured lines from `error` upwards: what nobody expected. */
  failures(): string[]
  readonly ended: Promise<End>
  hasEnded(): boolean
  /** Sends a signal to this one process. SIGKILL is kill -9: it has no chance to say goodbye. */
  kill(signal: NodeJS.Signals): Promise<End>
  /** What Ctrl-C does in a terminal: the signal goes to the whole group. */
  interrupt(): Promise<End>
}

/**
 * Starts a program with these settings and no others. It does not outlive the test, not even one that is killed itself.
 * @param settings environment variables
 * @param atTheEnd takes what ends it; with everything else unless said otherwise
 * @param args what stands behind its name on the command line
 */
export function run(
  program: Program,
  settings: Record<string, string>,
  atTheEnd: (end: () => Promise<void>) => void = afterwards,
  args: readonly string[] = [],
): RunningProgram {
  const child = spawn(
    process.execPath,
    [
      '--import=./server/src/runtime/typescript.mjs',
      '--import=./server/test/processes/die-with-the-test.mjs',
      ...programs[program],
      ...args,
    ],
    {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    },
  )
  const pid = child.pid
  if (pid === undefined) throw new Error(`${program} could not be started.`)
  let text = ''
  for (const output of [child.stdout!, child.stderr!])
    output.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as End)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const signalled = (send: () => void) => {
    if (!hasEnded()) send()
    return ended
  }
  atTheEnd(async () => {
    await signalled(() => child.kill('SIGKILL'))
  })
  return {
    program,
    pid,
    said: () => text,
    failures: () => text.split('\n').filter((line) => /^\{"level":[56]0,/.test(line)),
    ended,
    hasEnded,
    kill: (signal) => signalled(() => child.kill(signal)),
    interrupt: () => signalled(() => process.kill(-pid, 'SIGINT')),
  }
}

/** Waits until a program has said something; where it ends before, what it said instead is the failure. */
export async function hasSaid(running: RunningProgram, words: string): Promise<void> {
  await until(`${running.program} says "${words}"`, () => {
    if (running.said().includes(words)) return true
    if (running.hasEnded()) throw new Error(`${running.program} ended and said:\n${running.said()}`)
    return false
  })
}

/** Whether a process of this number lives; a dead one that nobody collected yet (Z) does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const { readFile } = await import('node:fs/promises')
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) Z /.test(state)
}

/** A folder of the test's own, gone with it. Others may pass through: as root, the database runs as somebody else. */
export function ownFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-processes-'))
  chmodSync(folder, 0o711)
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * A port that is free, and stays this test's own until its end: a process takes seconds to start listening, and other
 * tests look for ports meanwhile. Chosen below the range from which the system takes the near ends of outgoing
 * connections, so that it is still free after a process that listened there was killed.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 17_000)
    if (!reserve(port)) continue
    const probe = net.createServer()
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    await new Promise((closed) => probe.close(closed))
    return port
  }
}

/** Making a folder is atomic, so of all tests on this machine one gets the port. What a killed run left ends by itself. */
function reserve(port: number): boolean {
  const folder = path.join(os.tmpdir(), `greenroom-port-${port}`)
  try {
    mkdirSync(folder)
  } catch {
    const left = statSync(folder, { throwIfNoEntry: false })
    if (left && left.mtimeMs < Date.now() - 3_600_000) rmSync(folder, { recursive: true, force: true })
    return false
  }
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return true
}
