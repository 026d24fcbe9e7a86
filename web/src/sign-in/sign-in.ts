import { forgetLastPerson } from '../shared/last-person'
import { post } from './post'

/** An object where the password is right and a code is wanted as well: with what it is given. */
export type SignInAnswer = 'signed-in' | 'wrong-credentials' | 'too-many-tries' | { secondFactor: string }

/** Opens the cookie session. Throws where the server cannot be reached or fails. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  const answer = await post('/api/auth/sign-in/email', { email, password })
  if (answer.status === 429) return 'too-many-tries'
  // better-auth tells a malformed address by 400 or 422; to the person it is the same mistake.
  if ([400, 401, 403, 422].includes(answer.status)) return 'wrong-credentials'
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
  const { secondFactor } = (await answer.json()) as { secondFactor?: { key: string } }
  if (secondFactor) return { secondFactor: secondFactor.key }
  await forgetLastPerson()
  return 'signed-in'
}
