import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { readClock } from '../shared/read-clock.ts'
import type { makeSuggestNoShow } from '../arrivals/suggest-no-show.ts'
import type { makeNoteLost } from '../candidate-access/note-presence.ts'
import { goneAfter } from '../candidate-access/presence.rules.ts'
import type { makeExpireInterview } from '../booking/expire-interview.ts'
import { removeUnusedVoices } from '../kits/remove-voices.ts'
import { isNoShowSuggested, noShowSuggestedSince } from '../interviews/no-show-suggested.ts'
import { keptDays } from '../replies/inbound-message.rules.ts'
import { defaultRetentionDays } from '../mail/retention.rules.ts'
import { dueFeedbackReminders, type makeQueueFeedbackReminders } from '../mail/feedback-reminders.ts'
import type { makeSendPasswordLink } from '../mail/send-password-link.ts'
import { settleResetWishes } from '../mail/settle-reset-wishes.ts'
import { dueReminders, type makeQueueReminders } from '../mail/reminders.ts'
import { removeKeptLongEnough, type makeRemoveOldAnswers } from '../room/remove-old-answers.ts'
import { removeOldParts } from '../room/remove-parts.ts'
import { quietRooms, type makeCompleteQuietInterview } from '../room/quiet-rooms.ts'
import { waitAfterwards } from '../room/room.rules.ts'
import type { makeGiveUpAnswers } from '../room/settle-answer.ts'
import type { Storage } from '../storage/storage.ts'
import type { makeOfferPlaces } from '../self-scheduling/offer-places.ts'

const expireEvery = 15_000
/** How often places are looked for that somebody waits for, or that are held no longer, if nothing was heard of one. */
const offerEvery = 5_000
/** How soon after a commit they are looked for, and at most how often, in milliseconds. */
const offerSoon = 250
/** How often reminders are looked for that are due. */
const remindEvery = 15_000
/** How often reminders of feedback are looked for: they are meant for a day, not for a minute. */
const remindOfFeedbackEvery = 60_000
/** How often is looked for who has forgotten their password: they sit there and wait for the email. */
const resetEvery = 1_000
/** How often is looked for rooms that nobody is in any more. */
const completeEvery = 60_000
/** How often is looked for what did not come and will not any more. */
const giveUpEvery = 60_000
/** How often is looked for interviews to which nobody came. */
const suggestEvery = 5_000
/** A no-show that was due longer ago than this is no news for a dashboard; lists tell it all the same. */
const suggestedWithin = '1 day'
/** How often is looked for candidates whom nobody has seen for too long. */
const missEvery = 10_000
const tidyEvery = 3_600_000
/** How many rows one statement removes: it must never hold others up. */
const batch = 1000

interface Tools {
  database: Database
  storage: Storage
  clock: Clock
  log: Logger
  useCases: {
    expireInterview: ReturnType<typeof makeExpireInterview>
    suggestNoShow: ReturnType<typeof makeSuggestNoShow>
    offerPlaces: ReturnType<typeof makeOfferPlaces>
    queueReminders: ReturnType<typeof makeQueueReminders>
    giveUpAnswers: ReturnType<typeof makeGiveUpAnswers>
    completeQuietInterview: ReturnType<typeof makeCompleteQuietInterview>
    removeOldAnswers: ReturnType<typeof makeRemoveOldAnswers>
    noteLost: ReturnType<typeof makeNoteLost>
    sendPasswordLink: ReturnType<typeof makeSendPasswordLink>
    queueFeedbackReminders: ReturnType<typeof makeQueueFeedbackReminders>
  }
}

export interface Chores {
  /** Something was committed: a place may have become free. */
  wake(): void
  stop(): Promise<void>
}

/**
 * What has its time and waits for nobody: interviews whose window has closed or to which nobody came, places that are held
 * no longer or that somebody waits for, reminders, rooms that were left, recordings that never came or that nobody saved,
 * candidates whom nobody sees any more, what is kept long enough.
 */
export function startChores({ database, storage, clock, log, useCases }: Tools): Chores {
  const db = () => database.em.fork().getKysely<unknown>()

  const timeNow = async () => (await readClock(database, clock)).toISOString()

  async function expire(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{
      companyId: string
      id: string
    }>`select interview.company_id as "companyId", interview.id
      from interview join company on company.id = interview.company_id
      where interview.status = 'SCHEDULED' and interview.mode = 'SELF_GUIDED'
        and interview.starts_at + company.admission_closes_minutes_after * interval '1 minute' <= ${now}::timestamptz
      order by interview.starts_at limit ${batch}`.execute(db())
    for (const { companyId, id } of rows) await useCases.expireInterview(system(companyId), { interviewId: id })
  }

  async function suggestNoShows(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{
      companyId: string
      id: string
    }>`select interview.company_id as "companyId", interview.id
      from interview where ${isNoShowSuggested(now)}
        and interview.starts_at > ${now}::timestamptz - ${suggestedWithin}::interval
        and (interview.no_show_told_at is null or interview.no_show_told_at < ${noShowSuggestedSince(now)})
      order by interview.starts_at limit ${batch}`.execute(db())
    for (const { companyId, id } of rows) await useCases.suggestNoShow(system(companyId), { interviewId: id })
  }

  async function offer(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{ companyId: string; slotId: string }>`
      select company_id as "companyId", slot_id as "slotId" from slot_hold where expires_at <= ${now}::timestamptz
      union select company_id, slot_id from waitlist_entry
        where status = 'OFFERED' and offer_expires_at <= ${now}::timestamptz
      union select entry.company_id, entry.slot_id from waitlist_entry entry
        join slot on slot.company_id = entry.company_id and slot.id = entry.slot_id
        where entry.status = 'WAITING' and slot.status = 'OPEN' and slot.starts_at > ${now}::timestamptz
          and slot.places_taken < slot.capacity
      limit ${batch}`.execute(db())
    for (const { companyId, slotId } of rows) await useCases.offerPlaces(system(companyId), { slotId })
  }

  async function remind(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{ companyId: string }>`select distinct "companyId"
      from (${dueReminders(now, sql`true`)} limit ${batch}) due`.execute(db())
    for (const { companyId } of rows) await useCases.queueReminders(system(companyId), {})
  }

  async function remindOfFeedback(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{ companyId: string }>`select distinct "companyId"
      from (${dueFeedbackReminders(now, sql`true`)} limit ${batch}) due`.execute(db())
    for (const { companyId } of rows) await useCases.queueFeedbackReminders(system(companyId), {})
  }

  async function completeQuiet(): Promise<void> {
    const { rows } = await sql<{ companyId: string; interviewId: string }>`${quietRooms(await timeNow(), sql`true`)}
      order by interview.started_at limit ${batch}`.execute(db())
    for (const { companyId, interviewId } of rows)
      await useCases.completeQuietInterview(system(companyId), { interviewId })
  }

  async function giveUpRecordings(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{ companyId: string; interviewId: string }>`
      select distinct interview.company_id as "companyId", interview.id as "interviewId" from question_answer answer
      join interview on interview.company_id = answer.company_id and interview.id = answer.interview_id
      where answer.settled_at is null and (answer.bytes is null or answer.received_bytes < answer.bytes)
        and interview.ended_at <= ${now}::timestamptz - ${`${waitAfterwards} milliseconds`}::interval
      limit ${batch}`.execute(db())
    for (const { companyId, interviewId } of rows) await useCases.giveUpAnswers(system(companyId), { interviewId })
  }

  async function missCandidates(): Promise<void> {
    const now = await timeNow()
    const { rows } = await sql<{ companyId: string; interviewId: string }>`
      select distinct company_id as "companyId", interview_id as "interviewId" from candidate_presence
      where is_held and seen_at <= ${now}::timestamptz - ${`${goneAfter} milliseconds`}::interval
      limit ${batch}`.execute(db())
    for (const { companyId, interviewId } of rows) await useCases.noteLost(system(companyId), { interviewId })
  }

  async function tidy(): Promise<void> {
    for (const old of [
      sql`delete from idempotency_key where ctid in (select ctid from idempotency_key
        where created_at < now() - interval '24 hours' limit ${batch})`,
      sql`delete from live_event where ctid in (select ctid from live_event
        where created_at < now() - interval '7 days' limit ${batch})`,
      sql`delete from inbound_message where ctid in (select ctid from inbound_message
        where received_at < now() - ${`${keptDays} days`}::interval limit ${batch})`,
      sql`delete from candidate_presence where ctid in (select ctid from candidate_presence
        where seen_at < now() - interval '24 hours' limit ${batch})`,
      // The service is not set any more, or another one is: nobody has agreed to that.
      sql`update transcript set status = 'FAILED', problem = 'INTERRUPTED', next_try_at = null where ctid in (
        select ctid from transcript where status = 'WAITING' and next_try_at < now() - interval '7 days' limit ${batch})`,
      sql`delete from auth_try where ctid in (select ctid from auth_try
        where at < now() - interval '24 hours' limit ${batch})`,
      sql`delete from auth_pending_sign_in where ctid in (select ctid from auth_pending_sign_in
        where created_at < now() - interval '24 hours' limit ${batch})`,
      sql`delete from auth_session where ctid in (select ctid from auth_session where expires_at < now() limit ${batch})`,
    ])
      while ((await old.execute(db())).numAffectedRows === BigInt(batch));
    await emptyOldEmails()
    const now = await timeNow()
    await removeKeptLongEnough({ database, log, useCases }, now)
    await removeOldParts({ database, storage, log }, now)
    await removeUnusedVoices({ database, storage, log }, now)
  }

  /** Where an email went, and what was answered, is personal: it goes when its company no longer wants to keep it. */
  async function emptyOldEmails(): Promise<void> {
    const some = sql`with old as (
        select mine.company_id, mine.id from company
        left join mail_settings on mail_settings.company_id = company.id
        cross join lateral (select delivery.company_id, delivery.id from delivery
          where delivery.company_id = company.id and delivery.emptied_at is null
            and delivery.queued_at < now() - coalesce(mail_settings.retention_days, ${defaultRetentionDays}) * interval '1 day'
            and delivery.status not in ('QUEUED', 'SENDING')
          order by delivery.queued_at limit ${batch}) mine
        limit ${batch}),
      attempts as (delete from delivery_attempt using old
        where delivery_attempt.company_id = old.company_id and delivery_attempt.delivery_id = old.id)
      update delivery set recipient_address = null, server_response = null, emptied_at = now() from old
        where delivery.company_id = old.company_id and delivery.id = old.id`
    while ((await some.execute(db())).numAffectedRows === BigInt(batch));
  }

  const offering = every(offerEvery, offer, log)
  const running = [
    every(expireEvery, expire, log),
    every(suggestEvery, suggestNoShows, log),
    every(remindEvery, remind, log),
    every(remindOfFeedbackEvery, remindOfFeedback, log),
    offering,
    every(completeEvery, completeQuiet, log),
    every(giveUpEvery, giveUpRecordings, log),
    every(missEvery, missCandidates, log),
    every(resetEvery, () => settleResetWishes(database, useCases.sendPasswordLink), log),
    every(tidyEvery, tidy, log),
  ]
  let soon: NodeJS.Timeout | undefined
  return {
    wake() {
      soon ??= setTimeout(() => {
        soon = undefined
        offering.now()
      }, offerSoon)
    },
    async stop() {
      clearTimeout(soon)
      await Promise.all(running.map((chore) => chore.stop()))
    },
  }
}

/** Does something again and again, never twice at once. */
function every(milliseconds: number, work: () => Promise<void>, log: Logger): { now(): void; stop(): Promise<void> } {
  let underWay: Promise<void> | undefined
  const now = () => {
    underWay ??= work()
      .catch((error: unknown) => log.warn({ err: error }, `${work.name} did not finish`))
      .finally(() => (underWay = undefined))
  }
  const timer = setInterval(now, milliseconds)
  return {
    now,
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
