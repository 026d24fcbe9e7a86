import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { ApplicationType, type ApplicationRow } from '../candidates/candidate.types.ts'
import { forRecruiters, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { URL } from '../shared/graphql/scalars.ts'
import type { makeInviteToChoose } from './invite-to-choose.ts'
import type { makeRevokeSchedulingLink } from './revoke-scheduling-link.ts'
import { hasEnded, statusOfLink } from './scheduling-link.rules.ts'
import {
  InviteToChooseInput,
  InviteToChooseResult,
  RevokeSchedulingLinkInput,
  RevokeSchedulingLinkResult,
  SchedulingLinkStatusEnum,
  SchedulingLinkType,
  schedulingLinkById,
  schedulingLinksOfApplication,
  type SchedulingLinkRow,
} from './scheduling-link.types.ts'
import type { SchedulingUrl } from './scheduling-url.ts'

const load = ({ reading }: Context, { id }: { id: string }) => schedulingLinkById(reading).load(id)

const factsOf = ({ expiresAt, revokedAt }: SchedulingLinkRow) => ({
  expiresAt: new Date(expiresAt),
  revokedAt: revokedAt ? new Date(revokedAt) : null,
})

@Resolver(() => SchedulingLinkType)
export class SchedulingLinkResolver {
  constructor(
    private readonly links: {
      inviteToChoose: ReturnType<typeof makeInviteToChoose>
      revokeSchedulingLink: ReturnType<typeof makeRevokeSchedulingLink>
    },
    private readonly urlOf: SchedulingUrl,
  ) {}

  @FieldResolver(() => SchedulingLinkStatusEnum, { description: 'What it is good for at this moment.' })
  async status(@Ctx() { reading }: Context, @Root() link: SchedulingLinkRow) {
    return statusOfLink(factsOf(link), link.hasInterview, await reading.now())
  }

  @Extensions(orToken(forRecruiters, 'SCHEDULE'))
  @FieldResolver(() => URL, {
    nullable: true,
    description: 'The link itself, for handing it over another way; null where it has ended.',
  })
  async url(@Ctx() { reading }: Context, @Root() link: SchedulingLinkRow) {
    return hasEnded(factsOf(link), await reading.now()) ? null : this.urlOf(link)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => InviteToChooseResult, {
    description:
      'Lets a candidate choose the time of a round themselves: the link works for some days and goes out by email. Where it works already it is the same link with a new end. Without an address nothing is sent, and the link is here to be handed over.',
  })
  async inviteToChoose(@Ctx() context: Context, @Arg('input', () => InviteToChooseInput) input: InviteToChooseInput) {
    return present(context, await this.links.inviteToChoose(context.actor, input), 'SchedulingLink', load)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => RevokeSchedulingLinkResult, {
    description: 'Ends a choose-a-slot link at once. An interview that was chosen by it stays.',
  })
  async revokeSchedulingLink(
    @Ctx() context: Context,
    @Arg('input', () => RevokeSchedulingLinkInput) input: RevokeSchedulingLinkInput,
  ) {
    return present(context, await this.links.revokeSchedulingLink(context.actor, input), 'SchedulingLink', load)
  }
}

@Resolver(() => ApplicationType)
export class SchedulingLinkOfApplicationResolver {
  @Extensions(orToken(forRecruiters, 'READ'))
  @FieldResolver(() => SchedulingLinkType, {
    nullable: true,
    description:
      'By which the candidate chooses the time of the latest round that has such a link; null where none was given, and to interviewers.',
  })
  async schedulingLink(@Ctx() { reading }: Context, @Root() { id }: ApplicationRow) {
    const [latest] = await schedulingLinksOfApplication(reading).load(id)
    return latest ?? null
  }
}
