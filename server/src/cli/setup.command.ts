import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { z } from 'zod'
import { loadConfig } from '../config.ts'
import { entities } from '../entities.ts'
import { installation } from '../runtime/installation.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { openDatabase } from '../shared/database.ts'
import { email, isInvalid, languageOf, line, readInput, timeZone } from '../shared/input.ts'
import { makeLog } from '../shared/log.ts'
import { foundCompany } from '../sign-in/found-company.ts'
import { hashPassword } from '../sign-in/password.ts'

const schema = z.object({ company: line(200), timeZone, language: languageOf, name: line(200), email })

export const setup = () =>
  new Command('setup')
    .description('Makes a company and its first administrator, and prints the password.')
    .requiredOption('--company <name>', 'what the company is called')
    .requiredOption('--name <name>', 'who administers it')
    .requiredOption('--email <address>', 'what they sign in with')
    .option('--time-zone <zone>', 'an IANA name, such as Europe/Stockholm', 'UTC')
    .option('--language <language>', 'EN, SV or FR', 'EN')
    .action((options: Record<keyof z.input<typeof schema>, string>) => run(() => setUp(options)))

async function setUp(options: Record<keyof z.input<typeof schema>, string>): Promise<never> {
  const input = readInput(schema, options)
  if (isInvalid(input)) {
    for (const { path, message } of input.fields) console.error(`--${optionOf(path)}  ${message}`)
    return leave(2)
  }
  const config = loadConfig()
  const log = makeLog('warn')
  const place = await installation(config, log)
  const database = openDatabase(place.databaseUrl, entities, { log })
  const password = randomBytes(15).toString('base64url')
  const passwordHash = await hashPassword(password)
  const founding = await foundCompany(database, { ...input, email: input.email.toLowerCase(), passwordHash })
  await database.close(true)
  await place.close()
  if (founding.kind !== 'Founded') {
    console.error(`--email  ${input.email} has an account already.`)
    return leave(1)
  }
  console.log(`${input.company} is there. Sign in as ${input.email} with the password ${password}`)
  return leave(0)
}

const optionOf = (field: string) => (field === 'timeZone' ? 'time-zone' : field)
