import { heldBy, heldIn } from '../booking/hold-place.ts'
import { lockPlaces } from '../slots/lock-places.ts'
import type { NoPlace } from '../booking/places.ts'
import type { ApplicationRefusal } from '../booking/booking.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { Choice } from './choice-of.ts'
import { placesLeftFor, type ChoiceRefusal } from './choice.rules.ts'
import { waitingBefore } from './waiting.ts'

/**
 * Does something that takes a place in a slot, unless those who wait for it come first. Places that become free are
 * theirs from that moment on, also before anybody has got around to offering them.
 * @param also another slot that is given up for it
 * @param done the kind of the answer that is no refusal
 * @throws NOT_FOUND for a slot that is none for them
 */
export async function inTurn<Done extends { kind: string }>(
  tx: Transaction,
  { applicationId }: Pick<Choice, 'applicationId'>,
  slotId: string,
  done: Done['kind'],
  take: () => Promise<Done | NoPlace | ApplicationRefusal>,
  also: string | null = null,
): Promise<Done | ChoiceRefusal> {
  if (!looksLikeId(slotId)) throw notFound()
  // What they hold elsewhere is given up for it, so both slots are locked here, in the house's order.
  const before = await heldBy(tx, applicationId)
  const [slots, own, ahead] = await Promise.all([
    lockPlaces(tx, { slotIds: [...new Set([slotId, before?.slotId, also].filter((id) => id != null))] }),
    heldIn(tx, slotId, applicationId),
    waitingBefore(tx, slotId, applicationId),
  ])
  const { capacity, placesTaken } = slots.get(slotId)!
  const held = own ? 1 : 0
  const isTheirTurn = ahead === 0 || placesLeftFor({ capacity, placesTaken, held, ahead }, held) > 0
  const answer = isTheirTurn ? await take() : ({ kind: 'SlotIsFull', capacity } as const)
  if (answer.kind === done) return answer as Done
  const told = toldToChooser(answer as NoPlace | ApplicationRefusal, slotId)
  if (!told) throw notFound()
  return told
}

/** What the write path's refusal is to a candidate. Null for what is none of their business: a slot for another job. */
export function toldToChooser(refusal: NoPlace | ApplicationRefusal, slotId: string): ChoiceRefusal | null {
  switch (refusal.kind) {
    case 'AlreadyScheduled':
      return { kind: 'AlreadyChosen' }
    case 'ApplicationIsNotPending':
      return { kind: 'ChoiceIsClosed' }
    case 'SlotIsForAnotherJob':
      return null
    default:
      return { kind: 'TimeIsGone', slotId, isFull: refusal.kind === 'SlotIsFull' }
  }
}
