import { Command } from 'commander'
import { sql } from 'kysely'
import { stateOf, type TokenState } from '../api-tokens/api-token.rules.ts'
import { run } from '../runtime/run.ts'
import { ask } from '../shared/connection.ts'
import type { TokenScope } from '../shared/token-scope.rules.ts'
import { forCompany } from './token-tools.ts'

export const tokenList = () =>
  new Command('list')
    .description('Lists the tokens of other systems, the newest first, with their last use.')
    .option('--company <name>', 'the name or the id of the company, where there are several')
    .option('--json', 'print one JSON object')
    .action((options: { company?: string; json?: true }) => run(() => list(options)))

interface Row {
  id: string
  name: string
  scopes: TokenScope[]
  ending: string
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  lastUsedAt: string | null
  now: string
}

const list = (options: { company?: string; json?: true }): Promise<never> =>
  forCompany(options, async ({ database, actor }) => {
    const rows = await ask(
      database,
      sql<Row>`select id, name, scopes, ending, to_json(created_at) as "createdAt", to_json(expires_at) as "expiresAt",
          to_json(revoked_at) as "revokedAt", to_json(last_used_at) as "lastUsedAt", to_json(clock_timestamp()) as now
        from api_token where company_id = ${actor.companyId} order by created_at desc, id desc`,
    )
    const tokens = rows.map(({ now, ...token }) => ({ ...token, state: stateAt(token, new Date(now)) }))
    return {
      code: 0,
      lines: tokens.length === 0 ? ['No other system has a token.'] : tokens.flatMap(inWords),
      json: { tokens },
    }
  })

const stateAt = ({ revokedAt, expiresAt }: Pick<Row, 'revokedAt' | 'expiresAt'>, now: Date): TokenState =>
  stateOf({ revokedAt: revokedAt === null ? null : new Date(revokedAt), expiresAt: new Date(expiresAt) }, now)

const inWords = ({
  id,
  name,
  scopes,
  ending,
  state,
  expiresAt,
  lastUsedAt,
}: Omit<Row, 'now'> & { state: TokenState }) => [
  `${state.padEnd(8)} ${name}  gr_…${ending}  ${scopes.join(', ')}`,
  `         ${id}  ends ${expiresAt}  ${lastUsedAt === null ? 'never used' : `used ${lastUsedAt}`}`,
]
