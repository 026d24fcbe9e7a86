import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isBeating, startHeartbeat } from './heartbeat.ts'

function freshFile(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'greenroom-heartbeat-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  return path.join(folder, 'data', 'worker.health')
}

test('a process that gets its work done is seen, and one that has ended is not', async () => {
  const file = freshFile()
  expect(await isBeating(file)).toBe(false)
  const heartbeat = startHeartbeat({ file, check: async () => {} })
  await vi.waitFor(async () => expect(await isBeating(file)).toBe(true))
  await heartbeat.stop()
  expect(await isBeating(file)).toBe(false)
})

test('a process that hangs or was killed is missed after half a minute', async () => {
  const file = freshFile()
  const heartbeat = startHeartbeat({ file, check: async () => {} })
  await vi.waitFor(async () => expect(await isBeating(file)).toBe(true))
  const last = fs.statSync(file).mtimeMs
  expect(await isBeating(file, new Date(last + 29_000))).toBe(true)
  expect(await isBeating(file, new Date(last + 30_001))).toBe(false)
  await heartbeat.stop()
})

test('a process that cannot reach its database does not count as well', async () => {
  const file = freshFile()
  const check = vi.fn(async () => Promise.reject(new Error('no database')))
  const heartbeat = startHeartbeat({ file, check })
  await vi.waitFor(() => expect(check).toHaveBeenCalledOnce())
  await heartbeat.stop()
  expect(fs.existsSync(file)).toBe(false)
})

test('the check is asked again and again, but never while the last one is not over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const file = freshFile()
  let answer = () => {}
  const check = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)))
  const heartbeat = startHeartbeat({ file, check })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(check).toHaveBeenCalledTimes(1)
  answer()
  while (vi.getTimerCount() === 0) await new Promise(setImmediate)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(check).toHaveBeenCalledTimes(2)
  answer()
  await heartbeat.stop()
})
