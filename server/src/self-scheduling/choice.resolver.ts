import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import type { CandidateLink } from '../candidate-access/candidate-link.ts'
import { KnownFailure } from '../shared/errors.ts'
import { chooser, findsTime } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { toConnection } from '../shared/graphql/page.ts'
import { DateTime, LocalDate, TimeZone } from '../shared/graphql/scalars.ts'
import { dateAfter } from '../shared/local-days.ts'
import { startOfDay } from '../shared/when.ts'
import { bookableSlots, ownSlots, slotForChooser, type BookableSlotRow } from './bookable-slots.ts'
import { choiceView, type ChoiceView } from './choice-view.ts'
import {
  BookableSlot,
  BookableSlotConnection,
  CandidateChoice,
  ChoiceStatusEnum,
  ChooseSlotInput,
  ChooseSlotResult,
  ChosenTime,
  HoldSlotInput,
  HoldSlotResult,
  JoinWaitlistInput,
  JoinWaitlistResult,
  LeaveWaitlistInput,
  LeaveWaitlistResult,
  PlaceIsFree,
  TimeIsGone,
  Wait,
} from './choice.types.ts'
import type { makeChooseSlot } from './choose-slot.ts'
import type { makeHoldSlot } from './hold-slot.ts'
import type { makeJoinWaitlist } from './join-waitlist.ts'
import type { makeLeaveWaitlist } from './leave-waitlist.ts'
import type { makeReleaseSlot } from './release-slot.ts'

/** How many other times are told where one was lost. */
const alternatives = 3

@ArgsType()
class BookableSlotsArgs {
  @Field(() => LocalDate, { nullable: true, description: 'The first day; today where left out.' })
  from?: string | null

  @Field(() => LocalDate, { nullable: true, description: 'The last day, included; any where left out.' })
  to?: string | null

  @Field(() => TimeZone, {
    nullable: true,
    description: "In which zone those are days; the candidate's where left out.",
  })
  timeZone?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether full ones are listed too, for whose places one may wait; else not.',
  })
  full?: boolean | null

  @Field(() => Int, { nullable: true, description: 'How many at most, 1–100; else 50.' })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null
}

const theChoice = (context: Context) => choiceView(context)

const theSlot = async (context: Context, { id }: { id: string }) =>
  slotForChooser(context.reading, await choiceView(context), id)

@Resolver(() => CandidateChoice)
export class CandidateChoiceResolver {
  constructor(
    private readonly choosing: {
      holdSlot: ReturnType<typeof makeHoldSlot>
      releaseSlot: ReturnType<typeof makeReleaseSlot>
      chooseSlot: ReturnType<typeof makeChooseSlot>
      joinWaitlist: ReturnType<typeof makeJoinWaitlist>
      leaveWaitlist: ReturnType<typeof makeLeaveWaitlist>
    },
    private readonly linkOf: CandidateLink,
  ) {}

  @Extensions(chooser)
  @Query(() => CandidateChoice, {
    nullable: true,
    description:
      'The choice of the key in `Authorization: Candidate <key>`. A key that is unknown, revoked, expired or malformed has one answer: UNAUTHENTICATED.',
  })
  candidateChoice(@Ctx() context: Context) {
    return choiceView(context)
  }

  @Extensions(findsTime)
  @Query(() => BookableSlotConnection, {
    description:
      'The times that can really be booked, the first of them first: by the holder of a choose-a-slot link, or as another time by the holder of an interview’s key. None while there is nothing to choose.',
  })
  async bookableSlots(@Ctx() context: Context, @Args(() => BookableSlotsArgs) args: BookableSlotsArgs) {
    const choice = await choiceView(context)
    const zone = args.timeZone ?? choice.timeZone
    if (args.from && args.to && args.to < args.from)
      throw new KnownFailure('BAD_USER_INPUT', 'The last day lies before the first.')
    const wanted = {
      from: args.from ? startOfDay(args.from, zone) : undefined,
      to: args.to ? startOfDay(dateAfter(args.to, 1), zone) : undefined,
      full: args.full ?? false,
    }
    const page = await bookableSlots(context.reading, choice, wanted, args)
    const connection = toConnection(page)
    return { ...connection, pageInfo: { ...connection.pageInfo, endCursor: page.reached } }
  }

  @FieldResolver(() => ChoiceStatusEnum, { description: 'Where the choice stands.' })
  status(@Root() { status }: ChoiceView) {
    return status
  }

  @FieldResolver(() => DateTime, { description: "The server's clock when it answered." })
  serverNow(@Ctx() { reading }: Context) {
    return reading.now()
  }

  @FieldResolver(() => ChosenTime, { nullable: true, description: 'The time of the round; null while there is none.' })
  chosen(@Root() { interview }: ChoiceView) {
    return interview ? { ...interview, link: this.linkOf(interview) } : null
  }

  @FieldResolver(() => BookableSlot, {
    nullable: true,
    description: 'The time of which a place is held while the candidate confirms; null where none is.',
  })
  async held(@Ctx() { reading }: Context, @Root() choice: ChoiceView) {
    return (await ownSlots(reading)(choice)).find(({ heldUntil }) => heldUntil !== null) ?? null
  }

  @FieldResolver(() => [BookableSlot], { description: 'The times for a place of which the candidate waits.' })
  async waitsFor(@Ctx() { reading }: Context, @Root() choice: ChoiceView) {
    return (await ownSlots(reading)(choice)).filter(({ waitStatus }) => waitStatus !== null)
  }

  @Extensions(chooser)
  @Mutation(() => HoldSlotResult, {
    description:
      'Keeps a place for two minutes while the candidate confirms. One that they held elsewhere is free again.',
  })
  async holdSlot(@Ctx() context: Context, @Arg('input', () => HoldSlotInput) input: HoldSlotInput) {
    return present(context, await this.choosing.holdSlot(context.actor, input), 'BookableSlot', theSlot)
  }

  @Extensions(chooser)
  @Mutation(() => CandidateChoice, { description: 'Gives a place back that was held, without choosing it.' })
  async releaseSlot(@Ctx() context: Context) {
    return present(context, await this.choosing.releaseSlot(context.actor, {}), 'CandidateChoice', theChoice)
  }

  @Extensions(chooser)
  @Mutation(() => ChooseSlotResult, {
    description: 'Takes a place for good. The interview, the personal link and the email come with it.',
  })
  async chooseSlot(@Ctx() context: Context, @Arg('input', () => ChooseSlotInput) input: ChooseSlotInput) {
    return present(context, await this.choosing.chooseSlot(context.actor, input), 'CandidateChoice', theChoice)
  }

  @Extensions(chooser)
  @Mutation(() => JoinWaitlistResult, {
    description:
      'Waits for a place in a full slot. When one becomes free it is held for the first who waits, and they hear of it by email.',
  })
  async joinWaitlist(@Ctx() context: Context, @Arg('input', () => JoinWaitlistInput) input: JoinWaitlistInput) {
    return present(context, await this.choosing.joinWaitlist(context.actor, input), 'BookableSlot', theSlot)
  }

  @Extensions(chooser)
  @Mutation(() => LeaveWaitlistResult, { description: 'Waits no longer; a place that was offered goes to the next.' })
  async leaveWaitlist(@Ctx() context: Context, @Arg('input', () => LeaveWaitlistInput) input: LeaveWaitlistInput) {
    return present(context, await this.choosing.leaveWaitlist(context.actor, input), 'CandidateChoice', theChoice)
  }
}

@Resolver(() => BookableSlot)
export class BookableSlotResolver {
  @FieldResolver(() => Wait, { nullable: true, description: 'How the candidate waits for a place; null where not.' })
  wait(@Root() { waitStatus, offerExpiresAt }: BookableSlotRow) {
    return waitStatus ? { status: waitStatus, offerExpiresAt } : null
  }
}

@Resolver(() => TimeIsGone)
export class TimeIsGoneResolver {
  @FieldResolver(() => BookableSlot, { nullable: true, description: 'The time, where one may wait for a place in it.' })
  async slot(@Ctx() context: Context, @Root() { slotId, isFull }: TimeIsGone) {
    return isFull ? theSlot(context, { id: slotId }) : null
  }

  @FieldResolver(() => [BookableSlot], { description: 'What is still free: first what comes after that time.' })
  async alternatives(@Ctx() context: Context, @Root() { slotId }: TimeIsGone) {
    const choice = await choiceView(context)
    const gone = await theSlot(context, { id: slotId })
    const from = gone ? new Date(gone.startsAt) : undefined
    const later = await bookableSlots(context.reading, choice, { from }, { first: alternatives })
    const found = later.rows.map(({ row }) => row)
    if (found.length === alternatives || !from) return found
    const earlier = await bookableSlots(context.reading, choice, { to: from }, { first: alternatives - found.length })
    return [...found, ...earlier.rows.map(({ row }) => row)]
  }
}

@Resolver(() => PlaceIsFree)
export class PlaceIsFreeResolver {
  @FieldResolver(() => BookableSlot, { nullable: true, description: 'The time that can be chosen.' })
  slot(@Ctx() context: Context, @Root() { slotId }: PlaceIsFree) {
    return theSlot(context, { id: slotId })
  }
}
