import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'

/** What has happened to an application, as it would stand in the tables. Instants are ISO 8601. */
export interface PastApplication {
  /** Ada, who has no address, where nothing is said. */
  candidate?: { name: string; email: string }
  jobId: string
  status: string
  createdAt: string
  interviews: PastInterview[]
  /** Emails about the application alone. */
  emails?: PastEmail[]
}

export interface PastInterview {
  round: number
  status: string
  /** By phone where nothing is said. */
  mode?: string
  kitVersionId?: string | null
  createdAt: string
  startsAt: string
  minutes: number
  rsvp?: string
  rsvpAt?: string | null
  interviewerIds?: string[]
  /** When it was moved; to another time unless only its slot changed. */
  moves?: { at: string; onlySlot?: boolean }[]
  emails?: PastEmail[]
  scorecards?: PastScorecard[]
}

export interface PastEmail {
  kind: string
  status: string
  queuedAt: string
  errorCode?: string | null
}

export interface PastScorecard {
  authorId: string
  /** In their order; a draft is not submitted. */
  versions: {
    submitted: boolean
    recommendation: string
    /** By criterion. */
    scores: Record<string, number | 'NOT_SEEN'>
  }[]
}

/**
 * Writes a history straight into the tables, past every rule: what is over cannot be arranged any more. For the demo and
 * for stories that look back.
 */
export async function writeHistory(
  database: Database,
  companyId: string,
  applications: readonly PastApplication[],
): Promise<void> {
  const rows: Record<string, object[]> = {}
  const add = (table: string, row: object) => (rows[table] ??= []).push({ company_id: companyId, ...row })
  const addEmail = (owner: { candidate_id: string; application_id: string; invitation_id: string | null }) =>
    function one({ kind, status, queuedAt, errorCode = null }: PastEmail) {
      const id = newId()
      const sentAt = status === 'SENT' || status === 'BOUNCED' ? queuedAt : null
      add('delivery', {
        ...owner,
        id,
        kind,
        status,
        sequence: 0,
        attempts: 0,
        email_key: id,
        message_id: id,
        queued_at: queuedAt,
        sent_at: sentAt,
        error_code: errorCode,
      })
    }
  for (const application of applications) {
    const [candidateId, applicationId] = [newId(), newId()]
    add('candidate', {
      id: candidateId,
      name: application.candidate?.name ?? 'Ada',
      email: application.candidate?.email ?? null,
      time_zone: 'UTC',
      language: 'EN',
      created_at: application.createdAt,
    })
    add('application', {
      id: applicationId,
      candidate_id: candidateId,
      job_id: application.jobId,
      status: application.status,
      created_at: application.createdAt,
    })
    application.emails?.forEach(
      addEmail({ candidate_id: candidateId, application_id: applicationId, invitation_id: null }),
    )
    for (const past of application.interviews) {
      const [interviewId, invitationId] = [newId(), newId()]
      const endsAt = new Date(Date.parse(past.startsAt) + past.minutes * 60_000).toISOString()
      add('interview', {
        id: interviewId,
        application_id: applicationId,
        round: past.round,
        status: past.status,
        mode: past.mode ?? 'PHONE',
        kit_version_id: past.kitVersionId ?? null,
        starts_at: past.startsAt,
        ends_at: endsAt,
        time_zone: 'UTC',
        rsvp: past.rsvp ?? 'NEEDS_ACTION',
        rsvp_at: past.rsvpAt ?? null,
        access_key_version: 1,
        created_at: past.createdAt,
        updated_at: past.createdAt,
      })
      for (const interviewer_id of past.interviewerIds ?? [])
        add('interview_interviewer', { interview_id: interviewId, interviewer_id, rsvp: 'NEEDS_ACTION' })
      for (const { at, onlySlot = false } of past.moves ?? [])
        add('interview_move', {
          id: newId(),
          interview_id: interviewId,
          at,
          actor_kind: 'STAFF',
          // Any other time.
          from_starts_at: onlySlot ? past.startsAt : new Date(Date.parse(past.startsAt) - 86_400_000).toISOString(),
          from_ends_at: endsAt,
          to_starts_at: past.startsAt,
          to_ends_at: endsAt,
        })
      if (past.emails?.length) {
        add('invitation', {
          id: invitationId,
          interview_id: interviewId,
          candidate_id: candidateId,
          calendar_uid: invitationId,
          sequence: 0,
          time_sequence: 0,
          created_at: past.createdAt,
        })
        past.emails.forEach(
          addEmail({ candidate_id: candidateId, application_id: applicationId, invitation_id: invitationId }),
        )
      }
      for (const { authorId, versions } of past.scorecards ?? []) {
        const scorecardId = newId()
        add('scorecard', {
          id: scorecardId,
          interview_id: interviewId,
          author_id: authorId,
          revision: versions.length,
          submitted_at: versions.some(({ submitted }) => submitted) ? endsAt : null,
          created_at: endsAt,
        })
        versions.forEach(({ submitted, recommendation, scores }, index) => {
          add('scorecard_version', {
            scorecard_id: scorecardId,
            number: index + 1,
            recommendation,
            saved_at: endsAt,
            submitted_at: submitted ? endsAt : null,
          })
          for (const [criterionId, score] of Object.entries(scores))
            add('scorecard_score', {
              scorecard_id: scorecardId,
              number: index + 1,
              criterion_id: criterionId,
              score: score === 'NOT_SEEN' ? null : score,
              not_seen: score === 'NOT_SEEN',
            })
        })
      }
    }
  }
  for (const table of [
    'candidate',
    'application',
    'interview',
    'interview_interviewer',
    'interview_move',
    'invitation',
    'delivery',
    'scorecard',
    'scorecard_version',
    'scorecard_score',
  ]) {
    const some = rows[table]
    if (!some) continue
    const columns = Object.keys(some[0]!).join(', ')
    await ask(
      database,
      sql`insert into ${sql.table(table)} (${sql.raw(columns)})
        select ${sql.raw(columns)} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(some)}::jsonb)`,
    )
  }
}
