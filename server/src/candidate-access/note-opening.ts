import { sql } from 'kysely'
import { z } from 'zod'
import { useCase } from '../shared/use-case.ts'

/** Notes when a candidate's page was first opened with its key. */
export const makeNoteOpening = useCase(
  'noteOpening',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }) => {
    const noted = await tx.rows(sql`update interview set page_opened_at = ${tx.now}
    where company_id = ${tx.companyId} and id = ${interviewId} and page_opened_at is null returning id`)
    if (noted.length > 0) tx.record({ name: 'PageOpened', about: { type: 'Interview', id: interviewId } })
    return { kind: 'Noted' as const }
  },
)
