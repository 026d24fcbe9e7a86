import { sql } from 'kysely'
import { keepKit } from '../interviews/kit-of-interview.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { ScorecardDesk } from './scorecard-desk.ts'
import { saysSomething, type ScorecardContent } from './scorecard.rules.ts'

/**
 * Writes what a scorecard says: into its draft, or as what counts from now on. The interview keeps its version of the
 * kit from the first word on, so that nobody judges by other criteria than the rest.
 */
export function writeVersion(
  tx: Transaction,
  desk: ScorecardDesk,
  content: ScorecardContent,
  what: 'DRAFT' | 'SUBMITTED',
): void {
  const { companyId: company_id, now } = tx
  const { scorecardId: scorecard_id, interviewId, kit } = desk
  const submittedAt = what === 'SUBMITTED' ? now : null
  if (kit) keepKit(tx, interviewId, kit.versionId)
  touch(tx, desk, submittedAt)
  const number = desk.draft ?? desk.lastNumber + 1
  tx.write(sql`insert into scorecard_version (company_id, scorecard_id, number, recommendation, words, saved_at,
      submitted_at)
    values (${company_id}, ${scorecard_id}, ${number}, ${content.recommendation}, ${content.words}, ${now},
      ${submittedAt})
    on conflict (company_id, scorecard_id, number) do update set recommendation = excluded.recommendation,
      words = excluded.words, saved_at = excluded.saved_at, submitted_at = excluded.submitted_at`)
  if (desk.draft) removeScores(tx, desk, number)
  tx.insert(
    'scorecard_score',
    ...content.scores.filter(saysSomething).map(({ criterionId, score, notSeen, words }) => ({
      company_id,
      scorecard_id,
      number,
      criterion_id: criterionId,
      score,
      not_seen: notSeen,
      words,
    })),
  )
}

/** Throws the draft away; what was submitted stays. */
export function removeDraft(tx: Transaction, desk: ScorecardDesk): void {
  if (!desk.draft) return
  touch(tx, desk, null)
  removeScores(tx, desk, desk.draft)
  tx.write(sql`delete from scorecard_version where company_id = ${tx.companyId}
    and scorecard_id = ${desk.scorecardId} and number = ${desk.draft}`)
}

const removeScores = (tx: Transaction, { scorecardId }: ScorecardDesk, number: number) =>
  tx.write(sql`delete from scorecard_score
    where company_id = ${tx.companyId} and scorecard_id = ${scorecardId} and number = ${number}`)

/** Every saving is one revision more. */
function touch(tx: Transaction, desk: ScorecardDesk, submittedAt: Date | null): void {
  const { companyId, now } = tx
  const revision = desk.revision + 1
  tx.write(
    desk.isNew
      ? sql`insert into scorecard (company_id, id, interview_id, author_id, revision, submitted_at, created_at)
          values (${companyId}, ${desk.scorecardId}, ${desk.interviewId}, ${desk.authorId}, ${revision},
            ${submittedAt}, ${now})`
      : sql`update scorecard set revision = ${revision}, submitted_at = coalesce(submitted_at, ${submittedAt})
          where company_id = ${companyId} and id = ${desk.scorecardId}`,
  )
}
