import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line, localDate, optional, startsAt } from '../shared/input.ts'
import { dateAfter } from '../shared/local-days.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { startOfDay } from '../shared/when.ts'
import { BlockedPeriod } from './blocked-period.ts'
import { blockedPeriodKind, whyNoPeriod } from './blocked-period.rules.ts'
import { Company } from './company.ts'

const input = z.object({
  name: line(200),
  kind: z.enum(blockedPeriodKind),
  fromDate: optional(localDate),
  toDate: optional(localDate),
  startsAt: optional(startsAt),
  endsAt: optional(startsAt),
  idempotencyKey,
})

/** Keeps a time free of slots that are opened by a pattern. What is open or booked already stays as it is. */
export const makeCreateBlockedPeriod = useCase(
  'createBlockedPeriod',
  input,
  async (tx, { name, kind, ...told }): Promise<{ kind: 'BlockedPeriod'; id: string } | InvalidInput> => {
    const problems = whyNoPeriod({ kind, ...told })
    if (problems.length > 0) return invalidInput(...problems)
    const company = await tx.em.findOneOrFail(Company, tx.companyId)
    const { timeZone } = company
    const { fromDate, toDate } = told
    const period = {
      startsAt: fromDate ? startOfDay(fromDate, timeZone) : told.startsAt!,
      endsAt: toDate ? startOfDay(dateAfter(toDate, 1), timeZone) : told.endsAt!,
    }
    // A zone that moves over the date line leaves a whole date out.
    if (period.startsAt >= period.endsAt)
      return invalidInput({ path: 'toDate', message: `These dates never come in ${timeZone}.` })
    const created = tx.em.create(BlockedPeriod, {
      company,
      id: newId(),
      name,
      kind,
      fromDate,
      toDate,
      ...period,
      timeZone,
    })
    tx.record({
      name: 'BlockedPeriodCreated',
      about: { type: 'BlockedPeriod', id: created.id },
      fields: ['name', 'kind', 'startsAt', 'endsAt'],
    })
    return { kind: 'BlockedPeriod', id: created.id }
  },
)
