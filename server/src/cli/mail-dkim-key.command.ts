import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { loadConfig, readDkimKey } from '../config.ts'
import { dkimRecord, domainOf, newDkimKey } from '../mail/dkim.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'

interface Options {
  selector?: string
  file?: string
  json?: true
}

export const mailDkimKey = () =>
  new Command('dkim-key')
    .description('Makes a key that emails are signed with (DKIM), once, and prints the DNS record for it.')
    .option('--file <path>', 'where the private key is kept; one that lies there already is used again')
    .option('--selector <name>', 'under which name it is published, before ._domainkey; greenroom where left out')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe key is for the domain of MAIL_FROM. Publish the record first, then set DKIM_KEY_FILE and start anew.',
    )
    .action((options: Options) => run(() => dkimKey(options)))

async function dkimKey(options: Options): Promise<never> {
  const { mailFrom, dataDir, dkim } = loadConfig()
  const file = path.resolve(options.file ?? path.join(dataDir, 'dkim.pem'))
  const selector = options.selector ?? dkim?.selector ?? 'greenroom'
  // The key in use is told, unless another one is asked for.
  const inUse = options.file === undefined && options.selector === undefined ? dkim : null
  const made = inUse ? false : await makeOnce(file)
  const privateKey = inUse?.privateKey ?? fs.readFileSync(file, 'utf8')
  const key = readDkimKey({ privateKey, selector })
  if (typeof key === 'string') {
    console.error(key)
    return leave(1)
  }
  const record = dkimRecord({ domain: domainOf(mailFrom), ...key })
  if (options.json) {
    console.log(JSON.stringify({ made, file: inUse ? null : file, selector: key.selector, type: 'TXT', ...record }))
    return leave(0)
  }
  const lines = [
    inUse ? 'The key in use.' : made ? `A new key lies in ${file}` : `The key in ${file}, which was there already.`,
    '',
    'Publish this DNS record:',
    '',
    `  Name   ${record.name}`,
    '  Type   TXT',
    `  Value  ${record.value}`,
    '',
    'In a zone file:',
    '',
    `  ${record.name}. IN TXT ( ${record.zoneValue} )`,
    ...(inUse
      ? []
      : [
          '',
          'Once it is there, set these for every process and start anew:',
          '',
          `  DKIM_KEY_FILE=${file}`,
          `  DKIM_SELECTOR=${key.selector}`,
        ]),
    '',
    'Then look whether all is well: npm run greenroom -- mail check',
  ]
  console.log(lines.join('\n'))
  return leave(0)
}

/** @returns whether it was made now; one that is there is never replaced */
async function makeOnce(file: string): Promise<boolean> {
  if (fs.existsSync(file)) return false
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, await newDkimKey(), { mode: 0o600, flag: 'wx' })
  return true
}
