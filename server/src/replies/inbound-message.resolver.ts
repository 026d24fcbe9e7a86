import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { candidateById } from '../candidates/candidate-by-id.ts'
import { CandidateType } from '../candidates/candidate.types.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { InterviewType, interviewById } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { idOrNobody } from '../shared/id.ts'
import {
  ApplyInboundMessageResult,
  DismissInboundMessageResult,
  InboundMessageConnection,
  InboundMessageFilter,
  InboundMessageType,
  RestoreInboundMessageResult,
  SettleMessageInput,
  inboundMessageById,
  inboundMessageList,
  type InboundMessageRow,
} from './inbound-message.types.ts'
import type { makeApplyMessage, makeDismissMessage, makeRestoreMessage } from './settle-message.ts'

const theMessage = ({ reading }: Context, { id }: { id: string }) => inboundMessageById(reading).load(id)

@Resolver(() => InboundMessageType)
export class InboundMessageResolver {
  constructor(
    private readonly replies: {
      applyInboundMessage: ReturnType<typeof makeApplyMessage>
      dismissInboundMessage: ReturnType<typeof makeDismissMessage>
      restoreInboundMessage: ReturnType<typeof makeRestoreMessage>
    },
  ) {}

  @Extensions(orToken(recruiting, 'CONTACT'))
  @Query(() => InboundMessageConnection, {
    description: 'Emails that came to addresses of the company within the last 30 days, the newest first.',
  })
  async inboundMessages(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => InboundMessageFilter, { nullable: true, description: 'Which of them.' })
    filter?: InboundMessageFilter | null,
  ) {
    const { status, kind, interviewId } = filter ?? {}
    const where = [
      ...(status ? [sql`message.status = any(${status})`] : []),
      ...(kind ? [sql`message.kind = any(${kind})`] : []),
      ...(interviewId != null ? [sql`invitation.interview_id = ${idOrNobody(interviewId)}`] : []),
    ]
    return toConnection(await readPage(reading, inboundMessageList(reading.companyId, where), page))
  }

  @FieldResolver(() => CandidateType, { nullable: true, description: 'The candidate to whose address it came.' })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: InboundMessageRow) {
    return candidateId && candidateById(reading).load(candidateId)
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: 'The staff member to whose address it came.' })
  staffMember(@Ctx() { reading }: Context, @Root() { staffMemberId }: InboundMessageRow) {
    return staffMemberId && staffMemberById(reading).load(staffMemberId)
  }

  @FieldResolver(() => InterviewType, {
    nullable: true,
    description: 'The interview it is about, where that is known.',
  })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: InboundMessageRow) {
    return interviewId && interviewById(reading).load(interviewId)
  }

  @Extensions(recruiting)
  @Mutation(() => ApplyInboundMessageResult, {
    description:
      'Lets an answer count that was not believed by itself. The rules of time still hold: it may answer an old time, and is NOTED then.',
  })
  async applyInboundMessage(
    @Ctx() context: Context,
    @Arg('input', () => SettleMessageInput) input: SettleMessageInput,
  ) {
    const answer = await this.replies.applyInboundMessage(context.actor, input)
    return present(context, answer, 'InboundMessage', theMessage)
  }

  @Extensions(recruiting)
  @Mutation(() => DismissInboundMessageResult, {
    description: 'Tells that somebody has looked at it; nothing follows.',
  })
  async dismissInboundMessage(
    @Ctx() context: Context,
    @Arg('input', () => SettleMessageInput) input: SettleMessageInput,
  ) {
    const answer = await this.replies.dismissInboundMessage(context.actor, input)
    return present(context, answer, 'InboundMessage', theMessage)
  }

  @Extensions(recruiting)
  @Mutation(() => RestoreInboundMessageResult, {
    description: 'Takes `dismissInboundMessage` back: the message waits for somebody again.',
  })
  async restoreInboundMessage(
    @Ctx() context: Context,
    @Arg('input', () => SettleMessageInput) input: SettleMessageInput,
  ) {
    const answer = await this.replies.restoreInboundMessage(context.actor, input)
    return present(context, answer, 'InboundMessage', theMessage)
  }
}
