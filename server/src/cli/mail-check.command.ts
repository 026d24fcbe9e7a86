import { Command } from 'commander'
import { sql } from 'kysely'
import { z } from 'zod'
import { loadConfig, type Config } from '../config.ts'
import { entities } from '../entities.ts'
import { dkimKeyOf } from '../mail/dkim.ts'
import { openDns } from '../mail/dns.ts'
import { newCheckCode } from '../mail/ask-for-mail-check.ts'
import { lookAtMail } from '../mail/look-at-mail.ts'
import { worstOf, type MailFinding } from '../mail/mail-finding.rules.ts'
import { makeMailAddresses } from '../mail/mail-address.ts'
import { makeMessageReturns } from '../replies/message-returns.ts'
import { catcherUrl, installation } from '../runtime/installation.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { ask } from '../shared/connection.ts'
import { openDatabase } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import { makeLog } from '../shared/log.ts'
import { email, isInvalid, readInput } from '../shared/input.ts'
import { findingInWords } from './finding-in-words.ts'

interface Options {
  to?: string
  json?: true
}

export const mailCheck = () =>
  new Command('check')
    .description('Tells whether emails can leave and will be believed: settings, mail server, DNS, and a test message.')
    .option('--to <address>', 'where the test message goes; without it none is sent')
    .option('--json', 'print one JSON object when all is done')
    .addHelpText('after', '\nNothing of Greenroom is changed. Exit code 1 where there is a problem.')
    .action((options: Options) => run(() => check(options)))

async function check(options: Options): Promise<never> {
  const input = readInput(z.object({ to: email.optional() }), { to: options.to })
  if (isInvalid(input)) {
    for (const { path, message } of input.fields) console.error(`--${path}  ${message}`)
    return leave(2)
  }
  const config = loadConfig()
  const code = newCheckCode()
  const to = input.to ?? null
  const back = await wayBack(config)
  if (!options.json) console.log(`Looking at emails from ${config.mailFrom}${to ? ` to ${to}` : ''}.\n`)
  const findings: MailFinding[] = []
  const tools = {
    smtpUrl: config.smtpUrl,
    caughtAt: catcherUrl(config),
    dkim: dkimKeyOf(config),
    dns: openDns(),
    returns: back.returns,
  }
  // It looks like the address of every email. Where nobody's is known, nothing comes of what is answered to it.
  const from = makeMailAddresses(config.mailFrom, config.secrets).replyAddressOf(back.personId ?? newId())
  for await (const finding of lookAtMail(tools, { from, to, code })) {
    findings.push(finding)
    if (!options.json) console.log(inWords(finding, code))
  }
  await back.close()
  const grade = worstOf(findings)
  if (options.json) console.log(JSON.stringify({ grade, code: to && code, findings }))
  else console.log(endings[grade])
  return leave(grade === 'PROBLEM' ? 1 : 0)
}

/** How a message is seen to come back: a running worker takes it in and writes it down. */
async function wayBack(config: Config) {
  const nothing = { returns: null, personId: null, close: async () => {} }
  if (!config.smtpUrl || !(config.inboundSmtp ?? config.inboundImap)) return nothing
  const log = makeLog('warn')
  const place = await installation(config, log)
  const database = openDatabase(place.databaseUrl, entities, { log })
  const close = async () => {
    await database.close(true)
    await place.close()
  }
  // Whose address it is decides where it is written down; an installation without anybody takes nothing in.
  const [person] = await ask(
    database,
    sql<{ id: string }>`select id from staff_member where active order by role = 'ADMIN' desc, created_at limit 1`,
  )
  if (person) return { returns: makeMessageReturns(database), personId: person.id, close }
  await close()
  return nothing
}

const names = {
  SETTINGS: 'Settings',
  CONNECTION: 'Mail server',
  SPF: 'SPF',
  DKIM: 'DKIM',
  DMARC: 'DMARC',
  REPLY_DOMAIN: 'Reply domain',
  TEST_MESSAGE: 'Test message',
  ROUND_TRIP: 'Answers',
}
const endings = {
  GOOD: 'All is well.',
  NOTE: 'All is well, as far as can be told from here.',
  WARNING: 'Emails can leave. The warnings say what may keep them from being believed.',
  PROBLEM: 'There is a problem.',
}

/** The code, the command and the server's line first, then the advice. */
function inWords({ step, grade, code, about, command, answer, advice }: MailFinding, testCode: string): string {
  const facts = [about, code === 'TEST_SENT' ? `code ${testCode}` : null].filter((fact) => fact !== null)
  const signs = grade === 'GOOD' || grade === 'NOTE' ? [] : [code, command].filter((sign) => sign !== null)
  return findingInWords({
    grade,
    name: names[step],
    about: facts.join(' · '),
    lines: [signs.join(' · '), ...(answer ?? '').split('\n'), advice],
  })
}
