import { z } from 'zod'
import { Company } from '../companies/company.ts'
import { newId } from '../shared/id.ts'
import { email, idempotencyKey, languageOf, line, optional, phone, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Candidate } from './candidate.ts'
import { candidateWithEmail, takenBy } from './candidate-with-email.ts'

const input = z.object({
  name: line(200),
  email: optional(email),
  phone: optional(phone),
  timeZone: optional(timeZone),
  language: optional(languageOf),
  idempotencyKey,
})

/** Adds a person. Without zone or language, those of the company are taken; without an address nothing is ever sent. */
export const makeCreateCandidate = useCase(
  'createCandidate',
  input,
  async (tx, values) => {
    const existing = await candidateWithEmail(tx, values.email)
    if (existing) return existing
    const company = await tx.em.findOneOrFail(Company, tx.companyId)
    const candidate = tx.em.create(Candidate, {
      company,
      id: newId(),
      name: values.name,
      email: values.email,
      phone: values.phone,
      timeZone: values.timeZone ?? company.timeZone,
      language: values.language ?? company.language,
    })
    tx.record({
      name: 'CandidateCreated',
      about: { type: 'Candidate', id: candidate.id },
      fields: ['name', 'email', 'phone', 'timeZone', 'language'],
    })
    return { kind: 'Candidate' as const, id: candidate.id }
  },
  { candidate_email_once_per_company: async (tx, values) => takenBy(tx, values.email) },
)
