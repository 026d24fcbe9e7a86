import { Extensions, Field, ObjectType, createUnionType } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { moveRefusals } from './booking.types.ts'
import type { InterviewState } from './change-plan.ts'
import { InterviewStateType } from './change-interviews.types.ts'
import type { ReschedulePlan } from './plan-reschedule.ts'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('ReschedulePlan', { description: 'What would become of an interview that is moved. Nothing was done.' })
export class ReschedulePlanType implements Omit<ReschedulePlan<never>, 'kind' | 'emails'> {
  @Field(() => InterviewStateType, { description: 'How it is.' })
  before!: InterviewState

  @Field(() => InterviewStateType, { description: 'How it would be then.' })
  after!: InterviewState
}

export const PlanRescheduleResult = createUnionType({
  name: 'PlanRescheduleResult',
  description: 'What `planReschedule` answers: what would be done, or why it would be refused.',
  types: () => [ReschedulePlanType, ...moveRefusals] as const,
  resolveType: byKind,
})
