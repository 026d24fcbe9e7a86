import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { applicationById } from '../candidates/candidate-by-id.ts'
import { ApplicationType } from '../candidates/candidate.types.ts'
import type { PlannedEmail } from '../mail/planned-email.ts'
import { PlannedEmailType } from '../mail/planned-email.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { says } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { ApplicationChange, makeChangeApplications, makePlanApplicationChanges } from './change-applications.ts'
import {
  ApplicationChangeType,
  ChangeApplicationsInput,
  ChangeApplicationsResult,
  PlanApplicationChangesResult,
} from './change-applications.types.ts'

@Resolver(() => ApplicationChangeType)
export class ChangeApplicationsResolver {
  constructor(
    private readonly applications: {
      planApplicationChanges: ReturnType<typeof makePlanApplicationChanges<PlannedEmail>>
      changeApplications: ReturnType<typeof makeChangeApplications>
    },
  ) {}

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Query(() => PlanApplicationChangesResult, {
    description:
      'What `changeApplications` would do with the same input at this moment: each refusal, each email. Changes nothing.',
  })
  planApplicationChanges(
    @Ctx() { actor }: Context,
    @Arg('input', () => ChangeApplicationsInput) input: ChangeApplicationsInput,
  ) {
    return this.applications.planApplicationChanges(actor, input)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ChangeApplicationsResult, {
    description:
      'Changes all of several applications that can be changed, each by itself, and tells of each whether it was done or why not. It answers within a minute; what it had no time for is NotTriedYet.',
  })
  async changeApplications(
    @Ctx() context: Context,
    @Arg('input', () => ChangeApplicationsInput) input: ChangeApplicationsInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: says.idempotencyKey })
    idempotencyKey?: string | null,
  ) {
    const answer = await this.applications.changeApplications(context.actor, { ...input, idempotencyKey })
    await context.afresh()
    return answer
  }

  @FieldResolver(() => ApplicationType, { description: 'The application as it is now.' })
  application(@Ctx() { reading }: Context, @Root() { applicationId }: ApplicationChangeType) {
    return applicationById(reading).load(applicationId)
  }

  @FieldResolver(() => [PlannedEmailType], {
    description: 'The emails that would be queued; none where none is called for, and after it was done.',
  })
  emails(@Root() { emails }: ApplicationChange<PlannedEmail>) {
    return emails
  }
}
