import { sql, type RawBuilder } from 'kysely'
import { owesScorecard } from '../scorecards/owing.ts'
import { queuesDue, type Due } from './queue-due.ts'
import { defaultReminders, feedbackBounds, mostFeedbackReminders } from './reminder.rules.ts'

const { feedbackReminders, feedbackMinutes } = defaultReminders
/** Who was asked longer ago than this has had every reminder there is, in minutes. */
const longest = feedbackBounds[1] * (mostFeedbackReminders + 1)

/**
 * Reminders of feedback whose time has come, of all companies that the asker may see: to who was asked and still owes
 * their scorecard, so many minutes after the last email about it. One that still waits, or that somebody took back, has
 * none after it. The copy is how many reminders there were before.
 * @param now the instant, as Postgres reads it
 */
export const dueFeedbackReminders = (now: Date | string, where: RawBuilder<unknown>): RawBuilder<Due> =>
  sql`select distinct invitation.company_id as "companyId", invitation.id as "invitationId",
      told.reminders::int as copy
    from delivery asked
    join invitation on invitation.company_id = asked.company_id and invitation.id = asked.invitation_id
      and invitation.ended_at is null
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
      and held.interviewer_id = invitation.staff_member_id
    join staff_member guest on guest.company_id = held.company_id and guest.id = held.interviewer_id
      and guest.active and guest.wants_feedback_reminders and guest.address_bad_since is null
    left join reminder_settings settings on settings.company_id = interview.company_id
    cross join lateral (select count(*) filter (where kind = 'FEEDBACK_REMINDER') as reminders,
        max(queued_at) as last_at, (array_agg(status order by queued_at desc, id desc))[1] as last_status
      from delivery where delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id
        and delivery.kind in ('FEEDBACK_REQUEST', 'FEEDBACK_REMINDER')) told
    where asked.kind = 'FEEDBACK_REQUEST' and asked.queued_at > ${now}::timestamptz - ${longest}::int * interval '1 minute'
      and told.reminders < coalesce(settings.feedback_reminders, ${feedbackReminders})
      and told.last_at + coalesce(settings.feedback_minutes, ${feedbackMinutes}) * interval '1 minute' <= ${now}::timestamptz
      and told.last_status not in ('QUEUED', 'SENDING', 'CANCELLED')
      and ${owesScorecard(sql`guest.id`)} and ${where}`

export const makeQueueFeedbackReminders = queuesDue('queueFeedbackReminders', 'FEEDBACK_REMINDER', dueFeedbackReminders)
