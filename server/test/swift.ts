import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AwsClient } from 'aws4fetch'
import type { S3Settings } from '../src/storage/s3-storage.ts'
import { freePort } from './ports.ts'
import { until } from './until.ts'

/** Debian's own Python, which has what Debian packages bring. */
const python = '/usr/bin/python3'
const isThere = existsSync('/usr/lib/python3/dist-packages/swift') && existsSync('/usr/lib/python3/dist-packages/paste')

/** Whether the stories with a real S3 service are left out: none is here, and nobody insists on one. It is said aloud. */
export function swiftIsLeftOut(): boolean {
  if (isThere) return false
  if (process.env['GREENROOM_REQUIRE_SWIFT'])
    throw new Error(
      'These stories need OpenStack Swift: install it (Debian: apt install python3-swift python3-pastedeploy).',
    )
  console.warn('Stories with an S3 service are left out: there is no OpenStack Swift.')
  return true
}

/** An S3 service with one bucket: OpenStack Swift with its S3 API, as Debian has it. It looks at every signature and digest. */
export interface Swift {
  /** How its owner gets into the bucket. */
  settings: S3Settings
  /** A key that the service knows and that may do nothing with the bucket. */
  stranger: Pick<S3Settings, 'accessKeyId' | 'secretAccessKey'>
  /** What buckets are named before, where the host names them. */
  domain: string
  /** Names of all objects in the bucket that begin so. */
  names: (prefix?: string) => Promise<string[]>
  /** Puts an object there by its name, as a program that copies does. */
  copies: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  /** Removes an object by its name. */
  removes: (name: string) => Promise<void>
  close: () => Promise<void>
}

export async function openSwift(): Promise<Swift> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-swift-'))
  const port = await freePort()
  const [region, domain] = ['eu-stories-1', 's3.greenroom.test']
  writeFileSync(
    path.join(folder, 'proxy.conf'),
    `[DEFAULT]
swift_dir = ${folder}
log_level = CRITICAL
[pipeline:main]
pipeline = catch_errors gatekeeper cache s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
# Its users are looked for in a cache before anything else: in one that nobody keeps.
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = ${region}
storage_domain = ${domain}
[filter:tempauth]
use = egg:swift#tempauth
user_stories_keeper = keepers-secret-of-the-stories .admin
user_stories_stranger = strangers-secret-of-the-stories
`,
  )
  const settings: S3Settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    bucket: 'recordings',
    prefix: 'some/where',
    addressing: 'path',
    accessKeyId: 'stories:keeper',
    secretAccessKey: 'keepers-secret-of-the-stories',
  }
  const child = spawn(python, [fileURLToPath(new URL('swift-in-one.py', import.meta.url)), folder, String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (piece: Buffer) => (complaints += piece.toString()))

  const client = new AwsClient({ ...settings, service: 's3', retries: 0 })
  const call = async (path: string, method: string, body?: Uint8Array<ArrayBuffer>) => {
    const answer = await client.fetch(`${settings.endpoint}/${settings.bucket}${path}`, {
      method,
      ...(body ? { body } : {}),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Swift answered ${answer.status}: ${text}`)
    return text
  }
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`Swift has ended: ${complaints}`)))
  ended.catch(() => {})
  const close = async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  await Promise.race([
    ended,
    until('Swift answers', () =>
      call('', 'PUT').then(
        () => true,
        () => false,
      ),
    ),
  ]).catch(async (error: unknown) => {
    await close()
    throw error
  })

  return {
    settings,
    stranger: { accessKeyId: 'stories:stranger', secretAccessKey: 'strangers-secret-of-the-stories' },
    domain,
    async names(prefix = '') {
      const list = await call(`?list-type=2&max-keys=1000&prefix=${encodeURIComponent(prefix)}`, 'GET')
      return [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name]) => name!)
    },
    copies: async (name, bytes) => void (await call(`/${name}`, 'PUT', bytes)),
    removes: async (name) => void (await call(`/${name}`, 'DELETE')),
    close,
  }
}
