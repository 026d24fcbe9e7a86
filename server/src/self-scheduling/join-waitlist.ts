import { z } from 'zod'
import { whyNotSchedule } from '../booking/booking.rules.ts'
import { heldIn } from '../booking/hold-place.ts'
import { lockApplication } from '../booking/lock-applications.ts'
import { lockSlot } from '../slots/lock-places.ts'
import { roundsOf } from '../booking/rounds-of.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { whyNotAtThisTime } from '../scheduling/settings.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { choiceOf } from './choice-of.ts'
import { placesLeftFor, type ChoiceRefusal } from './choice.rules.ts'
import { toldToChooser } from './in-turn.ts'
import { lapseOffers, waitFor, waitingBefore } from './waiting.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** A place is left: nobody needs to wait for one. */
export interface PlaceIsFree {
  kind: 'PlaceIsFree'
  slotId: string
}

/** A candidate wants to hear when a place in a full slot becomes free. Asked again, they keep their turn. */
export const makeJoinWaitlist = useCase(
  'joinWaitlist',
  input,
  async (tx, { slotId }): Promise<{ kind: 'BookableSlot'; id: string } | PlaceIsFree | ChoiceRefusal> => {
    if (!looksLikeId(slotId)) throw notFound()
    const { applicationId, round } = await choiceOf(tx)
    const [slot, application, { liveInterviewId, betweenRounds }, , own, wait, ahead, { rules }] = await Promise.all([
      lockSlot(tx, slotId),
      lockApplication(tx, applicationId),
      roundsOf(tx, applicationId, round),
      lapseOffers(tx, slotId),
      heldIn(tx, slotId, applicationId),
      waitFor(tx, slotId, applicationId),
      waitingBefore(tx, slotId, applicationId),
      schedulingRulesOf(tx),
    ])
    if (slot.jobId && slot.jobId !== application.jobId) throw notFound()
    const refusal = whyNotSchedule(application.status, liveInterviewId, betweenRounds)
    if (refusal) return toldToChooser(refusal, slotId)!
    if (slot.status !== 'OPEN' || slot.startsAt <= tx.now || whyNotAtThisTime(slot, tx.now, rules))
      return { kind: 'TimeIsGone', slotId, isFull: false }
    if (wait) return { kind: 'BookableSlot', id: slotId }
    const held = own ? 1 : 0
    if (placesLeftFor({ ...slot, held, ahead }, held) > 0) return { kind: 'PlaceIsFree', slotId }

    const id = newId()
    tx.insert('waitlist_entry', {
      company_id: tx.companyId,
      id,
      slot_id: slotId,
      application_id: applicationId,
      round,
      created_at: tx.now,
    })
    tx.record({ name: 'WaitlistJoined', about: { type: 'WaitlistEntry', id }, fields: ['status'] })
    return { kind: 'BookableSlot', id: slotId }
  },
)
