import { sql } from 'kysely'
import { z } from 'zod'
import { tokenScope } from '../shared/token-scope.rules.ts'
import { newId } from '../shared/id.ts'
import { line } from '../shared/input.ts'
import { useCase, type Actor, type Tools } from '../shared/use-case.ts'
import { longestName, mostTokens, whyNotEnd, withRead } from './api-token.rules.ts'
import { endingOf, hashOf, newSecret } from './token-secret.ts'

const input = z.object({
  name: line(longestName),
  scopes: z.array(z.enum(tokenScope)).min(1, 'At least one.').transform(withRead),
  expiresAt: z.date(),
  hash: z.string(),
  ending: z.string(),
})

const keepToken = useCase('createApiToken', input, async (tx, { name, scopes, expiresAt, hash, ending }) => {
  const refusal = whyNotEnd(expiresAt, tx.now)
  if (refusal) return refusal
  // One after the other: two at once would both find the name free.
  await tx.rows(sql`select from company where id = ${tx.companyId} for no key update`)
  const [taken] = await tx.rows<{ byName: boolean; active: number }>(sql`
    select coalesce(bool_or(lower(name) = lower(${name})), false) as "byName",
      count(*) filter (where expires_at > ${tx.now})::int as active
    from api_token where company_id = ${tx.companyId} and revoked_at is null`)
  if (taken!.byName) return { kind: 'TokenNameIsTaken' as const, name }
  if (taken!.active >= mostTokens) return { kind: 'TooManyTokens' as const, limit: mostTokens }
  const id = newId()
  tx.insert('api_token', {
    company_id: tx.companyId,
    id,
    name,
    hash,
    ending,
    scopes,
    created_by_id: tx.actor.kind === 'STAFF' ? tx.actor.id : null,
    created_at: tx.now,
    expires_at: expiresAt,
  })
  tx.record({
    name: 'ApiTokenCreated',
    about: { type: 'ApiToken', id },
    fields: ['name', 'scopes', 'expiresAt'],
  })
  return { kind: 'ApiTokenCreated' as const, id }
})

type Wish = Omit<z.input<typeof input>, 'hash' | 'ending'>

/**
 * Makes a token. Its secret is told this once and kept nowhere, so this takes no idempotency key: the answer could not be
 * given again. A name that is taken keeps who presses twice from making two.
 */
export function makeCreateApiToken(tools: Tools) {
  const keep = keepToken(tools)
  return async (actor: Actor, wish: Wish) => {
    const secret = newSecret()
    const answer = await keep(actor, { ...wish, hash: hashOf(secret), ending: endingOf(secret) })
    return answer.kind === 'ApiTokenCreated' ? { ...answer, secret } : answer
  }
}
