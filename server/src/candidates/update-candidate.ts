import { z } from 'zod'
import { email, idempotencyKey, languageOf, line, phone, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { candidateNow, lockCandidateNow } from './candidate-now.ts'
import { candidateWithEmail, takenBy } from './candidate-with-email.ts'

const input = z.object({
  candidateId: z.string(),
  name: line(200).optional(),
  email: email.nullish(),
  phone: phone.nullish(),
  timeZone: timeZone.optional(),
  language: languageOf.optional(),
  idempotencyKey,
})

const editable = ['name', 'email', 'phone', 'timeZone', 'language'] as const

/** Corrects a person's data. What is left out stays; null empties address and phone. */
export const makeUpdateCandidate = useCase(
  'updateCandidate',
  input,
  async (tx, { candidateId, ...values }) => {
    const candidate = await lockCandidateNow(tx, candidateId)
    if (values.email) {
      const existing = await candidateWithEmail(tx, values.email, candidate.id)
      if (existing) return existing
    }
    const changed = editable.filter((field) => values[field] !== undefined && values[field] !== candidate[field])
    for (const field of changed) Object.assign(candidate, { [field]: values[field] })
    if (changed.includes('email')) {
      candidate.addressBadSince = null
      candidate.addressBadReason = null
    }
    if (changed.length > 0)
      tx.record({ name: 'CandidateUpdated', about: { type: 'Candidate', id: candidate.id }, fields: changed })
    return { kind: 'Candidate' as const, id: candidate.id }
  },
  {
    candidate_email_once_per_company: async (tx, { candidateId, email: address }) =>
      takenBy(tx, address ?? null, await candidateNow(tx, candidateId)),
  },
)
