import { sql } from 'kysely'
import { z } from 'zod'
import { durationMinutes, idempotencyKey, line, meetingUrl, startsAt, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { capacity } from './slot-input.ts'
import { lockSlot } from './lock-places.ts'
import { whyNotChange, type ChangeRefusal, type SlotValues } from './slot.rules.ts'

const input = z.object({
  slotId: z.string(),
  capacity: capacity.nullish(),
  startsAt: startsAt.nullish(),
  durationMinutes: durationMinutes.nullish(),
  timeZone: timeZone.nullish(),
  location: line(500).nullish(),
  meetingUrl: meetingUrl.nullish(),
  idempotencyKey,
})

/** Changes a slot in what is said of it: its capacity at any time, its time and place as long as nobody has one in it. */
export const makeUpdateSlot = useCase(
  'updateSlot',
  input,
  async (tx, { slotId, ...given }): Promise<{ kind: 'Slot'; id: string } | ChangeRefusal> => {
    const slot = await lockSlot(tx, slotId)
    const begins = given.startsAt ?? slot.startsAt
    const lasts = given.durationMinutes
      ? given.durationMinutes * 60_000
      : slot.endsAt.getTime() - slot.startsAt.getTime()
    const to: SlotValues = {
      startsAt: begins,
      endsAt: new Date(begins.getTime() + lasts),
      timeZone: given.timeZone ?? slot.timeZone,
      capacity: given.capacity ?? slot.capacity,
      location: given.location === undefined ? slot.location : given.location,
      meetingUrl: given.meetingUrl === undefined ? slot.meetingUrl : given.meetingUrl,
    }
    const changed = (Object.keys(to) as (keyof SlotValues)[]).filter(
      (name) => to[name]?.valueOf() !== slot[name]?.valueOf(),
    )
    const refusal = whyNotChange(slot, to, changed, tx.now)
    if (refusal) return refusal
    if (changed.length > 0) {
      tx.write(sql`update slot set starts_at = ${to.startsAt}, ends_at = ${to.endsAt}, time_zone = ${to.timeZone},
          capacity = ${to.capacity}, location = ${to.location}, meeting_url = ${to.meetingUrl}
        where company_id = ${tx.companyId} and id = ${slotId}`)
      tx.record({ name: 'SlotUpdated', about: { type: 'Slot', id: slotId }, fields: changed })
    }
    return { kind: 'Slot', id: slotId }
  },
)
