import { sql, type RawBuilder } from 'kysely'
import { decidedStatus } from '../candidates/application.rules.ts'

/**
 * Whether somebody's scorecard of an interview is missing for a decision: nothing is decided yet, and theirs is not in.
 * A condition over rows that are called `interview`.
 * @param person the SQL that stands for their id
 */
export const lacksScorecard = (person: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`exists (select from application undecided where undecided.company_id = interview.company_id
      and undecided.id = interview.application_id and undecided.status <> all(${[...decidedStatus]}))
    and not exists (select from scorecard own where own.company_id = interview.company_id
      and own.interview_id = interview.id and own.author_id = ${person} and own.submitted_at is not null)`

/** Whether somebody who met the candidate owes it: the same of an interview that was held. */
export const owesScorecard = (person: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`interview.status = 'COMPLETED' and ${lacksScorecard(person)}`
