import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { AlreadyScheduled } from '../booking/booking.types.ts'
import { NotTriedYet } from '../booking/change-interviews.types.ts'
import { ApplicationIsDecided, ApplicationIsNotPending, DecisionNeedsReason } from '../candidates/candidate.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { applicationAction, type ApplicationAction, type ApplicationChange } from './change-applications.ts'

const ApplicationActionEnum = enumOf(
  applicationAction,
  'ApplicationAction',
  'What can be done to several applications at once.',
  {
    APPROVE: 'As `decideApplication` with APPROVED.',
    REJECT: 'As `decideApplication` with REJECTED.',
    WITHDRAW: 'As `withdrawApplication`.',
    INVITE_TO_CHOOSE: 'As `inviteToChoose` for the next round, for as many days as is usual in the company.',
  },
)

@InputType({ description: 'Which applications are changed, and how.' })
export class ChangeApplicationsInput {
  @Field(() => [ID], { description: 'Which ones, at most 100, each of them once.' })
  applicationIds!: string[]

  @Field(() => ApplicationActionEnum, { description: 'What is done to each.' })
  action!: ApplicationAction

  @Field(() => String, {
    nullable: true,
    description:
      'Why; a decision needs it where no interview is completed yet. Up to 2000 characters; for the company only.',
  })
  reason?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a decision: whether the candidates are told by email. Not unless it is asked for.',
  })
  notifyCandidate?: boolean | null
}

export const ApplicationChangeRefusal = createUnionType({
  name: 'ApplicationChangeRefusal',
  description: 'Why an application is not changed with the others.',
  types: () =>
    [ApplicationIsDecided, DecisionNeedsReason, ApplicationIsNotPending, AlreadyScheduled, NotTriedYet] as const,
  resolveType: byKind,
})

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('ApplicationChange', { description: 'What became, or would become, of one of several applications.' })
export class ApplicationChangeType implements Pick<ApplicationChange<never>, 'refusal'> {
  @Field(() => ApplicationChangeRefusal, { nullable: true, description: 'Why it is not changed; null where it is.' })
  refusal!: ApplicationChange<never>['refusal']

  /** Not a field: which application to show. */
  applicationId!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('ApplicationChanges', { description: 'What became, or would become, of several applications.' })
export class ApplicationChangesType {
  @Field(() => Boolean, { description: 'Whether it was done; false after a dry run.' })
  isDone!: boolean

  @Field(() => [ApplicationChangeType], { description: 'Each of them, in the order in which they were named.' })
  changes!: ApplicationChangeType[]
}

export const PlanApplicationChangesResult = createUnionType({
  name: 'PlanApplicationChangesResult',
  description: 'What `planApplicationChanges` answers.',
  types: () => [ApplicationChangesType, InvalidInput] as const,
  resolveType: byKind,
})

export const ChangeApplicationsResult = createUnionType({
  name: 'ChangeApplicationsResult',
  description: 'What `changeApplications` answers.',
  types: () => [ApplicationChangesType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
