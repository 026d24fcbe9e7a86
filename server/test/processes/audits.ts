import { interviewMoves, type InterviewStatus } from '../../src/interviews/interview.rules.ts'

/** Asks the tables directly, across companies and past every rule. */
export type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>

/** Looks for what must never be in the tables; each finding is a sentence. */
type Audit = (query: Query, now: Date) => Promise<string[]>

/** An audit that statements express: each selects a column `finding`; `$1` is the instant of now. */
const selecting =
  (...statements: string[]): Audit =>
  async (query, now) => {
    const found: string[] = []
    for (const statement of statements)
      found.push(
        ...(await query<{ finding: string }>(statement, statement.includes('$1') ? [now] : [])).map(
          (row) => row.finding,
        ),
      )
    return found
  }

/** Nobody is in two places, and the time that people have given away is that of the meetings they have. */
export const overlap: Audit = selecting(
  `select format('interviewer %s has given away %s and %s, which overlap', one.interviewer_id, one.occupied, other.occupied)
     as finding
   from interviewer_time one join interviewer_time other
     on other.company_id = one.company_id and other.interviewer_id = one.interviewer_id and other.id > one.id
     and other.occupied && one.occupied`,
  // The same question to the meetings themselves, as if the table of given time did not exist.
  `with meeting as (
     select interview.company_id, interview.id, held.interviewer_id, booking.slot_id,
       tstzrange(interview.starts_at, interview.ends_at) as lasts
     from interview
     join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
     left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
       and booking.released_at is null
     where interview.status <> 'CANCELLED')
   select format('interviewer %s meets in interviews %s and %s at the same time', one.interviewer_id, one.id, other.id)
     as finding
   from meeting one join meeting other
     on other.company_id = one.company_id and other.interviewer_id = one.interviewer_id and other.id > one.id
     and other.lasts && one.lasts and (one.slot_id = other.slot_id) is not true`,
  `select format('interview %s has interviewer %s, whose time is not taken', interview.id, held.interviewer_id) as finding
   from interview
   join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
   left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
     and booking.released_at is null
   where interview.status <> 'CANCELLED' and not exists (select from interviewer_time given
     where given.company_id = interview.company_id and given.interviewer_id = held.interviewer_id
       and (given.interview_id = interview.id or given.slot_id = booking.slot_id)
       and given.occupied @> tstzrange(interview.starts_at, interview.ends_at))`,
  `select format('time %s of interviewer %s is taken for nothing', given.id, given.interviewer_id) as finding
   from interviewer_time given
   left join slot on slot.company_id = given.company_id and slot.id = given.slot_id
   left join interview on interview.company_id = given.company_id and interview.id = given.interview_id
   where slot.places_taken = 0 or interview.status = 'CANCELLED'`,
  // Time goes with its meeting: what somebody gave to an interview that moved into a slot, or to others, is theirs again.
  `select format('interviewer %s has given time %s to %s, whose candidates they do not meet', given.interviewer_id, given.id,
     coalesce(given.slot_id, given.interview_id)) as finding
   from interviewer_time given
   where case when given.interview_id is not null
     then not exists (select from interview_interviewer held where held.company_id = given.company_id
         and held.interview_id = given.interview_id and held.interviewer_id = given.interviewer_id)
       or exists (select from booking where booking.company_id = given.company_id
         and booking.interview_id = given.interview_id and booking.released_at is null)
     else exists (select from booking where booking.company_id = given.company_id and booking.slot_id = given.slot_id
         and booking.released_at is null and not exists (select from interview_interviewer held
           where held.company_id = given.company_id and held.interview_id = booking.interview_id
             and held.interviewer_id = given.interviewer_id)) end`,
  `select format('slot %s has %s places taken, and nobody of its panel gives it their time', slot.id, slot.places_taken) as finding
   from slot where slot.places_taken > 0
     and (exists (select from slot_interviewer asked where asked.company_id = slot.company_id and asked.slot_id = slot.id)
       or exists (select from slot_pool_member asked where asked.company_id = slot.company_id and asked.slot_id = slot.id))
     and not exists (select from interviewer_time given
       where given.company_id = slot.company_id and given.slot_id = slot.id)`,
)

/** The places that a slot counts are the places that are held, and never more than it has. */
export const capacity: Audit = selecting(
  `select format('slot %s counts %s of %s places taken, and %s are held', slot.id, slot.places_taken, slot.capacity, held.places)
     as finding
   from slot cross join lateral (select
     (select count(*) from booking where booking.company_id = slot.company_id and booking.slot_id = slot.id
       and booking.released_at is null)
     + (select count(*) from slot_hold hold where hold.company_id = slot.company_id and hold.slot_id = slot.id)
     as places) held
   where slot.places_taken <> held.places or held.places > slot.capacity`,
  `select format('booking %s is %s, and its interview %s', booking.id,
     case when booking.released_at is null then 'held' else 'released' end, interview.status) as finding
   from booking join interview on interview.company_id = booking.company_id and interview.id = booking.interview_id
   where case when booking.released_at is null then interview.status = 'CANCELLED'
     -- One that left the slots for a time of its own has given its place back, too.
     else interview.status <> 'CANCELLED' and not exists (select from interview_move move
       where move.company_id = booking.company_id and move.interview_id = booking.interview_id
         and move.from_slot_id is not null and move.to_slot_id is null) end`,
  `select format('interview %s is at %s, and its slot %s at %s', interview.id, interview.starts_at, slot.id, slot.starts_at)
     as finding
   from booking
   join interview on interview.company_id = booking.company_id and interview.id = booking.interview_id
   join slot on slot.company_id = booking.company_id and slot.id = booking.slot_id
   where booking.released_at is null
     and (interview.starts_at, interview.ends_at) is distinct from (slot.starts_at, slot.ends_at)`,
)

/**
 * The moves of an interview lead, one after the other, from where it was arranged to where it is. Two at once share
 * their time, so their order is not asked for: each place that was come to was left again, but for the last.
 */
export const moves: Audit = selecting(
  `with step as (
     select company_id, interview_id, to_starts_at as starts_at, to_ends_at as ends_at, to_slot_id as slot_id, 1 as count
       from interview_move
     union all select company_id, interview_id, from_starts_at, from_ends_at, from_slot_id, -1 from interview_move),
   place as (
     select company_id, interview_id, starts_at, ends_at, slot_id, sum(count) as count from step
     group by company_id, interview_id, starts_at, ends_at, slot_id having sum(count) <> 0),
   now_at as (
     -- One that was called off keeps the slot that it was in last, even where it had left it.
     select interview.company_id, interview.id, interview.starts_at, interview.ends_at, booking.slot_id,
       booking.released_at is not null as is_released
     from interview left join booking
       on booking.company_id = interview.company_id and booking.interview_id = interview.id
       and (booking.released_at is null or interview.status = 'CANCELLED'))
   select format('interview %s is at %s in slot %s, and its moves lead to %s in slot %s', now_at.id, now_at.starts_at,
     now_at.slot_id, place.starts_at, place.slot_id) as finding
   from place join now_at on now_at.company_id = place.company_id and now_at.id = place.interview_id
   where place.count > 1 or (place.count = 1
     and (now_at.starts_at, now_at.ends_at) is distinct from (place.starts_at, place.ends_at))
     or (place.count = 1 and now_at.slot_id is distinct from place.slot_id
       and not (now_at.is_released and place.slot_id is null))
   union all
   select format('interview %s was moved from %s places that it never came to', interview_id, -sum(count)) from place
     where count < 0 group by company_id, interview_id having sum(count) < -1`,
)

/** There is an email for every change and a change for every email; what is over is over. */
export const emails: Audit = selecting(
  `select format('interview %s has %s invitations of its candidate that have not ended', interview.id, count(invitation.id))
     as finding
   from interview left join invitation
     on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
     and invitation.candidate_id is not null and invitation.ended_at is null
   group by interview.company_id, interview.id having count(invitation.id) <> 1`,
  `select format('interview %s is met by %s and invites %s', coalesce(meets.interview_id, invited.interview_id),
     meets.interviewer_id, invited.staff_member_id) as finding
   from interview_interviewer meets
   full join (select * from invitation where staff_member_id is not null and ended_at is null) invited
     on invited.company_id = meets.company_id and invited.interview_id = meets.interview_id
     and invited.staff_member_id = meets.interviewer_id
   where meets.interviewer_id is null or invited.staff_member_id is null`,
  `select format('interview %s is %s after %s moves and %s resends, with %s emails that invite, %s cancellation emails and sequence %s',
     interview.id, interview.status, asked.moves, asked.again, sent.invitations, sent.cancellations, invitation.sequence) as finding
   from interview
   join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
   cross join lateral (select
       count(*) filter (where action in ('InvitationResent', 'EmailResent')
         or action = 'CandidateUpdated' and 'email' = any(fields)) as again,
       count(*) filter (where action = 'InterviewRescheduled'
         and fields && '{startsAt,endsAt,mode,location,meetingUrl,interviewerIds}') as moves
     from audit_entry entry where entry.company_id = interview.company_id and (
       entry.entity_id = interview.id or entry.entity_id = invitation.candidate_id or entry.entity_id in (
         select id from delivery where delivery.company_id = interview.company_id
           and delivery.invitation_id = invitation.id))) asked
   -- One that is sent again says the same sequence.
   cross join lateral (select count(*) filter (where kind in ('INVITATION', 'UPDATE')) as invitations,
       count(distinct sequence) filter (where kind = 'CANCELLATION') as cancellations
     from delivery where delivery.company_id = interview.company_id and delivery.invitation_id = invitation.id) sent
   where invitation.candidate_id is not null and not exists (select from invitation ended
       where ended.company_id = interview.company_id and ended.interview_id = interview.id
         and ended.candidate_id is not null and ended.ended_at is not null)
     and (sent.invitations < 1 + asked.moves or sent.invitations > 1 + asked.moves + asked.again
       or asked.moves + sent.cancellations <> invitation.sequence
       or sent.cancellations <> (interview.status = 'CANCELLED' and interview.ended_at < interview.ends_at)::int)`,
  // Who meets the candidate may have come later than others, and gone before them.
  `select format('invitation %s of an interviewer, ended %s, of an interview that is %s has %s emails that invite and %s cancellation emails',
     invitation.id, invitation.ended_at, interview.status, sent.invitations, sent.cancellations) as finding
   from interview
   join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
   cross join lateral (select count(*) filter (where kind in ('INVITATION', 'UPDATE')) as invitations,
       count(distinct sequence) filter (where kind = 'CANCELLATION') as cancellations
     from delivery where delivery.company_id = interview.company_id and delivery.invitation_id = invitation.id) sent
   where invitation.staff_member_id is not null and (sent.invitations < 1 or sent.cancellations > 1
     or invitation.ended_at is null
       and sent.cancellations <> (interview.status = 'CANCELLED' and interview.ended_at < interview.ends_at)::int)`,
  `select format('delivery %s, kind %s, says sequence %s of an invitation that has %s', delivery.id, delivery.kind,
     delivery.sequence, invitation.sequence) as finding
   from delivery join invitation
     on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
   where delivery.sequence > invitation.sequence
     or (delivery.kind in ('UPDATE', 'CANCELLATION') and delivery.sequence = 0)`,
  `select format('delivery %s is %s with next attempt %s, lease %s, sent %s', delivery.id, delivery.status,
     delivery.next_attempt_at, delivery.lease_until, delivery.sent_at) as finding
   from delivery
   where (delivery.status = 'QUEUED') <> (delivery.next_attempt_at is not null)
     or (delivery.status = 'SENDING') <> (delivery.lease_until is not null and delivery.lease_owner is not null)
     or (delivery.status = 'SENT') <> (delivery.sent_at is not null)`,
  `select format('delivery %s was dropped, and its interview is %s', delivery.id, interview.status) as finding
   from delivery
   join invitation on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
   join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
   where delivery.status = 'CANCELLED' and delivery.sequence = invitation.sequence
     and delivery.kind <> 'REMINDER' and delivery.error_code is distinct from 'EMAIL_WITHDRAWN'
     and interview.status in ('SCHEDULED', 'IN_PROGRESS') and interview.ends_at > $1`,
  `select format('invitation or update %s was sent after cancellation %s', late.id, told.id) as finding
   from delivery told join delivery late
     on late.company_id = told.company_id and late.invitation_id = told.invitation_id and late.sent_at > told.sent_at
   where told.kind = 'CANCELLATION' and late.kind in ('INVITATION', 'UPDATE')`,
)

const movedTo: Record<string, InterviewStatus> = {
  InterviewScheduled: 'SCHEDULED',
  InterviewStarted: 'IN_PROGRESS',
  InterviewCompleted: 'COMPLETED',
  InterviewCancelled: 'CANCELLED',
  InterviewMissed: 'NO_SHOW',
  InterviewExpired: 'EXPIRED',
}

/** No status without the moves that lead to it, by the table of moves; applications and interviews agree. */
export const statuses: Audit = async (query, now) => {
  const interviews = await query<{ id: string; status: InterviewStatus; actions: string[] }>(
    `select interview.id, interview.status, array_remove(array_agg(entry.action), null) as actions
     from interview left join audit_entry entry on entry.company_id = interview.company_id
       and entry.entity_id = interview.id and entry.action = any($1)
     group by interview.company_id, interview.id`,
    [Object.keys(movedTo)],
  )
  const found: string[] = []
  for (const { id, status, actions } of interviews) {
    // The table of moves has no way back, so the moves themselves tell their order; two within one transaction share
    // their time.
    const told = actions.map((action) => movedTo[action]!)
    const path = [...told].sort((one, other) => distance(one) - distance(other))
    const allowed =
      path[0] === 'SCHEDULED' && path.every((to, i) => i === 0 || interviewMoves[path[i - 1]!].includes(to))
    if (!allowed || path.at(-1) !== status) found.push(`interview ${id} is ${status} by the moves ${path.join(' → ')}`)
  }
  return [...found, ...(await applicationsAgree(query, now))]
}

/** How many moves a status is away from the beginning. */
function distance(status: InterviewStatus): number {
  const from = (Object.keys(interviewMoves) as InterviewStatus[]).filter((each) =>
    interviewMoves[each].includes(status),
  )
  return from.length === 0 ? 0 : 1 + Math.max(...from.map(distance))
}

const applicationsAgree = selecting(
  `select format('application %s has %s live interviews of round %s', application_id, count(*), round) as finding
   from interview where status in ('SCHEDULED', 'IN_PROGRESS')
   group by company_id, application_id, round having count(*) > 1`,
  `select format('application %s is %s with interviews %s', application.id, application.status, has.statuses) as finding
   from application cross join lateral (select coalesce(array_agg(status), '{}') as statuses from interview
     where interview.company_id = application.company_id and interview.application_id = application.id) has
   where case application.status
     when 'INTERVIEW_SCHEDULED' then not has.statuses && array['SCHEDULED', 'IN_PROGRESS', 'COMPLETED']
     else has.statuses && array['SCHEDULED', 'IN_PROGRESS'] end`,
)

/** What is written down about things names things of the same company, and every kept answer leads to one. */
export const companies: Audit = selecting(
  `select format('audit entry %s of company %s names %s %s, which the company does not have', entry.id, entry.company_id,
     entry.entity_type, entry.entity_id) as finding
   from audit_entry entry where not case entry.entity_type
     when 'Interview' then exists (select from interview it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'Slot' then exists (select from slot it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'Application' then exists (select from application it where it.company_id = entry.company_id and it.id = entry.entity_id)
     -- One that was merged is known by its id still.
     when 'Candidate' then exists (select from candidate it where it.company_id = entry.company_id and it.id = entry.entity_id)
       or exists (select from merged_candidate it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'Company' then entry.company_id = entry.entity_id
     when 'StaffMember' then exists (select from staff_member it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'WaitlistEntry' then exists (select from waitlist_entry it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'SchedulingLink' then exists (select from scheduling_link it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'Delivery' then exists (select from delivery it where it.company_id = entry.company_id and it.id = entry.entity_id)
     when 'CalendarFeed' then exists (select from calendar_feed it where it.company_id = entry.company_id and it.id = entry.entity_id)
     -- What these were about may be gone for good.
     when 'TimeOff' then true when 'BlockedPeriod' then true when 'SlotTemplate' then true when 'InboundMessage' then true
     when 'CalendarSource' then true when 'MailCheck' then true
     when 'Job' then exists (select from job it where it.company_id = entry.company_id and it.id = entry.entity_id)
     else false end`,
  `select format('hint %s of company %s is about %s %s, which the company does not have', hint.id, hint.company_id, hint.topic,
     hint.subject_id) as finding
   from live_event hint where not case hint.topic
     when 'emailSent' then exists (select from delivery it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'slotChanged' then exists (select from slot it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'mailCheckChanged' then exists (select from mail_check it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'applicationChanged' then exists (select from application it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'candidateChanged' then exists (select from candidate it where it.company_id = hint.company_id and it.id = hint.subject_id)
       or exists (select from merged_candidate it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'jobChanged' then exists (select from job it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'kitChanged' then exists (select from kit it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'answerNoteChanged' then exists (select from question_answer it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'scorecardChanged' then exists (select from scorecard it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'viewerChanged' then exists (select from staff_member it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'personChanged' then exists (select from staff_member it where it.company_id = hint.company_id and it.id = hint.subject_id)
     when 'mailQueueChanged' then hint.subject_id = hint.company_id
     else exists (select from interview it where it.company_id = hint.company_id and it.id = hint.subject_id) end`,
  `select format('key %s of company %s keeps the answer %s', kept.key, kept.company_id, kept.answer) as finding
   from idempotency_key kept where kept.answer is null
     or (kept.answer ->> 'kind' = 'Booking' and not exists (select from booking it
       where it.company_id = kept.company_id and it.id = (kept.answer ->> 'id')::uuid))
     or (kept.answer ->> 'kind' = 'Interview' and not exists (select from interview it
       where it.company_id = kept.company_id and it.id = (kept.answer ->> 'id')::uuid))`,
)

/** Everything that is wrong in these tables; after every story nothing is. */
export async function findings(query: Query, now = new Date()): Promise<string[]> {
  const found: string[] = []
  for (const audit of [overlap, capacity, moves, emails, statuses, companies]) found.push(...(await audit(query, now)))
  return found
}
