import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { SlotHasStarted, SlotIsFull } from '../booking/booking.types.ts'
import { StaffMemberType, companyById, staffMemberById } from '../companies/company.types.ts'
import type { FreeTime as FreeTimeFound, WhyNothing } from '../scheduling/free-time.rules.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { toConnection } from '../shared/graphql/page.ts'
import { KnownFailure } from '../shared/errors.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import { localDateOf } from '../shared/local-days.ts'
import type { Reading } from '../shared/reading.ts'
import type { WantedPlace } from '../slots/slot.rules.ts'
import { SlotConnection, SlotIsClosed, SlotType } from '../slots/slot.types.ts'
import { availabilityInput, mostDays } from './availability-input.ts'
import {
  AvailabilityInput,
  AvailableSlotsArgs,
  ExplainAvailabilityResult,
  ForwardPageArgs,
  FreeTime,
  FreeTimesResult,
  PersonAvailability,
  WhyNothingType,
} from './availability.types.ts'
import { availableSlots } from './available-slots.ts'
import { explain } from './explain.ts'
import { freeTimesPage } from './free-times.ts'
import { meetingWanted } from './meeting-wanted.ts'

const freeTimesInput = availabilityInput(mostDays.freeTimes)
const explainInput = availabilityInput(mostDays.explainAvailability)

const told = ({ startsAt, endsAt, interviewerIds }: FreeTimeFound, timeZone: string) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  date: localDateOf(startsAt, timeZone),
  interviewerIds,
})

const zoneOf = async (reading: Reading, said: string | null): Promise<string> =>
  said ?? (await companyById(reading).load(reading.companyId))!.timeZone

const toldWhy = (why: WhyNothing) => ({
  reason: why.reason,
  causes: why.reason === 'CLOSED' ? why.causes : [],
  interviewerIds: why.reason === 'PEOPLE_NEVER_FREE' ? why.interviewerIds : [],
  pools: why.reason === 'POOLS_NEVER_FREE' ? why.pools.map((pool) => pool + 1) : [],
})

@Resolver(() => FreeTime)
export class AvailabilityResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => FreeTimesResult, {
    description:
      "When a panel could meet a candidate, by the beginning: every rule of the company and everybody's hours, meetings, limits and time off allow it. On a grid of 15 minutes.",
  })
  async freeTimes(
    @Ctx() { reading }: Context,
    @Arg('input', () => AvailabilityInput) input: AvailabilityInput,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
  ) {
    const wish = readInput(freeTimesInput, input)
    if (isInvalid(wish)) return wish
    const wanted = await meetingWanted(reading, wish)
    if (isInvalid(wanted)) return wanted
    const zone = await zoneOf(reading, wish.timeZone)
    const found = await freeTimesPage(reading, wanted, { startsAt: wish.from, endsAt: wish.to }, page)
    const rows = found.rows.map(({ cursor, row }) => ({ cursor, row: told(row, zone) }))
    return { __typename: 'FreeTimeConnection', ...toConnection({ ...found, rows }) }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => ExplainAvailabilityResult, {
    description: 'What is in the way of a meeting in a range, person by person, and why nothing is offered.',
  })
  async explainAvailability(
    @Ctx() { reading }: Context,
    @Arg('input', () => AvailabilityInput) input: AvailabilityInput,
  ) {
    const wish = readInput(explainInput, input)
    if (isInvalid(wish)) return wish
    const wanted = await meetingWanted(reading, wish)
    if (isInvalid(wanted)) return wanted
    const answer = await explain(reading, wanted, { startsAt: wish.from, endsAt: wish.to })
    if (isInvalid(answer)) return answer
    const { firstFree, whyNothing } = answer
    return {
      ...answer,
      firstFree: firstFree && told(firstFree, await zoneOf(reading, wish.timeZone)),
      whyNothing: whyNothing && toldWhy(whyNothing),
    }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => SlotConnection, {
    description:
      'Slots that can be booked now, by their beginning: open, with a place left, neither too soon nor too far ahead, and with somebody free to meet the candidate. A page may be shorter than asked for; as long as hasNextPage is true, go on from endCursor.',
  })
  async availableSlots(@Ctx() { reading }: Context, @Args(() => AvailableSlotsArgs) args: AvailableSlotsArgs) {
    if (args.from && args.to && args.to <= args.from)
      throw new KnownFailure('BAD_USER_INPUT', 'The range ends before it begins.')
    const page = await availableSlots(reading, args, args)
    const connection = toConnection(page)
    return { ...connection, pageInfo: { ...connection.pageInfo, endCursor: page.reached } }
  }

  @FieldResolver(() => [StaffMemberType], { description: 'Who would come, as the rules choose now.' })
  interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: FreeTime) {
    return staffMemberById(reading).loadMany(interviewerIds)
  }
}

@Resolver(() => PersonAvailability)
export class PersonAvailabilityResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { interviewerId }: PersonAvailability) {
    return staffMemberById(reading).load(interviewerId)
  }
}

@Resolver(() => WhyNothingType)
export class WhyNothingResolver {
  @FieldResolver(() => [StaffMemberType], {
    description: 'Who of those who must all come is never free, for PEOPLE_NEVER_FREE; else empty.',
  })
  interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: WhyNothingType) {
    return staffMemberById(reading).loadMany(interviewerIds)
  }
}

/** The field of a refused slot that tells what could be booked instead; looked for only when it is asked for. */
function nextSlotOf(type: typeof SlotIsFull | typeof SlotIsClosed | typeof SlotHasStarted) {
  @Resolver(() => type)
  class NextSlotResolver {
    @Extensions(orToken(staff, 'READ'))
    @FieldResolver(() => SlotType, {
      nullable: true,
      description:
        'The next slot after it that can be booked for the same job; null where there is none, or nothing was to be booked.',
    })
    async nextSlot(@Ctx() { reading }: Context, @Root() { wanted }: { wanted?: WantedPlace }) {
      if (!wanted) return null
      const found = await availableSlots(
        reading,
        { jobId: wanted.jobId, from: new Date(wanted.startsAt) },
        { first: 1 },
      )
      return found.rows[0]?.row ?? null
    }
  }
  return NextSlotResolver
}

export const availabilityResolvers = [
  AvailabilityResolver,
  PersonAvailabilityResolver,
  WhyNothingResolver,
  nextSlotOf(SlotIsFull),
  nextSlotOf(SlotIsClosed),
  nextSlotOf(SlotHasStarted),
]
