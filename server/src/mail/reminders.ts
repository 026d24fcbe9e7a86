import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '../shared/transaction.ts'
import { queuesDue, type Due } from './queue-due.ts'
import { defaultReminders, type ReminderRules } from './reminder.rules.ts'

type Reader = Pick<Transaction, 'companyId' | 'rows'>

/** When the reader's company reminds people; as everybody does where it has chosen nothing. */
export async function readReminderRules(reader: Reader): Promise<ReminderRules> {
  const [row] = await reader.rows(sql<ReminderRules>`select first_minutes as "firstMinutes",
      second_minutes as "secondMinutes", remind_interviewers as "remindInterviewers",
      feedback_reminders as "feedbackReminders", feedback_minutes as "feedbackMinutes"
    from reminder_settings where company_id = ${reader.companyId}`)
  return row ?? defaultReminders
}

const { firstMinutes, secondMinutes, remindInterviewers } = defaultReminders

/**
 * Reminders whose time has come and that nobody has queued yet, of all companies that the asker may see. Of several that
 * are due for one person, because nobody looked for a while, only the last. None for who was told of the time after the
 * reminder's own time: they need none. The copy is how many minutes before the start it is meant for.
 * @param now the instant, as Postgres reads it
 */
export const dueReminders = (now: Date | string, where: RawBuilder<unknown>): RawBuilder<Due> =>
  sql`select invitation.company_id as "companyId", invitation.id as "invitationId", due.minutes as copy
    from interview
    join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
      and invitation.ended_at is null
    left join reminder_settings settings on settings.company_id = interview.company_id
    left join candidate on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
    left join staff_member guest
      on guest.company_id = invitation.company_id and guest.id = invitation.staff_member_id
    left join interview_interviewer own on own.company_id = interview.company_id
      and own.interview_id = interview.id and own.interviewer_id = invitation.staff_member_id
    cross join lateral (select min(minutes) as minutes from (values
        (case when settings.company_id is null then ${firstMinutes}::int else settings.first_minutes end),
        (case when settings.company_id is null then ${secondMinutes}::int else settings.second_minutes end))
        as chosen(minutes)
      where interview.starts_at - minutes * interval '1 minute' <= ${now}::timestamptz) due
    where interview.status = 'SCHEDULED' and interview.starts_at > ${now}::timestamptz and due.minutes is not null
      and (invitation.kept_address is not null
        or candidate.email is not null and candidate.address_bad_since is null
        or guest.wants_reminders and coalesce(settings.remind_interviewers, ${remindInterviewers}))
      and case when invitation.staff_member_id is null then interview.rsvp else own.rsvp end is distinct from 'DECLINED'
      and not exists (select from delivery told
        where told.company_id = invitation.company_id and told.invitation_id = invitation.id
          and (told.kind in ('INVITATION', 'UPDATE')
              and told.queued_at > interview.starts_at - due.minutes * interval '1 minute'
            or told.email_key = concat_ws(':', 'REMINDER', invitation.id, invitation.sequence, due.minutes)))
      and ${where}`

export const makeQueueReminders = queuesDue('queueReminders', 'REMINDER', dueReminders)
