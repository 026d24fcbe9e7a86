import { keyHolderOf } from '../candidate-access/key-holder.ts'
import type { Asker } from '../shared/actor.ts'
import type { Database } from '../shared/database.ts'
import type { Auth } from '../sign-in/auth.ts'
import { staffOf } from '../sign-in/session.ts'

export interface AskerTools {
  auth: Auth
  database: Database
  secrets: readonly string[]
}

/**
 * Decides who asks, once, before anything else runs: the holder of an access key by `Authorization: Candidate …`,
 * else a staff member by the session cookie. An authorization that is not good is nobody, whatever the cookie says.
 */
export async function askerOf({ auth, database, secrets }: AskerTools, headers: Headers): Promise<Asker> {
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const key = /^Candidate +(\S+)$/i.exec(authorization)?.[1]
    return (key ? await keyHolderOf(database, secrets, key) : null) ?? { kind: 'NOBODY' }
  }
  return (await staffOf(auth, database, headers)) ?? { kind: 'NOBODY' }
}
