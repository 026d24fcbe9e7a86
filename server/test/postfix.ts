import { spawn, spawnSync, execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeCertificate } from './certificate.ts'
import { canConnect, freePort } from './ports.ts'
import { until } from './until.ts'

export interface MailRelay {
  /** Takes emails of this machine, by STARTTLS. */
  smtpUrl: string
  port: number
  /** What its certificate is known by. */
  ca: string
  /** What lies in the mailbox of somebody of its domain, the oldest first. */
  mailOf(user: string): Buffer[]
  stop(): Promise<void>
}

const isInstalled = existsSync('/usr/sbin/postfix')

/**
 * Whether the stories with a real relay are left out: no Postfix that may be started, and nobody insists on one. It is said
 * aloud, because a run without them proves less.
 */
export function relayStoriesAreLeftOut(): boolean {
  if (isInstalled && process.getuid?.() === 0) return false
  const why = isInstalled ? 'Postfix has to be started by root' : 'there is no Postfix'
  if (process.env['GREENROOM_REQUIRE_POSTFIX'])
    throw new Error(`The stories with a mail server need Postfix: ${why} (Debian: apt install postfix).`)
  console.warn(`Stories with a mail server are left out: ${why}.`)
  return true
}

/**
 * A Postfix of its own: mailboxes for a few people of one domain, and a way to the listener for what is sent to ours. It
 * touches neither the Postfix nor the mail of this machine.
 */
export async function startPostfix({
  domain,
  users,
  inbound,
}: {
  domain: string
  users: readonly string[]
  inbound: { domain: string; port: number }
}): Promise<MailRelay> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-postfix-'))
  chmodSync(folder, 0o755)
  const own = (name: string, by?: 'postfix') => {
    const made = path.join(folder, name)
    mkdirSync(made)
    if (by) chownSync(made, id('-u'), id('-g'))
    return made
  }
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postfix']).stdout.toString())
  const [config, queue, mail] = [own('etc'), own('queue'), own('mail', 'postfix')]
  own('data', 'postfix')
  const port = await freePort()
  const { cert, key } = makeCertificate('localhost')
  const write = (name: string, text: string) => writeFileSync(path.join(config, name), text)
  write('cert.pem', `${key}\n${cert}\n`)
  write('users', users.map((user) => `${user}@${domain} ${user}/\n`).join(''))
  write('routes', `${inbound.domain} smtp:[127.0.0.1]:${inbound.port}\n`)
  write(
    'main.cf',
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mx.${domain}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = ${domain}
virtual_mailbox_maps = texthash:${config}/users
virtual_mailbox_base = ${mail}
virtual_uid_maps = static:${id('-u')}
virtual_gid_maps = static:${id('-g')}
transport_maps = texthash:${config}/routes
smtp_dns_support_level = disabled
smtp_tls_security_level = encrypt
smtpd_tls_chain_files = ${config}/cert.pem
smtpd_tls_security_level = encrypt
smtpd_peername_lookup = no
# As a server that learns behind its door that somebody is unknown: it has taken the email, and reports.
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = permit_mynetworks, reject
`,
  )
  write(
    'master.cf',
    // Name, type, private, unprivileged, chroot, wakeup, most processes, command.
    `127.0.0.1:${port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
`,
  )
  const said = () => (existsSync(`${folder}/log`) ? readFileSync(`${folder}/log`, 'utf8') : 'nothing')
  execFileSync('/usr/sbin/postfix', ['-c', config, 'check'], { stdio: 'ignore' })
  const daemons = execFileSync('/usr/sbin/postconf', ['-c', config, '-h', 'daemon_directory']).toString().trim()
  const server = spawn(path.join(daemons, 'master'), ['-c', config, '-d'], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await until(
    () => `Postfix listens; it says ${said()}`,
    () => canConnect(port),
  )
  return {
    smtpUrl: `smtp://localhost:${port}`,
    port,
    ca: cert,
    mailOf(user) {
      const box = path.join(mail, user, 'new')
      if (!existsSync(box)) return []
      return readdirSync(box)
        .toSorted()
        .map((name) => readFileSync(path.join(box, name)))
    },
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
