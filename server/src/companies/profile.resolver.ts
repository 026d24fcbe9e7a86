import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql'
import { unauthenticated } from '../shared/errors.ts'
import { staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { UpdateProfileInput, UpdateProfileResult } from './profile.types.ts'
import type { makeUpdateProfile } from './update-profile.ts'
import { viewerOf } from './viewer-of.ts'

@Resolver()
export class ProfileResolver {
  constructor(private readonly useCases: { updateProfile: ReturnType<typeof makeUpdateProfile> }) {}

  @Extensions(staff)
  @Mutation(() => UpdateProfileResult, {
    description:
      'Lets somebody choose for themselves what they are called in the company, and by which clocks and in which language they read. Their other screens hear of it by `viewerChanged`.',
  })
  async updateProfile(@Ctx() context: Context, @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput) {
    const { asker } = context
    if (asker.kind !== 'STAFF') throw unauthenticated()
    return present(context, await this.useCases.updateProfile(asker, input), 'Viewer', () => viewerOf(context, asker))
  }
}
