import { LockMode } from '@mikro-orm/core'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { admissionBounds, type AdmissionSettings } from './admission-settings.rules.ts'
import { Company } from './company.ts'

const within = ([from, to]: readonly [number, number]) =>
  z.int().min(from, `Must be at least ${from}.`).max(to, `Must be at most ${to}.`).nullish()

const input = z.object({
  admissionOpensMinutesBefore: within(admissionBounds.admissionOpensMinutesBefore),
  admissionClosesMinutesAfter: within(admissionBounds.admissionClosesMinutesAfter),
  noShowGraceMinutes: within(admissionBounds.noShowGraceMinutes),
  idempotencyKey,
})

/** Changes what happens around the hour of every interview that is not over; what is left out stays. */
export const makeUpdateAdmissionSettings = useCase('updateAdmissionSettings', input, async (tx, wishes) => {
  const company = await tx.em.findOneOrFail(Company, tx.companyId, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const names = Object.keys(admissionBounds) as (keyof AdmissionSettings)[]
  const fields = names.filter((name) => wishes[name] != null && wishes[name] !== company[name])
  for (const name of fields) company[name] = wishes[name]!
  if (fields.length > 0)
    tx.record({ name: 'AdmissionSettingsChanged', about: { type: 'Company', id: tx.companyId }, fields })
  return { kind: 'Company' as const, id: tx.companyId }
})
