import { tokenHolderOf } from '../api-tokens/token-holder.ts'
import { keyHolderOf } from '../candidate-access/key-holder.ts'
import { chooserOf } from '../self-scheduling/chooser.ts'
import type { Asker } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Auth } from '../sign-in/auth.ts'
import { staffOf } from '../sign-in/session.ts'

export interface AskerTools {
  auth: Auth
  database: Database
  clock: Clock
  secrets: readonly string[]
  log: Logger
}

/**
 * Decides who asks, once, before anything else runs: the holder of an access key or of a choose-a-slot link's key by
 * `Authorization: Candidate …`, a program by `Authorization: Bearer …`, else a staff member by the session cookie. An
 * authorization that is not good is nobody, whatever the cookie says.
 */
export async function askerOf(tools: AskerTools, headers: Headers): Promise<Asker> {
  const authorization = headers.get('authorization')
  const asker =
    authorization === null ? await staffOf(tools.auth, tools.database, headers) : await shown(tools, authorization)
  return asker ?? { kind: 'NOBODY' }
}

async function shown(tools: AskerTools, authorization: string): Promise<Asker | null> {
  const { database, clock, secrets } = tools
  const [, scheme, secret] = /^(Candidate|Bearer) +(\S+)$/i.exec(authorization) ?? []
  if (!scheme || !secret) return null
  if (scheme.toLowerCase() === 'bearer') return tokenHolderOf(tools, secret)
  // The two kinds of keys are told apart by what they name, and a key that names nothing is looked for in both places.
  return (await keyHolderOf(database, secrets, secret)) ?? (await chooserOf(database, clock, secrets, secret))
}
