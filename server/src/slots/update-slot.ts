import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { durationMinutes, idempotencyKey, line, meetingUrl, startsAt, timeZone } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { capacity } from './slot-input.ts'
import { Slot } from './slot.ts'
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
    const slot = await findAndLock(tx, Slot, slotId)
    const begins = given.startsAt ?? slot.startsAt
    const lasts = given.durationMinutes
      ? given.durationMinutes * 60_000
      : slot.endsAt.getTime() - slot.startsAt.getTime()
    const to: SlotValues = {
      startsAt: begins,
      endsAt: new Date(begins.getTime() + lasts),
      timeZone: given.timeZone ?? slot.timeZone,
      capacity: given.capacity ?? slot.capacity,
      location: given.location === undefined ? (slot.location ?? null) : given.location,
      meetingUrl: given.meetingUrl === undefined ? (slot.meetingUrl ?? null) : given.meetingUrl,
    }
    const changed = (Object.keys(to) as (keyof SlotValues)[]).filter(
      (name) => to[name]?.valueOf() !== (slot[name] ?? null)?.valueOf(),
    )
    const { status, placesTaken, mode } = slot
    const refusal = whyNotChange({ status, placesTaken, capacity: slot.capacity, mode }, to, changed, tx.now)
    if (refusal) return refusal
    Object.assign(slot, to)
    if (changed.length > 0) tx.record({ name: 'SlotUpdated', about: { type: 'Slot', id: slot.id }, fields: changed })
    return { kind: 'Slot', id: slot.id }
  },
)
