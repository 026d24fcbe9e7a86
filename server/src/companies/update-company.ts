import { LockMode } from '@mikro-orm/core'
import { z } from 'zod'
import { idempotencyKey, languageOf, line, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Company } from './company.ts'

const input = z.object({
  name: line(200).nullish(),
  timeZone: timeZone.nullish(),
  language: languageOf.nullish(),
  idempotencyKey,
})

/** Changes what the company is called, and by which clocks and in which language it works; what is left out stays. */
export const makeUpdateCompany = useCase('updateCompany', input, async (tx, wishes) => {
  const company = await tx.em.findOneOrFail(Company, tx.companyId, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const { name, timeZone, language } = company
  const next = {
    name: wishes.name ?? name,
    timeZone: wishes.timeZone ?? timeZone,
    language: wishes.language ?? language,
  }
  const fields = (['name', 'timeZone', 'language'] as const).filter((field) => next[field] !== company[field])
  Object.assign(company, next)
  if (fields.length > 0) tx.record({ name: 'CompanyChanged', about: { type: 'Company', id: tx.companyId }, fields })
  return { kind: 'Company' as const, id: tx.companyId }
})
