import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { dkimKeyOf } from '../mail/dkim.ts'
import { openDns } from '../mail/dns.ts'
import { newCheckCode } from '../mail/ask-for-mail-check.ts'
import { lookAtMail } from '../mail/look-at-mail.ts'
import { worstOf, type MailFinding } from '../mail/mail-finding.rules.ts'
import { makeMailAddresses } from '../mail/mail-address.ts'
import { catcherUrl } from '../runtime/installation.ts'
import { run } from '../runtime/run.ts'
import { newId } from '../shared/id.ts'
import { email, isInvalid, readInput } from '../shared/input.ts'
import { z } from 'zod'

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
    process.exit(2)
  }
  const config = loadConfig()
  const code = newCheckCode()
  const to = input.to ?? null
  // It looks like the address of every email; nobody has this one, so that nothing comes of an answer.
  const from = makeMailAddresses(config.mailFrom, config.secrets).replyAddressOf(newId())
  if (!options.json) console.log(`Looking at emails from ${config.mailFrom}${to ? ` to ${to}` : ''}.\n`)
  const findings: MailFinding[] = []
  const tools = {
    smtpUrl: config.smtpUrl,
    caughtAt: catcherUrl(config),
    dkim: dkimKeyOf(config),
    dns: openDns(),
    returns: null,
  }
  for await (const finding of lookAtMail(tools, { from, to, code })) {
    findings.push(finding)
    if (!options.json) console.log(inWords(finding, code))
  }
  const grade = worstOf(findings)
  if (options.json) console.log(JSON.stringify({ grade, code: to && code, findings }))
  else console.log(endings[grade])
  process.exit(grade === 'PROBLEM' ? 1 : 0)
}

const marks = { GOOD: 'ok', NOTE: 'note', WARNING: 'warning', PROBLEM: 'PROBLEM' }
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
  return [
    `${marks[grade].padEnd(9)}${names[step].padEnd(14)}${facts.join(' · ')}`,
    ...(signs.length > 0 ? [signs.join(' · ')] : []),
    ...(answer ? answer.split('\n') : []),
    advice,
    '',
  ]
    .map((line, index) => (index > 0 && line ? `${' '.repeat(9)}${line}` : line.trimEnd()))
    .join('\n')
}
