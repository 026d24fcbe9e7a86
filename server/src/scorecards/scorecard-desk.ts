import { sql } from 'kysely'
import { readKitOfInterview } from '../interviews/kit-of-interview.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import type { Criterion } from '../kits/kit.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import type { Actor, Transaction } from '../shared/use-case.ts'
import {
  whyNotWrite,
  type Recommendation,
  type Score,
  type ScorecardContent,
  type WriteRefusal,
} from './scorecard.rules.ts'

/** Where somebody writes their scorecard of one interview: what there is of it, and by what they judge. */
export interface ScorecardDesk {
  interviewId: string
  authorId: string
  scorecardId: string
  isNew: boolean
  revision: number
  /** When it was submitted for the first time. */
  submittedAt: Date | null
  /** Number of the newest version, 0 where there is none. */
  lastNumber: number
  /** Number of the draft. */
  draft: number | null
  /** What counts by now. */
  submitted: (ScorecardContent & { number: number }) | null
  kit: { versionId: string; criteria: readonly Criterion[] } | null
}

interface InterviewRow {
  status: InterviewStatus
  startsAt: string
  isOnPanel: boolean
}

interface VersionRow {
  scorecardId: string
  revision: number
  firstSubmittedAt: string | null
  number: number | null
  recommendation: Recommendation | null
  words: string | null
  submittedAt: string | null
  scores: Score[]
}

/**
 * Opens the desk of who acts, with the interview locked: nobody completes it, moves it or changes who meets the
 * candidate meanwhile, and their own windows come one after another.
 * @param criterionIds what they say something by
 * @throws NOT_FOUND for an interview or a criterion of none that they may know of
 */
export async function openDesk(
  tx: Transaction,
  interviewId: string,
  criterionIds: readonly string[] = [],
): Promise<ScorecardDesk | WriteRefusal> {
  const { companyId, actor } = tx
  if (actor.kind !== 'STAFF' || ![interviewId, ...criterionIds].every(looksLikeId)) throw notFound()
  const [[interview], versions, kit] = await Promise.all([
    tx.rows(sql<InterviewRow>`select status, starts_at as "startsAt",
        exists (select from interview_interviewer held where held.company_id = interview.company_id
          and held.interview_id = interview.id and held.interviewer_id = ${actor.id}) as "isOnPanel"
      from interview where company_id = ${companyId} and id = ${interviewId} for no key update`),
    tx.rows(versionsOf(companyId, interviewId, actor)),
    readKitOfInterview(tx, interviewId),
  ])
  // Who only interviews knows of no other interview than theirs.
  if (!interview || (!interview.isOnPanel && actor.role === 'INTERVIEWER')) throw notFound()
  const foreign = criterionIds.filter((id) => !kit?.criteria.some((criterion) => criterion.id === id))
  if (!(await areCriteria(tx, foreign))) throw notFound()
  const refusal = whyNotWrite({ ...interview, startsAt: new Date(interview.startsAt) }, interview.isOnPanel, tx.now)
  if (refusal) return refusal
  const submitted = versions.find((version) => version.submittedAt)
  return {
    interviewId,
    authorId: actor.id,
    scorecardId: versions[0]?.scorecardId ?? newId(),
    isNew: versions.length === 0,
    revision: versions[0]?.revision ?? 0,
    submittedAt: versions[0]?.firstSubmittedAt ? new Date(versions[0].firstSubmittedAt) : null,
    lastNumber: versions[0]?.number ?? 0,
    draft: versions.find((version) => version.number !== null && !version.submittedAt)?.number ?? null,
    submitted: submitted ? { ...submitted, number: submitted.number! } : null,
    kit: kit && { versionId: kit.id, criteria: kit.criteria },
  }
}

/** Whether each of these is a criterion of some kit of the company. */
async function areCriteria(tx: Transaction, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const unknown = await tx.rows(sql`select from unnest(${ids}::text[]) as asked(id)
    where not exists (select from kit_version where kit_version.company_id = ${tx.companyId}
      and kit_version.criteria @> jsonb_build_array(jsonb_build_object('id', asked.id))) limit 1`)
  return unknown.length === 0
}

export const isRefused = (desk: ScorecardDesk | WriteRefusal): desk is WriteRefusal => 'kind' in desk

/** Every version of one person's scorecard, the newest first; one row without a version where all are gone. */
const versionsOf = (companyId: string, interviewId: string, author: Extract<Actor, { kind: 'STAFF' }>) =>
  sql<VersionRow>`select scorecard.id as "scorecardId", scorecard.revision,
      scorecard.submitted_at as "firstSubmittedAt", version.number, version.recommendation, version.words,
      version.submitted_at as "submittedAt",
      (select coalesce(json_agg(json_build_object('criterionId', said.criterion_id, 'score', said.score,
          'notSeen', said.not_seen, 'words', said.words)), '[]')
        from scorecard_score said where said.company_id = scorecard.company_id
          and said.scorecard_id = scorecard.id and said.number = version.number) as scores
    from scorecard
    left join scorecard_version version
      on version.company_id = scorecard.company_id and version.scorecard_id = scorecard.id
    where scorecard.company_id = ${companyId} and scorecard.interview_id = ${interviewId}
      and scorecard.author_id = ${author.id}
    order by version.number desc nulls last limit 2`
