import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import { CompanyType, companyById } from '../companies/company.types.ts'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Reading } from '../shared/reading.ts'
import { ReminderSettingsType, UpdateReminderSettingsInput, UpdateReminderSettingsResult } from './reminder.types.ts'
import { readReminderRules } from './reminders.ts'
import type { makeUpdateReminderSettings } from './update-reminder-settings.ts'

const settingsOf = async (reading: Reading): Promise<ReminderSettingsType> => ({
  id: reading.companyId,
  ...(await readReminderRules(reading)),
})

@Resolver(() => ReminderSettingsType)
export class ReminderSettingsResolver {
  constructor(private readonly mail: { updateReminderSettings: ReturnType<typeof makeUpdateReminderSettings> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => ReminderSettingsType, { description: 'When the company reminds people of their interviews.' })
  reminderSettings(@Ctx() { reading }: Context) {
    return settingsOf(reading)
  }

  @FieldResolver(() => CompanyType, { description: 'Whose they are.' })
  company(@Ctx() { reading }: Context) {
    return companyById(reading).load(reading.companyId)
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateReminderSettingsResult, {
    description: 'Says when the company reminds people of their interviews, from now on.',
  })
  async updateReminderSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateReminderSettingsInput) input: UpdateReminderSettingsInput,
  ) {
    const answer = await this.mail.updateReminderSettings(context.actor, input)
    return present(context, answer, 'ReminderSettings', ({ reading }) => settingsOf(reading))
  }
}
