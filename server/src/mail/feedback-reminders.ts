import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { owesScorecard } from '../scorecards/owing.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { queueEmails, type MailNames } from './queue-emails.ts'
import { defaultReminders, feedbackBounds, mostFeedbackReminders } from './reminder.rules.ts'

interface DueFeedbackReminder {
  companyId: string
  invitationId: string
  /** How many reminders of it there were before. */
  earlier: number
}

const { feedbackReminders, feedbackMinutes } = defaultReminders
/** Who was asked longer ago than this has had every reminder there is, in minutes. */
const longest = feedbackBounds[1] * (mostFeedbackReminders + 1)

/**
 * Reminders of feedback whose time has come, of all companies that the asker may see: to who was asked and still owes
 * their scorecard, so many minutes after the last email about it. One that still waits, or that somebody took back, has
 * none after it.
 * @param now the instant, as Postgres reads it
 */
export const dueFeedbackReminders = (now: Date | string, where: RawBuilder<unknown>): RawBuilder<DueFeedbackReminder> =>
  sql`select distinct invitation.company_id as "companyId", invitation.id as "invitationId",
      told.reminders::int as earlier
    from delivery asked
    join invitation on invitation.company_id = asked.company_id and invitation.id = asked.invitation_id
      and invitation.ended_at is null
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
      and held.interviewer_id = invitation.staff_member_id
    join staff_member guest on guest.company_id = held.company_id and guest.id = held.interviewer_id
      and guest.active and guest.address_bad_since is null
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

/** How many are queued in one transaction. */
const atOnce = 200

/** Puts the reminders of feedback that are due in a company into the outbox. */
export const makeQueueFeedbackReminders = (tools: Tools, names: MailNames) =>
  useCase('queueFeedbackReminders', z.object({}), async (tx): Promise<{ kind: 'RemindersQueued'; count: number }> => {
    const ofCompany = sql`interview.company_id = ${tx.companyId}`
    // Another worker that looks at the same moment takes others, or none.
    const locked = await tx.rows(sql<{ id: string }>`select invitation.id from invitation
      join (${dueFeedbackReminders(tx.now, ofCompany)} limit ${atOnce}) due on due."invitationId" = invitation.id
      where invitation.company_id = ${tx.companyId} order by invitation.id for update of invitation skip locked`)
    if (locked.length === 0) return { kind: 'RemindersQueued', count: 0 }
    // Read again under the locks: what another one queued meanwhile is not due any more.
    const due = await tx.rows(
      dueFeedbackReminders(tx.now, sql`${ofCompany} and invitation.id = any(${locked.map(({ id }) => id)})`),
    )
    queueEmails(
      tx,
      names,
      due.map(({ invitationId, earlier }) => ({ invitationId, kind: 'FEEDBACK_REMINDER', copy: earlier })),
    )
    return { kind: 'RemindersQueued', count: due.length }
  })(tools)
