import { sql } from 'kysely'
import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { readKitOfInterview } from '../interviews/kit-of-interview.ts'
import { findAndLock } from '../shared/find.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, languageOf, line } from '../shared/input.ts'
import type { Language } from '../shared/language.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { servicesFor, type OutsideService } from './consent.rules.ts'
import { lastConsents, offeredConsent } from './offered-consent.ts'

const input = z.object({ interviewId: z.string(), version: line(100), language: languageOf.nullish(), idempotencyKey })

export type ConsentRefusal = { kind: 'ConsentHasChanged' } | { kind: 'MoveIsNotAllowed'; status: InterviewStatus }

/** The candidate agrees to be recorded, in the words that they have read. Pressed again it changes nothing. */
export const makeGiveConsent = (tools: Tools, services: readonly OutsideService[]) =>
  useCase(
    'giveConsent',
    input,
    async (
      tx,
      { interviewId, version, language },
    ): Promise<ConsentRefusal | { kind: 'CandidateInterview'; id: string }> => {
      // Whatever is done in a room locks its interview first: nobody begins to record between looking and writing.
      const { id, status, mode } = await findAndLock(tx, Interview, interviewId)
      if (status !== 'SCHEDULED' && status !== 'IN_PROGRESS') return { kind: 'MoveIsNotAllowed', status }
      const kit = await readKitOfInterview(tx, id)
      const [offered, [last], [candidate]] = await Promise.all([
        offeredConsent(tx, servicesFor(services, kit?.questions ?? [])),
        tx.rows(lastConsents(tx.companyId, [id])),
        tx.rows(candidateOf(tx.companyId, id)),
      ])
      if (mode !== 'SELF_GUIDED' || offered.version !== version) return { kind: 'ConsentHasChanged' }
      if (last?.version !== version || last.withdrawnAt !== null) {
        const read = language ?? candidate!.language
        tx.insert('recording_consent', {
          company_id: tx.companyId,
          id: newId(),
          interview_id: id,
          version,
          language: read,
          text: offered.texts[read],
          records_video: offered.recordsVideo,
          kept_days: offered.keptDays,
          services: JSON.stringify(offered.services),
          given_at: tx.now,
        })
        tx.record({ name: 'ConsentGiven', about: { type: 'Interview', id }, fields: ['consent'] })
      }
      return { kind: 'CandidateInterview', id }
    },
  )(tools)

const candidateOf = (companyId: string, interviewId: string) =>
  sql<{ language: Language }>`select candidate.language from interview
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    where interview.company_id = ${companyId} and interview.id = ${interviewId}`
