import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { adminOnly, orToken } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { makeCheckMail } from './ask-for-mail-check.ts'
import { CheckMailInput, CheckMailResult, MailCheckType, readMailCheck, type MailCheckRow } from './mail-check.types.ts'

@Resolver(() => MailCheckType)
export class MailCheckResolver {
  constructor(private readonly mail: { checkMail: ReturnType<typeof makeCheckMail> }) {}

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Query(() => MailCheckType, {
    nullable: true,
    description: "The company's newest look at the mail settings; null before the first one.",
  })
  mailCheck(@Ctx() { reading }: Context) {
    return readMailCheck(reading)
  }

  @FieldResolver(() => StaffMemberType, { description: 'Who asked for it.' })
  askedBy(@Ctx() { reading }: Context, @Root() { askedById }: MailCheckRow) {
    return staffMemberById(reading).load(askedById)
  }

  @Extensions(adminOnly)
  @Mutation(() => CheckMailResult, {
    description:
      'Has a worker look at the mail settings: connection and login, SPF, DKIM, DMARC, where answers go, and a test message. It answers at once; findings come by `mailCheckChanged`, within some three minutes.',
  })
  async checkMail(@Ctx() context: Context, @Arg('input', () => CheckMailInput) input: CheckMailInput) {
    const answer = await this.mail.checkMail(context.actor, input)
    return present(context, answer, 'MailCheck', ({ reading }, { id }) => readMailCheck(reading, id))
  }
}
