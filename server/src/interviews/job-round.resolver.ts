import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { KitType, kitById } from '../kits/kit.types.ts'
import { JobType, jobById, type JobRow } from '../jobs/job.types.ts'
import { recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { JobRoundType, SetJobRoundsInput, SetJobRoundsResult } from './job-round.types.ts'
import { panelOf, roundsOfJob, type PlannedRound } from './planned-round.ts'
import type { makeSetJobRounds } from './set-job-rounds.ts'

@Resolver(() => JobRoundType)
export class JobRoundResolver {
  constructor(private readonly interviews: { setJobRounds: ReturnType<typeof makeSetJobRounds> }) {}

  @FieldResolver(() => [StaffMemberType], { description: 'Who meets the candidate: all of these people.' })
  interviewers(@Ctx() { reading }: Context, @Root() round: PlannedRound) {
    return staffMemberById(reading).loadMany(panelOf(round).all)
  }

  @FieldResolver(() => [[StaffMemberType]], { description: 'Pools: of each, any one person meets the candidate.' })
  anyOf(@Ctx() { reading }: Context, @Root() round: PlannedRound) {
    return panelOf(round).anyOf.map((ids) => staffMemberById(reading).loadMany(ids))
  }

  @FieldResolver(() => KitType, {
    nullable: true,
    description: 'What is asked in it, and by what interviewers judge.',
  })
  kit(@Ctx() { reading }: Context, @Root() { kitId }: PlannedRound) {
    return kitId ? kitById(reading).load(kitId) : null
  }

  @Extensions(recruiting)
  @Mutation(() => SetJobRoundsResult, {
    description: 'Says through which rounds applications for a job go. What is scheduled already stays as it is.',
  })
  async setJobRounds(@Ctx() context: Context, @Arg('input', () => SetJobRoundsInput) input: SetJobRoundsInput) {
    const answer = await this.interviews.setJobRounds(context.actor, input)
    return present(context, answer, 'Job', ({ reading }, { id }) => jobById(reading).load(id))
  }
}

@Resolver(() => JobType)
export class RoundsOfJobResolver {
  @FieldResolver(() => [JobRoundType], { description: 'The rounds its applications go through, in their order.' })
  rounds(@Ctx() { reading }: Context, @Root() { id }: JobRow) {
    return roundsOfJob(reading).load(id)
  }
}
