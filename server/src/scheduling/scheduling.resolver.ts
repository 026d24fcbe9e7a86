import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { CompanyType, StaffMemberType, companyById, staffMemberById } from '../companies/company.types.ts'
import { notFound } from '../shared/errors.ts'
import { adminOnly, orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, readPage, toConnection } from '../shared/graphql/page.ts'
import { DateTime, TimeZone } from '../shared/graphql/scalars.ts'
import { looksLikeId } from '../shared/id.ts'
import type { makeAddTimeOff } from './add-time-off.ts'
import { mayPlan } from './lock-schedule.ts'
import type { makeRemoveTimeOff } from './remove-time-off.ts'
import { schedulingRulesOf } from './scheduling-rules.ts'
import {
  AddTimeOffInput,
  AddTimeOffResult,
  InterviewerScheduleConnection,
  InterviewerScheduleResult,
  InterviewerScheduleType,
  RemoveTimeOffInput,
  SchedulingSettingsType,
  SetInterviewerLimitsInput,
  SetWorkingHoursInput,
  TimeOffConnection,
  TimeOffType,
  UpdateSchedulingSettingsInput,
  UpdateSchedulingSettingsResult,
  WorkingHoursType,
  hoursOfPerson,
  meetingsInTimeOff,
  scheduleById,
  scheduleColumns,
  schedulesFrom,
  timeOffById,
  timeOffColumns,
  type InterviewerScheduleRow,
  type TimeOffRow,
} from './scheduling.types.ts'
import type { makeSetInterviewerLimits } from './set-interviewer-limits.ts'
import type { makeSetWorkingHours } from './set-working-hours.ts'
import type { makeUpdateSchedulingSettings } from './update-scheduling-settings.ts'
import { timeOf, usualHours, weekday } from './working-hours.rules.ts'

@Resolver(() => SchedulingSettingsType)
export class SchedulingSettingsResolver {
  constructor(
    private readonly scheduling: { updateSchedulingSettings: ReturnType<typeof makeUpdateSchedulingSettings> },
  ) {}

  @Extensions(orToken(staff, 'READ'))
  @Query(() => SchedulingSettingsType, { description: 'When the company lets people be booked.' })
  async schedulingSettings(@Ctx() { reading }: Context) {
    const { rules } = await schedulingRulesOf(reading)
    return { id: reading.companyId, ...rules }
  }

  @FieldResolver(() => CompanyType, { description: 'Whose they are. Days and weeks are those of its time zone.' })
  company(@Ctx() { reading }: Context) {
    return companyById(reading).load(reading.companyId)
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateSchedulingSettingsResult, {
    description: 'Changes when the company lets people be booked; what is booked already stays.',
  })
  async updateSchedulingSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSchedulingSettingsInput) input: UpdateSchedulingSettingsInput,
  ) {
    const answer = await this.scheduling.updateSchedulingSettings(context.actor, input)
    return present(context, answer, 'SchedulingSettings', async ({ reading }, { id }) => ({
      id,
      ...(await schedulingRulesOf(reading)).rules,
    }))
  }
}

const theSchedule = ({ reading }: Context, { id }: { id: string }) => scheduleById(reading).load(id)

const timeOffOf = pagesByParent<TimeOffRow, string | null>((reading, person, endsAfter) => ({
  select: timeOffColumns,
  from: sql`time_off`,
  where: [
    sql`time_off.company_id = ${reading.companyId}`,
    sql`time_off.staff_member_id = ${person}`,
    ...(endsAfter ? [sql`time_off.ends_at > ${endsAfter}::timestamptz`] : []),
  ],
  order: [
    { column: sql`time_off.starts_at`, cast: 'timestamptz' },
    { column: sql`time_off.id`, cast: 'uuid' },
  ],
}))

@Resolver(() => InterviewerScheduleType)
export class InterviewerScheduleResolver {
  constructor(
    private readonly scheduling: {
      setInterviewerLimits: ReturnType<typeof makeSetInterviewerLimits>
      setWorkingHours: ReturnType<typeof makeSetWorkingHours>
      removeTimeOff: ReturnType<typeof makeRemoveTimeOff>
    },
  ) {}

  @Extensions(orToken(staff, 'READ'))
  @Query(() => InterviewerScheduleType, {
    description:
      'When and how often somebody meets candidates; NOT_FOUND for an id of nobody. An interviewer sees their own.',
  })
  async interviewerSchedule(
    @Ctx() { reading, actor }: Context,
    @Arg('staffMemberId', () => ID, { description: 'Whose.' }) staffMemberId: string,
  ) {
    const known = looksLikeId(staffMemberId) && mayPlan(actor, staffMemberId)
    const found = known ? await scheduleById(reading).load(staffMemberId) : null
    if (!found) throw notFound()
    return found
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => InterviewerScheduleConnection, { description: 'The schedules of the people of the company, by name.' })
  async interviewerSchedules(@Ctx() { reading }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: scheduleColumns,
          from: schedulesFrom,
          where: [sql`staff_member.company_id = ${reading.companyId}`, sql`staff_member.active`],
          order: [
            { column: sql`staff_member.name`, cast: 'text' },
            { column: sql`staff_member.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => StaffMemberType, { description: 'Whose it is.' })
  staffMember(@Ctx() { reading }: Context, @Root() { id }: InterviewerScheduleRow) {
    return staffMemberById(reading).load(id)
  }

  @FieldResolver(() => [WorkingHoursType], { description: 'When they work, in the order of the week.' })
  async workingHours(@Ctx() { reading }: Context, @Root() { id }: InterviewerScheduleRow) {
    const own = await hoursOfPerson(reading).load(id)
    return (own.length > 0 ? own : usualHours).map((hours) => ({
      weekday: weekday[hours.weekday - 1],
      from: timeOf(hours.fromMinute),
      to: timeOf(hours.toMinute),
    }))
  }

  @FieldResolver(() => Boolean, { description: 'Whether these are the usual hours, because they have said nothing.' })
  async hasUsualHours(@Ctx() { reading }: Context, @Root() { id }: InterviewerScheduleRow) {
    return (await hoursOfPerson(reading).load(id)).length === 0
  }

  @FieldResolver(() => TimeZone, { description: "The zone of the hours, the days and the weeks: the company's." })
  async timeZone(@Ctx() { reading }: Context) {
    return (await companyById(reading).load(reading.companyId))!.timeZone
  }

  @FieldResolver(() => TimeOffConnection, { description: 'When they are away, by its beginning.' })
  async timeOff(
    @Ctx() { reading }: Context,
    @Root() { id }: InterviewerScheduleRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('endsAfter', () => DateTime, { nullable: true, description: 'Only what is not over at this instant.' })
    endsAfter?: Date | null,
  ) {
    return toConnection(await timeOffOf(reading, id, page, endsAfter?.toISOString() ?? null))
  }

  @Extensions(orToken(staff, 'SCHEDULE'))
  @Mutation(() => InterviewerScheduleResult, {
    description:
      'Says how often somebody meets candidates at most; what is booked already stays. Interviewers say it of themselves.',
  })
  async setInterviewerLimits(
    @Ctx() context: Context,
    @Arg('input', () => SetInterviewerLimitsInput) input: SetInterviewerLimitsInput,
  ) {
    const answer = await this.scheduling.setInterviewerLimits(context.actor, input)
    return present(context, answer, 'InterviewerSchedule', theSchedule)
  }

  @Extensions(orToken(staff, 'SCHEDULE'))
  @Mutation(() => InterviewerScheduleResult, {
    description:
      'Says when somebody works, instead of what was said before. Interviewers say it of themselves. Free times keep to it; a recruiter who names somebody need not.',
  })
  async setWorkingHours(
    @Ctx() context: Context,
    @Arg('input', () => SetWorkingHoursInput) input: SetWorkingHoursInput,
  ) {
    const answer = await this.scheduling.setWorkingHours(context.actor, input)
    return present(context, answer, 'InterviewerSchedule', theSchedule)
  }

  @Extensions(orToken(staff, 'SCHEDULE'))
  @Mutation(() => InterviewerScheduleResult, {
    description: 'Says that somebody is there after all. Interviewers say it of themselves.',
  })
  async removeTimeOff(@Ctx() context: Context, @Arg('input', () => RemoveTimeOffInput) input: RemoveTimeOffInput) {
    const answer = await this.scheduling.removeTimeOff(context.actor, input)
    return present(context, answer, 'InterviewerSchedule', theSchedule)
  }
}

@Resolver(() => TimeOffType)
export class TimeOffResolver {
  constructor(private readonly scheduling: { addTimeOff: ReturnType<typeof makeAddTimeOff> }) {}

  @FieldResolver(() => StaffMemberType, { description: 'Who is away.' })
  staffMember(@Ctx() { reading }: Context, @Root() { staffMemberId }: TimeOffRow) {
    return staffMemberById(reading).load(staffMemberId)
  }

  @FieldResolver(() => Int, {
    description: 'How many meetings were given to them in this time and have not been moved.',
  })
  async meetings(@Ctx() { reading }: Context, @Root() { id }: TimeOffRow) {
    return (await meetingsInTimeOff(reading).load(id))?.meetings ?? 0
  }

  @Extensions(orToken(staff, 'SCHEDULE'))
  @Mutation(() => AddTimeOffResult, {
    description:
      'Says that somebody is away: nobody books them for that time. What they were booked for before stays. Interviewers say it of themselves.',
  })
  async addTimeOff(@Ctx() context: Context, @Arg('input', () => AddTimeOffInput) input: AddTimeOffInput) {
    const answer = await this.scheduling.addTimeOff(context.actor, input)
    return present(context, answer, 'TimeOff', ({ reading }, { id }) => timeOffById(reading).load(id))
  }
}
