import { z } from 'zod'
import { Company } from '../companies/company.ts'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { staffActor } from '../companies/staff-actor.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { whyNoPlace, whyNotAt } from '../interviews/interview.rules.ts'
import { Job } from '../jobs/job.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { find } from '../shared/find.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, optional, startsAt, timeZone } from '../shared/input.ts'
import { invalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { loadTemplates } from './load-templates.ts'
import { notSaid, openingFrom, whyNoPools } from './opening.rules.ts'
import { openingValues } from './slot-input.ts'
import { poolRows, writePools } from './slot-pools.ts'
import { Slot, SlotInterviewer } from './slot.ts'

const input = z.object({
  slots: z
    .array(
      z.object({
        startsAt,
        timeZone: optional(timeZone),
        templateId: z.string().nullish(),
        ...openingValues,
        jobId: z.string().nullish(),
      }),
    )
    .min(1, 'At least one slot.')
    .max(200, 'At most 200 slots at once.'),
  idempotencyKey,
})

/** Opens slots one by one, at whatever time they are told for: all of them, or none where one cannot be. */
export const makeCreateSlots = useCase('createSlots', input, async (tx, { slots: told }) => {
  const templates = await loadTemplates(tx, [...new Set(told.flatMap(({ templateId }) => templateId ?? []))])
  const slots = []
  const missing = []
  for (const [place, { startsAt, timeZone, templateId, jobId, ...given }] of told.entries()) {
    const opening = openingFrom(given, templates.get(templateId ?? '') ?? null)
    if (opening.missing) missing.push(...opening.missing.map((name) => notSaid(`slots.${place}.${name}`)))
    else slots.push({ place, startsAt, timeZone, jobId, ...opening })
  }
  const problems = [...missing, ...slots.flatMap((slot) => whyNoPools(slot, `slots.${slot.place}.anyOf`))]
  if (problems.length > 0) return invalidInput(...problems)
  for (const slot of slots) {
    const refusal = whyNotAt(slot.startsAt, tx.now) ?? whyNoPlace(slot)
    if (refusal) return { ...refusal, path: `slots.${slot.place}` }
  }
  await lockInterviewers(tx, [
    ...new Set(slots.flatMap(({ interviewerIds, anyOf }) => peopleOf({ all: interviewerIds, anyOf }))),
  ])
  const company = await tx.em.findOneOrFail(Company, tx.companyId)
  const createdBy = staffActor(tx)
  const ids: string[] = []
  const pools = []
  for (const values of slots) {
    const slot = tx.em.create(Slot, {
      company,
      id: newId(),
      startsAt: values.startsAt,
      endsAt: new Date(values.startsAt.getTime() + values.durationMinutes * 60_000),
      timeZone: values.timeZone ?? company.timeZone,
      capacity: values.capacity,
      mode: values.mode,
      location: values.location,
      meetingUrl: values.meetingUrl,
      job: values.jobId ? await find(tx, Job, values.jobId) : null,
      createdBy,
    })
    for (const interviewerId of values.interviewerIds)
      tx.em.create(SlotInterviewer, {
        company,
        slot,
        interviewer: tx.em.getReference(StaffMember, [tx.companyId, interviewerId]),
      })
    tx.record({ name: 'SlotOpened', about: { type: 'Slot', id: slot.id }, fields: ['startsAt', 'capacity', 'mode'] })
    pools.push(...poolRows(values.anyOf, slot.id))
    ids.push(slot.id)
  }
  writePools(tx, pools)
  return { kind: 'SlotsCreated' as const, ids }
})
