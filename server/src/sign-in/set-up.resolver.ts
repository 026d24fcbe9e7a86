import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { anyone, anyoneMayAsk } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Enter } from './enter.ts'
import type { makeSetUp } from './set-up.ts'
import { Installation, SetUpInput, SetUpResult } from './set-up.types.ts'

export interface SetUpTools {
  isSetUp(): Promise<boolean>
  setUp: ReturnType<typeof makeSetUp>
}

@Resolver()
export class SetUpResolver {
  constructor(
    private readonly tools: SetUpTools,
    private readonly enter: Enter,
  ) {}

  @Extensions(anyone)
  @Query(() => Installation, { description: 'This installation of Greenroom.' })
  async installation(): Promise<Installation> {
    return { isSetUp: await this.tools.isSetUp() }
  }

  @Extensions(anyoneMayAsk)
  @Mutation(() => SetUpResult, {
    description:
      'Founds the first company of an installation with its first administrator, and signs them in: sets the HttpOnly session cookie. Once there is a company it answers `InstallationIsSetUp`.',
  })
  async setUp(@Ctx() context: Context, @Arg('input', () => SetUpInput) input: SetUpInput) {
    const answer = await this.tools.setUp(input)
    // Who is too fast for the limit of sign-ins is set up all the same, and signs in by hand.
    return answer.kind === 'Founded' ? this.enter.withPassword(context, answer.email, input.password) : answer
  }
}
