import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { liveStatus } from '../interviews/interview.rules.ts'
import { InterviewType, type InterviewRow } from '../interviews/interview.types.ts'
import type { Context } from '../shared/graphql/context.ts'
import { expectation, holdOf } from './note-presence.ts'
import { presenceOf, type Presence } from './presence.rules.ts'
import { CandidatePresenceType, holdsOfInterview } from './presence.types.ts'

@Resolver(() => InterviewType)
export class PresenceResolver {
  @FieldResolver(() => CandidatePresenceType, {
    nullable: true,
    description:
      'Whether the candidate is on their page, told from the opening of the lobby until the interview is over. Null outside that time, and where the page has not been open in it.',
  })
  async presence(@Ctx() { reading }: Context, @Root() { id, status }: InterviewRow): Promise<Presence | null> {
    if (!liveStatus.some((live) => live === status)) return null
    const [holds, now] = await Promise.all([holdsOfInterview(reading).load(id), reading.now()])
    const [row] = holds
    if (!row) return null
    const { isExpected, opensAt } = expectation(row, now)
    return isExpected ? presenceOf(holds.map(holdOf), opensAt, now) : null
  }
}
