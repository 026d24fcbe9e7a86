import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import { CompanyType, companyById } from '../companies/company.types.ts'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import {
  MailQueueType,
  MailSettingsType,
  TryMailQueueNowInput,
  TryMailQueueNowResult,
  UpdateMailSettingsInput,
  UpdateMailSettingsResult,
  readMailQueue,
  readMailSettings,
} from './mail-queue.types.ts'
import type { makeTryMailQueueNow } from './try-mail-queue-now.ts'
import type { makeUpdateMailSettings } from './update-mail-settings.ts'

@Resolver(() => MailQueueType)
export class MailQueueResolver {
  constructor(private readonly mail: { tryMailQueueNow: ReturnType<typeof makeTryMailQueueNow> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => MailQueueType, { description: 'Whether emails leave, and how many wait.' })
  mailQueue(@Ctx() { reading }: Context) {
    return readMailQueue(reading)
  }

  @FieldResolver(() => CompanyType, { description: 'Whose emails are counted.' })
  company(@Ctx() { reading }: Context) {
    return companyById(reading).load(reading.companyId)
  }

  @Extensions(adminOnly)
  @Mutation(() => TryMailQueueNowResult, {
    description: 'Has the mail server tried now where the queue is paused, and not at the next minute.',
  })
  async tryMailQueueNow(
    @Ctx() context: Context,
    @Arg('input', () => TryMailQueueNowInput) input: TryMailQueueNowInput,
  ) {
    const answer = await this.mail.tryMailQueueNow(context.actor, input)
    return present(context, answer, 'MailQueue', ({ reading }) => readMailQueue(reading))
  }
}

@Resolver(() => MailSettingsType)
export class MailSettingsResolver {
  constructor(private readonly mail: { updateMailSettings: ReturnType<typeof makeUpdateMailSettings> }) {}

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Query(() => MailSettingsType, { description: 'What the company says about its emails.' })
  mailSettings(@Ctx() { reading }: Context) {
    return readMailSettings(reading)
  }

  @FieldResolver(() => CompanyType, { description: 'Whose they are.' })
  company(@Ctx() { reading }: Context) {
    return companyById(reading).load(reading.companyId)
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateMailSettingsResult, {
    description: 'Changes for how long it is kept to whom emails went. What is older is emptied within the hour.',
  })
  async updateMailSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateMailSettingsInput) input: UpdateMailSettingsInput,
  ) {
    const answer = await this.mail.updateMailSettings(context.actor, input)
    return present(context, answer, 'MailSettings', ({ reading }) => readMailSettings(reading))
  }
}
