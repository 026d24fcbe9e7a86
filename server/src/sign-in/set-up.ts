import { z } from 'zod'
import type { Staff } from '../shared/actor.ts'
import type { Database } from '../shared/database.ts'
import { email, isInvalid, languageOf, line, readInput, timeZone } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { foundCompany } from './found-company.ts'
import { hashPassword } from './password.ts'
import { whyWeak, type PasswordWeakness } from './password.rules.ts'
import { isSetupKey } from './setup-key.ts'

const schema = z.object({
  key: z.string().trim(),
  company: line(200),
  timeZone,
  language: languageOf,
  name: line(200),
  email: email.transform((address) => address.toLowerCase()),
  password: z.string(),
})

export type SetUpAnswer =
  | { kind: 'Founded'; admin: Staff; email: string }
  | { kind: 'WrongSetupKey' }
  | { kind: 'InstallationIsSetUp' }
  | { kind: 'PasswordIsWeak'; reason: PasswordWeakness }
  | InvalidInput

/**
 * Founds the first company of an installation, with the person who administers it. It is nobody's use case yet: there is
 * no company to act in before.
 */
export const makeSetUp =
  ({ database, secrets }: { database: Database; secrets: readonly string[] }) =>
  async (rawInput: z.input<typeof schema>): Promise<SetUpAnswer> => {
    // First of all: nobody else learns anything, and nobody else makes us hash a password.
    if (!isSetupKey(rawInput.key.trim(), secrets)) return { kind: 'WrongSetupKey' }
    const input = readInput(schema, rawInput)
    if (isInvalid(input)) return input
    const { key: _, password, ...wish } = input
    const reason = whyWeak(password, [wish.name, wish.email, wish.company])
    if (reason) return { kind: 'PasswordIsWeak', reason }
    const passwordHash = await hashPassword(password)
    const founding = await foundCompany(database, { ...wish, passwordHash }, { onlyTheFirst: true })
    if (founding.kind === 'AddressIsTaken') return invalidInput({ path: 'email', message: 'Has an account already.' })
    return founding.kind === 'Founded' ? { ...founding, email: wish.email } : founding
  }
