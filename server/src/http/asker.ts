import { keyHolderOf } from '../candidate-access/key-holder.ts'
import { chooserOf } from '../self-scheduling/chooser.ts'
import type { Asker } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import type { Auth } from '../sign-in/auth.ts'
import { staffOf } from '../sign-in/session.ts'

export interface AskerTools {
  auth: Auth
  database: Database
  clock: Clock
  secrets: readonly string[]
}

/**
 * Decides who asks, once, before anything else runs: the holder of an access key or of a choose-a-slot link's key by
 * `Authorization: Candidate …`, else a staff member by the session cookie. An authorization that is not good is nobody, whatever the cookie says.
 */
export async function askerOf({ auth, database, clock, secrets }: AskerTools, headers: Headers): Promise<Asker> {
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const key = /^Candidate +(\S+)$/i.exec(authorization)?.[1]
    if (!key) return { kind: 'NOBODY' }
    // The two kinds of keys are told apart by what they name, and a key that names nothing is looked for in both places.
    return (
      (await keyHolderOf(database, secrets, key)) ??
      (await chooserOf(database, clock, secrets, key)) ?? { kind: 'NOBODY' }
    )
  }
  return (await staffOf(auth, database, headers)) ?? { kind: 'NOBODY' }
}
