import { sql } from 'kysely'
import { loadConfig } from '../config.ts'
import { leaveHint } from '../dashboard/live-events.ts'
import { entities } from '../entities.ts'
import { installation } from '../runtime/installation.ts'
import { leave } from '../runtime/leave.ts'
import { system, type System } from '../shared/actor.ts'
import { systemClock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import { openDatabase, type Database } from '../shared/database.ts'
import { looksLikeId } from '../shared/id.ts'
import { makeLog } from '../shared/log.ts'
import { makeInTransaction, type InTransaction } from '../shared/transaction.ts'

/** What a command has in reach that does something for a company. */
export interface CompanyTools {
  database: Database
  inTransaction: InTransaction
  /** Nobody who signs in: whoever runs the server. */
  actor: System
}

/** What a command has to say, and with which code it ends. */
export interface Said {
  code: 0 | 1
  /** In words, line by line; those of code 1 go to standard error. */
  lines: readonly string[]
  /** The same for programs. */
  json: object
}

/** Does something for the company that is named, or the only one there is, says what came of it, and ends. */
export async function forCompany(
  { company, json }: { company?: string; json?: true },
  work: (tools: CompanyTools) => Promise<Said>,
): Promise<never> {
  const config = loadConfig()
  const log = makeLog('warn')
  const place = await installation(config, log)
  const database = openDatabase(place.databaseUrl, entities, { log })
  const inTransaction = makeInTransaction({
    database,
    clock: systemClock,
    reactions: [leaveHint],
    // Those who listen look by themselves, every two seconds.
    afterCommit: () => {},
    log,
  })
  const found = await companiesCalled(database, company)
  const said: Said =
    found.length === 1
      ? await work({ database, inTransaction, actor: system(found[0]!.id) })
      : { code: 1, ...whichCompany(found, company) }
  await database.close(true)
  await place.close()
  if (json) console.log(JSON.stringify(said.json))
  else for (const line of said.lines) (said.code === 0 ? console.log : console.error)(line)
  return leave(said.code)
}

interface Company {
  id: string
  name: string
}

const companiesCalled = (database: Database, named: string | undefined): Promise<Company[]> =>
  ask(
    database,
    sql<Company>`select id, name from company
      where ${named === undefined ? sql`demo_of_id is null` : looksLikeId(named) ? sql`id = ${named}` : sql`name = ${named}`}
      order by name, id`,
  )

function whichCompany(found: readonly Company[], named: string | undefined): Pick<Said, 'lines' | 'json'> {
  const code = found.length > 0 ? 'SEVERAL_COMPANIES' : 'NO_COMPANY'
  const lines =
    found.length > 0
      ? ['There are several. Name one by --company and its id:', ...found.map(({ id, name }) => `  ${id}  ${name}`)]
      : [named === undefined ? 'There is no company yet.' : `There is no company called ${named}.`]
  return { lines, json: { error: code, companies: found } }
}
