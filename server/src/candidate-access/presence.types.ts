import { sql } from 'kysely'
import { Extensions, Field, ObjectType } from 'type-graphql'
import { orToken, staff } from '../shared/graphql/access.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { manyByKey } from '../shared/loader.ts'
import { expectedColumns, holdColumns, type ExpectedRow, type HoldRow } from './note-presence.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('CandidatePresence', {
  description:
    'Whether the candidate’s page is open in somebody’s browser, known by its live connection. It says nothing of who looks at it.',
})
export class CandidatePresenceType {
  @Field(() => Boolean, { description: 'Whether it is. A reload, or a change of network, does not interrupt it.' })
  isPageOpen!: boolean

  @Field(() => DateTime, {
    description: 'Since when it has been open without a break; where it is not, when it was last.',
  })
  since!: Date

  @Field(() => Boolean, {
    description:
      'Where it is not: whether the browser ended the connection with a word, as it does when the page is closed (RFC 6455 section 7.4.1, codes 1000 and 1001). False where the connection was lost without one.',
  })
  saidGoodbye!: boolean
}

/** What processes say of the pages of interviews that the asker may see. */
export const holdsOfInterview = manyByKey<HoldRow & ExpectedRow>(
  (reading, ids) =>
    reading.rows(sql`select ${holdColumns}, ${expectedColumns} from candidate_presence
      join interview on interview.company_id = candidate_presence.company_id
        and interview.id = candidate_presence.interview_id
      join company on company.id = interview.company_id
      where candidate_presence.company_id = ${reading.companyId} and candidate_presence.interview_id = any(${ids})`),
  (row) => row.interviewId,
)
