import { sql } from 'kysely'
import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import { noShowSuggestedSince } from '../interviews/no-show-suggested.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase } from '../shared/use-case.ts'

/**
 * The moment has come from which a no-show is suggested: dashboards hear of it, once for each such moment, however many
 * workers see it. Nothing else happens by itself.
 */
export const makeSuggestNoShow = useCase(
  'suggestNoShow',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }) => {
    const interview = await findAndLock(tx, Interview, interviewId)
    const [due] = await tx.rows(sql<{ isNews: boolean }>`select
        coalesce(since > coalesce(no_show_told_at, '-infinity'), false) as "isNews"
      from (select no_show_told_at, ${noShowSuggestedSince(tx.now.toISOString())} as since from interview
        where company_id = ${tx.companyId} and id = ${interview.id}) suggested`)
    if (!due!.isNews) return { kind: 'NothingToSuggest' as const }
    interview.noShowToldAt = tx.now
    tx.record({ name: 'NoShowSuggested', about: { type: 'Interview', id: interview.id } })
    return { kind: 'NoShowSuggested' as const }
  },
)
