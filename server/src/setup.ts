import 'reflect-metadata'
import './runtime/require-node.mjs'
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { z } from 'zod'
import { loadConfig } from './config.ts'
import { entities } from './entities.ts'
import { installation } from './runtime/installation.ts'
import { run } from './runtime/run.ts'
import { openDatabase } from './shared/database.ts'
import { newId } from './shared/id.ts'
import { email, isInvalid, languageOf, line, readInput, timeZone } from './shared/input.ts'
import { makeLog } from './shared/log.ts'
import { addStaffMember } from './sign-in/add-staff-member.ts'
import { hashPassword } from './sign-in/password.ts'

/*
 * Makes a company and its first administrator, for an installation without the demo:
 * `npm run setup -- --company "Lindgren & Co" --name "Astrid Holm" --email astrid@example.com`
 */
const schema = z.object({
  company: line(200),
  'time-zone': timeZone,
  language: languageOf,
  name: line(200),
  email,
})

await run(async () => {
  const { values } = parseArgs({
    options: {
      company: { type: 'string' },
      'time-zone': { type: 'string', default: 'UTC' },
      language: { type: 'string', default: 'EN' },
      name: { type: 'string' },
      email: { type: 'string' },
    },
  })
  const input = readInput(schema, values)
  if (isInvalid(input)) {
    for (const { path, message } of input.fields) console.error(`--${path}  ${message}`)
    process.exit(1)
  }
  const config = loadConfig()
  const log = makeLog('warn')
  const place = await installation(config, log)
  const database = openDatabase(place.databaseUrl, entities, { log })
  const db = database.em.fork().getKysely<unknown>()
  const { rows } = await sql`select 1 from auth_user where email = ${input.email.toLowerCase()}`.execute(db)
  if (rows.length > 0) {
    console.error(`--email  ${input.email} has an account already.`)
    process.exit(1)
  }
  const companyId = newId()
  const password = randomBytes(15).toString('base64url')
  await sql`insert into company (id, name, time_zone, language)
    values (${companyId}, ${input.company}, ${input['time-zone']}, ${input.language})`.execute(db)
  const passwordHash = await hashPassword(password)
  await addStaffMember(database, companyId, input.name, input.email.toLowerCase(), 'ADMIN', passwordHash)
  await database.close(true)
  await place.close()
  console.log(`${input.company} is there. Sign in as ${input.email} with the password ${password}`)
  process.exit(0)
})
