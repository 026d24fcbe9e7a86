import { spawn, spawnSync, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { canConnect, freePort } from './ports.ts'
import { until } from './until.ts'

export interface MailStore {
  port: number
  user: string
  password: string
  stop(): Promise<void>
}

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(existsSync) ?? null

/**
 * Whether the stories with a real IMAP server are left out: no Dovecot that may be started, and nobody insists on one.
 * It is said aloud, because a run without them proves less.
 */
export function imapStoriesAreLeftOut(): boolean {
  const mayStart = process.getuid?.() === 0
  if (program && mayStart) return false
  const why = program ? 'Dovecot has to be started by root' : 'there is no Dovecot'
  if (process.env['GREENROOM_REQUIRE_DOVECOT'])
    throw new Error(`The stories with a mailbox need Dovecot: ${why} (Debian: apt install dovecot-imapd).`)
  console.warn(`Stories with a mailbox are left out: ${why}.`)
  return true
}

/** A mail server of its own with one empty mailbox, on a port of its own. */
export async function startDovecot(): Promise<MailStore> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-dovecot-'))
  const home = path.join(folder, 'home')
  mkdirSync(home)
  execFileSync('chmod', ['755', folder])
  const id = (flag: string) => Number(spawnSync('id', [flag, 'dovecot']).stdout.toString())
  chownSync(home, id('-u'), id('-g'))
  const port = await freePort()
  const config = path.join(folder, 'dovecot.conf')
  writeFileSync(
    config,
    `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${home}
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${home} allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`,
  )
  const server = spawn(program!, ['-F', '-c', config], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await until(
    () => `Dovecot listens; it says ${existsSync(`${folder}/log`) ? readFileSync(`${folder}/log`, 'utf8') : 'nothing'}`,
    () => canConnect(port),
  )
  return {
    port,
    user: 'answers',
    password: 'secret',
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
