import { sql } from 'kysely'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import type { PlaceRefusal } from '../interviews/interview.rules.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { patternInput, planSlots, type SlotPlan } from './plan-slots.ts'
import { poolRows, writePools } from './slot-pools.ts'

const input = patternInput.extend({ idempotencyKey })

interface SlotsOpened {
  kind: 'SlotsOpened'
  ids: string[]
  plan: SlotPlan
}

/** Opens the slots of a weekly pattern: all that its preview shows as made, and none of the others. */
export const makeOpenSlots = useCase(
  'openSlots',
  input,
  async (tx, told): Promise<SlotsOpened | PlaceRefusal | InvalidInput> => {
    // Patterns of one company are followed one after the other: the same one sent twice at once would not see the
    // slots of its twin, and open them again.
    await tx.rows(sql`select from company where id = ${tx.companyId} for no key update`)
    const plan = await planSlots(tx, told, tx.now, (interviewerIds) => lockInterviewers(tx, interviewerIds))
    if (plan.kind !== 'SlotPlan') return plan
    const made = plan.proposals.filter(({ isMade }) => isMade).map((proposal) => ({ ...proposal, id: newId() }))
    const ids = made.map(({ id }) => id)
    const [first] = ids
    if (first === undefined) return { kind: 'SlotsOpened', ids, plan }

    tx.write(sql`insert into slot (company_id, id, starts_at, ends_at, time_zone, capacity, mode, location, meeting_url,
        job_id, created_by_id)
      select ${tx.companyId}, made.id, made.starts_at, made.ends_at, ${plan.timeZone}, ${plan.capacity}, ${plan.mode},
        ${plan.location}, ${plan.meetingUrl}, ${plan.jobId}, ${tx.actor.kind === 'STAFF' ? tx.actor.id : null}
      from unnest(${ids}::uuid[], ${made.map(({ startsAt }) => startsAt)}::timestamptz[],
        ${made.map(({ endsAt }) => endsAt)}::timestamptz[]) as made(id, starts_at, ends_at)`)
    if (plan.interviewerIds.length > 0)
      tx.write(sql`insert into slot_interviewer (company_id, slot_id, interviewer_id)
        select ${tx.companyId}, slot_id, interviewer_id
        from unnest(${ids}::uuid[]) as slot_id, unnest(${plan.interviewerIds}::uuid[]) as interviewer_id`)
    writePools(
      tx,
      ids.flatMap((id) => poolRows(plan.anyOf, id)),
    )
    const fields = ['startsAt', 'capacity', 'mode']
    for (const id of ids) tx.record({ name: 'SlotOpenedByPattern', about: { type: 'Slot', id }, fields })
    // One hint for all: hundreds would fill the queue of every listener, who asks the lists again at the first.
    tx.record({ name: 'SlotsOpened', about: { type: 'Slot', id: first } })
    return { kind: 'SlotsOpened', ids, plan }
  },
)
