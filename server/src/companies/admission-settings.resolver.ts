import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql'
import { adminOnly, orToken } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { UpdateAdmissionSettingsInput, UpdateAdmissionSettingsResult } from './admission-settings.types.ts'
import { companyById } from './company.types.ts'
import type { makeUpdateAdmissionSettings } from './update-admission-settings.ts'

@Resolver()
export class AdmissionSettingsResolver {
  constructor(
    private readonly companies: { updateAdmissionSettings: ReturnType<typeof makeUpdateAdmissionSettings> },
  ) {}

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateAdmissionSettingsResult, {
    description:
      'Changes when the lobby opens, until when the room lets in, and when a no-show is suggested. It holds at once, for every interview that is not over.',
  })
  async updateAdmissionSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAdmissionSettingsInput) input: UpdateAdmissionSettingsInput,
  ) {
    const answer = await this.companies.updateAdmissionSettings(context.actor, input)
    return present(context, answer, 'Company', ({ reading }, { id }) => companyById(reading).load(id))
  }
}
