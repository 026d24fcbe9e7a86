import { sql, type RawBuilder } from 'kysely'
import { isNoShowSuggested } from '../interviews/no-show-suggested.ts'
import { visibleInterviews } from '../interviews/interview.types.ts'
import { standingProposal } from '../replies/standing-proposal.ts'
import { owesScorecard } from '../scorecards/owing.ts'
import type { Staff } from '../shared/actor.ts'
import type { List } from '../shared/graphql/page.ts'

/** Why something needs somebody. The first two ask whoever meets the candidate, too; the others only recruiters. */
export const attentionKind = [
  'NO_SHOW_SUGGESTED',
  'SCORECARD_OWED',
  'TIME_PROPOSED',
  'DECLINED',
  'UNANSWERED',
  'EMAIL_IN_TROUBLE',
  'NOBODY_MEETS',
  'END_UNTOLD',
] as const
export type AttentionKind = (typeof attentionKind)[number]

export interface AttentionRow {
  /** Unique and lasting: the same as long as the same thing needs somebody for the same reason. */
  id: string
  kind: AttentionKind
  dueAt: string
  interviewId: string | null
  deliveryId: string | null
}

/** How long before the start a missing answer begins to matter: late enough not to nag, early enough to call somebody. */
export const answerMattersHours = 4
/** For how long after an invitation was sent, or sent again, nobody is asked to send it once more. */
export const answerPatienceMinutes = 30
/** How long before the start somebody must be there to meet the candidate. */
export const panelMattersHours = 24
/** How far back emails and proposals are looked at: by then somebody has seen them, or it was not worth it. */
const newsDays = 90
/** The same of an email that is about no interview, and so never comes to its hour. */
const looseNewsDays = 14

/** People wait at this moment; something lies ahead; something was left undone. */
type Rank = 0 | 1 | 2

interface Branch {
  kind: AttentionKind
  rank: Rank
  dueAt: RawBuilder<unknown>
  interviewId?: RawBuilder<unknown>
  deliveryId?: RawBuilder<unknown>
  from: RawBuilder<unknown>
  where: readonly RawBuilder<unknown>[]
}

const select = ({ kind, rank, dueAt, interviewId, deliveryId, from, where }: Branch) =>
  sql`select ${kind}::text as kind, ${rank}::int as rank, ${dueAt} as due_at, ${interviewId ?? sql`null::uuid`} as interview_id,
      ${deliveryId ?? sql`null::uuid`} as delivery_id
    from ${from} where ${sql.join(where, sql` and `)}`

/** The newest of the emails of an invitation, or of what is said of an application, that brought news. */
const isNewest = (same: RawBuilder<unknown>) => sql`not exists (select from delivery later
  where later.company_id = delivery.company_id and ${same} and later.kind <> 'REMINDER'
    and (later.queued_at, later.id) > (delivery.queued_at, delivery.id))`

const notArrived = sql`delivery.status in ('BOUNCED', 'FAILED', 'SKIPPED_NO_ADDRESS')`

/** Over `interview`. */
const hasProposal = sql`exists (select from invitation
  join invitation_answer answer on answer.company_id = invitation.company_id and answer.invitation_id = invitation.id
  where invitation.company_id = interview.company_id and invitation.interview_id = interview.id and ${standingProposal})`

/**
 * What needs somebody now, what cannot wait first: people who wait, then what lies ahead by its start, then what was left
 * undone, the oldest first. Nothing of it is stored: each part is what a table says at this moment, found by an index of
 * its own, and none of them looks at more than what is live, or is news.
 * @param actor whose rights decide; interviewers are asked what they can do something about
 * @param now the database's clock, ISO 8601
 */
export function attentionList(companyId: string, actor: Staff, now: string): List<AttentionRow> {
  const recruits = actor.role !== 'INTERVIEWER'
  const at = sql`${now}::timestamptz`
  const hours = (count: number) => sql`${at} + ${count} * interval '1 hour'`
  const own = sql`interview.company_id = ${companyId}`
  const liesAhead = sql`interview.status = 'SCHEDULED' and interview.starts_at > ${at}`
  const ofInterview = { interviewId: sql`interview.id` }
  const ahead = { ...ofInterview, rank: 1, dueAt: sql`interview.starts_at`, from: sql`interview` } as const

  const branches: Branch[] = [
    {
      ...ofInterview,
      kind: 'NO_SHOW_SUGGESTED',
      rank: 0,
      dueAt: sql`interview.starts_at`,
      from: sql`interview`,
      where: [own, isNoShowSuggested(now), ...visibleInterviews(actor)],
    },
    {
      ...ofInterview,
      kind: 'SCORECARD_OWED',
      rank: 2,
      dueAt: sql`interview.ends_at`,
      from: sql`interview join interview_interviewer mine on mine.company_id = interview.company_id
        and mine.interview_id = interview.id and mine.interviewer_id = ${actor.id}`,
      where: [own, owesScorecard(sql`${actor.id}`)],
    },
    ...(recruits
      ? ([
          {
            ...ahead,
            kind: 'TIME_PROPOSED',
            from: sql`(select distinct interview.id, interview.starts_at from invitation_answer answer
              join invitation on invitation.company_id = answer.company_id and invitation.id = answer.invitation_id
              join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
              where answer.company_id = ${companyId} and answer.proposed_starts_at is not null
                and answer.outcome = 'APPLIED' and answer.settled_as is null
                and answer.recorded_at > ${at} - ${newsDays} * interval '1 day' and ${standingProposal}) interview`,
            where: [sql`true`],
          },
          {
            ...ahead,
            kind: 'DECLINED',
            where: [own, liesAhead, sql`interview.rsvp = 'DECLINED'`, sql`not ${hasProposal}`],
          },
          {
            ...ahead,
            kind: 'UNANSWERED',
            from: sql`interview
              join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
                and invitation.candidate_id is not null and invitation.ended_at is null
              join delivery on delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id`,
            where: [
              own,
              liesAhead,
              sql`interview.starts_at <= ${hours(answerMattersHours)}`,
              sql`interview.rsvp = 'NEEDS_ACTION' and interview.candidate_arrival is null`,
              sql`delivery.status = 'SENT' and delivery.kind <> 'REMINDER'`,
              sql`delivery.sent_at <= ${at} - ${answerPatienceMinutes} * interval '1 minute'`,
              isNewest(sql`later.invitation_id = delivery.invitation_id`),
              sql`not ${hasProposal}`,
            ],
          },
          {
            ...ahead,
            kind: 'EMAIL_IN_TROUBLE',
            deliveryId: sql`delivery.id`,
            from: sql`delivery
              join invitation on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
              join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id`,
            where: [
              sql`delivery.company_id = ${companyId}`,
              notArrived,
              sql`delivery.kind <> 'REMINDER' and delivery.queued_at > ${at} - ${newsDays} * interval '1 day'`,
              sql`interview.starts_at > ${at}`,
              // Who has no address got the link another way, if they have opened it.
              sql`(delivery.status <> 'SKIPPED_NO_ADDRESS' or interview.page_opened_at is null)`,
              isNewest(sql`later.invitation_id = delivery.invitation_id`),
            ],
          },
          {
            kind: 'EMAIL_IN_TROUBLE',
            rank: 2,
            dueAt: sql`delivery.queued_at`,
            deliveryId: sql`delivery.id`,
            from: sql`delivery`,
            where: [
              sql`delivery.company_id = ${companyId}`,
              notArrived,
              sql`delivery.invitation_id is null and delivery.candidate_id is not null`,
              sql`delivery.queued_at > ${at} - ${looseNewsDays} * interval '1 day'`,
              isNewest(
                sql`later.candidate_id = delivery.candidate_id and later.application_id = delivery.application_id`,
              ),
            ],
          },
          {
            ...ahead,
            kind: 'NOBODY_MEETS',
            where: [
              own,
              liesAhead,
              sql`interview.starts_at <= ${hours(panelMattersHours)} and interview.mode <> 'SELF_GUIDED'`,
              sql`not exists (select from interview_interviewer held
                where held.company_id = interview.company_id and held.interview_id = interview.id)`,
            ],
          },
          {
            ...ofInterview,
            kind: 'END_UNTOLD',
            rank: 2,
            dueAt: sql`interview.ends_at`,
            from: sql`interview`,
            where: [
              own,
              sql`interview.status in ('SCHEDULED', 'IN_PROGRESS') and interview.mode <> 'SELF_GUIDED'`,
              sql`interview.starts_at < ${at} and interview.ends_at <= ${at}`,
              sql`(interview.status = 'IN_PROGRESS' or interview.candidate_arrival = 'HERE')`,
            ],
          },
        ] satisfies Branch[])
      : []),
  ]

  const id = sql`attention.kind || ':' || coalesce(attention.delivery_id, attention.interview_id)`
  return {
    select: sql<AttentionRow>`${id} as id, attention.kind, attention.due_at as "dueAt",
      attention.interview_id as "interviewId", attention.delivery_id as "deliveryId"`,
    from: sql`(${sql.join(branches.map(select), sql` union all `)}) attention`,
    where: [],
    order: [
      { column: sql`attention.rank`, cast: 'integer' },
      { column: sql`attention.due_at`, cast: 'timestamptz' },
      { column: id, cast: 'text' },
    ],
  }
}
