import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { sql } from 'kysely'
import { z } from 'zod'
import { loadConfig } from '../config.ts'
import { entities } from '../entities.ts'
import { installation } from '../runtime/installation.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { openDatabase } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import { email, isInvalid, languageOf, line, readInput, timeZone } from '../shared/input.ts'
import { makeLog } from '../shared/log.ts'
import { addStaffMember } from '../sign-in/add-staff-member.ts'
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
  const db = database.em.fork().getKysely<unknown>()
  const { rows } = await sql`select 1 from auth_user where email = ${input.email.toLowerCase()}`.execute(db)
  if (rows.length > 0) {
    console.error(`--email  ${input.email} has an account already.`)
    await database.close(true)
    await place.close()
    return leave(1)
  }
  const companyId = newId()
  const password = randomBytes(15).toString('base64url')
  await sql`insert into company (id, name, time_zone, language)
    values (${companyId}, ${input.company}, ${input.timeZone}, ${input.language})`.execute(db)
  const passwordHash = await hashPassword(password)
  await addStaffMember(database, companyId, input.name, input.email.toLowerCase(), 'ADMIN', passwordHash)
  await database.close(true)
  await place.close()
  console.log(`${input.company} is there. Sign in as ${input.email} with the password ${password}`)
  return leave(0)
}

const optionOf = (field: string) => (field === 'timeZone' ? 'time-zone' : field)
