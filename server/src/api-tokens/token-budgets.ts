import { sql } from 'kysely'
import type { TokenHolder } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { limited, shareOf, usualLimits, type Amounts, type Standing, type TokenLimits } from './token-limits.rules.ts'

/*
 * All instances count together, and no request waits for a write of its own: a process takes a twentieth of what a token
 * has in the window at a time, and spends that by itself. So a program never gets more than its limit; where it asks many
 * instances in turn it may get a little less, because each keeps what it took and was not asked for.
 */

/** What this process has taken of one token's window and not spent yet. */
interface Share {
  /** By `performance.now()`: the window's end, by the database's clock. */
  endsAt: number
  held: Amounts
  /** What nobody had taken yet when this process last took something; since then it can only be less. */
  untaken: Amounts
}

export interface TokenBudgets {
  readonly limits: TokenLimits
  /** Spends something of what a token has in this window; all of it or nothing. */
  spend(token: TokenHolder, amounts: Partial<Amounts>): Promise<{ isGranted: boolean; standing: Standing }>
}

export function makeTokenBudgets(database: Database, limits: TokenLimits = usualLimits): TokenBudgets {
  const { most, seconds } = limits
  const shares = new Map<string, Share>()
  /** Who takes something for a token; others who find too little wait for it and look again. */
  const taking = new Map<string, Promise<void>>()

  async function take({ companyId, id }: TokenHolder, needed: Amounts): Promise<void> {
    const now = performance.now()
    for (const [token, { endsAt }] of shares) if (endsAt <= now) shares.delete(token)
    const held = shares.get(id)?.held ?? { requests: 0, cost: 0 }
    const wanted = (name: 'requests' | 'cost') => Math.max(0, Math.max(needed[name], shareOf(most[name])) - held[name])
    const taken = await takeFrom(database, { companyId, id }, limits, {
      requests: wanted('requests'),
      cost: wanted('cost'),
    })
    const share = shares.get(id)
    const endsAt = performance.now() + taken.millisecondsLeft
    // What was held belongs to its window: of another one nothing is carried over.
    const isSame = share !== undefined && Math.abs(share.endsAt - endsAt) < (seconds * 1000) / 2
    shares.set(id, {
      endsAt,
      held: isSame
        ? { requests: share.held.requests + taken.requests, cost: share.held.cost + taken.cost }
        : { requests: taken.requests, cost: taken.cost },
      untaken: { requests: most.requests - taken.requestsTaken, cost: most.cost - taken.costTaken },
    })
  }

  const standingOf = ({ endsAt, held, untaken }: Share): Standing => ({
    left: { requests: held.requests + untaken.requests, cost: held.cost + untaken.cost },
    seconds: Math.max(1, Math.ceil((endsAt - performance.now()) / 1000)),
  })

  return {
    limits,
    async spend(token, amounts) {
      const needed: Amounts = { requests: 0, cost: 0, ...amounts }
      for (;;) {
        const share = shares.get(token.id)
        if (share && share.endsAt > performance.now()) {
          const { held, untaken } = share
          if (limited.every((name) => held[name] >= needed[name])) {
            for (const name of limited) held[name] -= needed[name]
            return { isGranted: true, standing: standingOf(share) }
          }
          if (limited.some((name) => held[name] + untaken[name] < needed[name]))
            return { isGranted: false, standing: standingOf(share) }
        }
        let work = taking.get(token.id)
        if (!work) {
          work = take(token, needed).finally(() => taking.delete(token.id))
          taking.set(token.id, work)
        }
        await work
      }
    },
  }
}

interface Taken {
  /** How much there still was of what was wanted. */
  requests: number
  cost: number
  /** How much all instances together have taken of the window. */
  requestsTaken: number
  costTaken: number
  millisecondsLeft: number
}

async function takeFrom(
  database: Database,
  { companyId, id }: { companyId: string; id: string },
  { most, seconds }: TokenLimits,
  wanted: Amounts,
): Promise<Taken> {
  // The row is locked first: its sums are those of whoever took something before, and the window is that of this moment.
  const query = sql<Taken>`with before as (
      select token_id, since, requests, cost from api_token_use
      where company_id = ${companyId} and token_id = ${id} for update
    ), now_then as (
      select token_id, since as was_since, requests, cost, to_timestamp(
        floor(extract(epoch from clock_timestamp()) / ${seconds}) * ${seconds}) as window_since from before
    ), used as (
      select token_id, greatest(was_since, window_since) as since,
        case when was_since >= window_since then requests else 0 end as requests,
        case when was_since >= window_since then cost else 0 end as cost from now_then
    )
    update api_token_use use set since = used.since,
      requests = least(${most.requests}::int, used.requests + ${wanted.requests}::int),
      cost = least(${most.cost}::int, used.cost + ${wanted.cost}::int)
    from used where use.company_id = ${companyId} and use.token_id = used.token_id
    returning use.requests - used.requests as requests, use.cost - used.cost as cost,
      use.requests as "requestsTaken", use.cost as "costTaken",
      (extract(epoch from use.since + ${seconds} * interval '1 second' - clock_timestamp()) * 1000)::float8
        as "millisecondsLeft"`
  const [taken] = await ask(database, query)
  if (taken) return taken
  await ask(
    database,
    sql`insert into api_token_use (company_id, token_id, since, requests, cost)
      select company_id, id, '-infinity', 0, 0 from api_token where company_id = ${companyId} and id = ${id}
      on conflict do nothing`,
  )
  const [first] = await ask(database, query)
  if (!first) throw new Error('A token that was just read is gone.')
  return first
}
