import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { ApiTokenType, apiTokenById } from '../api-tokens/api-token.types.ts'
import { applicationById } from '../candidates/candidate-by-id.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { InterviewType, interviewById, type InterviewRow } from '../interviews/interview.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { SlotType, slotById, type SlotRow } from '../slots/slot.types.ts'
import type { makeBookSlot } from './book-slot.ts'
import {
  AlreadyScheduled,
  BookSlotInput,
  BookSlotResult,
  BookingType,
  CancelInterviewInput,
  CancelInterviewResult,
  DecideApplicationInput,
  DecideApplicationResult,
  MarkNoShowInput,
  InterviewMoveType,
  MarkNoShowResult,
  RescheduleInterviewInput,
  RescheduleInterviewResult,
  ScheduleInterviewInput,
  ScheduleInterviewResult,
  SlotIsForAnotherJob,
  bookingById,
  bookingOfInterview,
  bookingsOfSlot,
  movesOfInterview,
  type InterviewMoveRow,
  type BookingRow,
  WithdrawApplicationInput,
  WithdrawApplicationResult,
} from './booking.types.ts'
import type { makeCancelInterview } from './cancel-interview.ts'
import type { makeDecideApplication } from './decide-application.ts'
import type { makeWithdrawApplication } from './withdraw-application.ts'
import type { makeMarkNoShow } from './mark-no-show.ts'
import type { makeRescheduleInterview } from './reschedule-interview.ts'
import type { makeScheduleInterview } from './schedule-interview.ts'

const theInterview = ({ reading }: Context, { id }: { id: string }) => interviewById(reading).load(id)

@Resolver(() => BookingType)
export class BookingResolver {
  constructor(
    private readonly booking: {
      bookSlot: ReturnType<typeof makeBookSlot>
      scheduleInterview: ReturnType<typeof makeScheduleInterview>
      rescheduleInterview: ReturnType<typeof makeRescheduleInterview>
      cancelInterview: ReturnType<typeof makeCancelInterview>
      markNoShow: ReturnType<typeof makeMarkNoShow>
      decideApplication: ReturnType<typeof makeDecideApplication>
      withdrawApplication: ReturnType<typeof makeWithdrawApplication>
    },
  ) {}

  @FieldResolver(() => SlotType, { description: 'In which slot.' })
  slot(@Ctx() { reading }: Context, @Root() { slotId }: BookingRow) {
    return slotById(reading).load(slotId)
  }

  @FieldResolver(() => InterviewType, { description: 'The interview it leads to.' })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: BookingRow) {
    return interviewById(reading).load(interviewId)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => BookSlotResult, {
    description:
      'Takes one place in a slot for an application. The interview, the personal link and the email come with it.',
  })
  async bookSlot(@Ctx() context: Context, @Arg('input', () => BookSlotInput) input: BookSlotInput) {
    const answer = await this.booking.bookSlot(context.actor, input)
    return present(context, answer, 'Booking', ({ reading }, { id }) => bookingById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ScheduleInterviewResult, {
    description: 'Arranges an interview at a time of its own, without a slot.',
  })
  async scheduleInterview(
    @Ctx() context: Context,
    @Arg('input', () => ScheduleInterviewInput) input: ScheduleInterviewInput,
  ) {
    return present(context, await this.booking.scheduleInterview(context.actor, input), 'Interview', theInterview)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => RescheduleInterviewResult, {
    description:
      'Moves an interview: takes the new place and frees the old one, or does neither. The personal link stays, the candidate gets an update.',
  })
  async rescheduleInterview(
    @Ctx() context: Context,
    @Arg('input', () => RescheduleInterviewInput) input: RescheduleInterviewInput,
  ) {
    return present(context, await this.booking.rescheduleInterview(context.actor, input), 'Interview', theInterview)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CancelInterviewResult, {
    description:
      'Calls an interview off: its place is free again, the candidate gets a cancellation, the application is PENDING.',
  })
  async cancelInterview(
    @Ctx() context: Context,
    @Arg('input', () => CancelInterviewInput) input: CancelInterviewInput,
  ) {
    return present(context, await this.booking.cancelInterview(context.actor, input), 'Interview', theInterview)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => MarkNoShowResult, {
    description: 'Tells that the candidate did not come; the application is PENDING.',
  })
  async markNoShow(@Ctx() context: Context, @Arg('input', () => MarkNoShowInput) input: MarkNoShowInput) {
    return present(context, await this.booking.markNoShow(context.actor, input), 'Interview', theInterview)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => DecideApplicationResult, {
    description: 'Decides an application, and calls off an interview of it that still lies ahead.',
  })
  async decideApplication(
    @Ctx() context: Context,
    @Arg('input', () => DecideApplicationInput) input: DecideApplicationInput,
  ) {
    const answer = await this.booking.decideApplication(context.actor, input)
    return present(context, answer, 'Application', ({ reading }, { id }) => applicationById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => WithdrawApplicationResult, {
    description:
      'Notes that a candidate has withdrawn an application, and calls off an interview of it that still lies ahead. They may apply for the job again.',
  })
  async withdrawApplication(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawApplicationInput) input: WithdrawApplicationInput,
  ) {
    const answer = await this.booking.withdrawApplication(context.actor, input)
    return present(context, answer, 'Application', ({ reading }, { id }) => applicationById(reading).load(id))
  }
}

@Resolver(() => SlotType)
export class BookingsOfSlotResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => [BookingType], { description: 'Bookings that hold a place, the oldest first.' })
  bookings(@Ctx() { reading }: Context, @Root() { id }: SlotRow) {
    return bookingsOfSlot(reading).load(id)
  }
}

@Resolver(() => InterviewType)
export class SlotOfInterviewResolver {
  @FieldResolver(() => SlotType, {
    nullable: true,
    description: 'The slot it was booked in; null where it was scheduled without one.',
  })
  async slot(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    const booking = await bookingOfInterview(reading).load(id)
    return booking ? slotById(reading).load(booking.slotId) : null
  }

  @FieldResolver(() => [InterviewMoveType], { description: 'How often and where it was moved, the first move first.' })
  moves(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return movesOfInterview(reading).load(id)
  }
}

@Resolver(() => InterviewMoveType)
export class InterviewMoveResolver {
  @Extensions(orToken(staff, 'READ'))
  @FieldResolver(() => ApiTokenType, { nullable: true, description: 'Which program moved it, where one did.' })
  movedByToken(@Ctx() { reading }: Context, @Root() { movedBy, movedById }: InterviewMoveRow) {
    return movedBy === 'TOKEN' && movedById ? apiTokenById(reading).load(movedById) : null
  }

  @Extensions(orToken(staff, 'READ'))
  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who moved it, where it was somebody of the company.',
  })
  movedByStaffMember(@Ctx() { reading }: Context, @Root() { movedBy, movedById }: InterviewMoveRow) {
    return movedBy === 'STAFF' && movedById ? staffMemberById(reading).load(movedById) : null
  }
}

@Resolver(() => SlotIsForAnotherJob)
export class SlotIsForAnotherJobResolver {
  @FieldResolver(() => JobType, { description: 'The job it is for.' })
  job(@Ctx() { reading }: Context, @Root() { jobId }: SlotIsForAnotherJob) {
    return jobById(reading).load(jobId)
  }
}

@Resolver(() => AlreadyScheduled)
export class AlreadyScheduledResolver {
  @FieldResolver(() => InterviewType, { description: 'The one there is.' })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: AlreadyScheduled) {
    return interviewById(reading).load(interviewId)
  }
}
