import type { StaffMember } from './story.ts'

const duration = '{ count medianMinutes ninetiethMinutes }'
const spread = '{ scored counts average deviation }'
const interviews = '{ arranged held noShow expired cancelled ahead showUpRate moved versions }'
const waiting = `{ untilArranged ${duration} untilHeld ${duration} }`
const answers = `{ asked accepted tentative declined none answerRate answerTime ${duration} }`
const emails = '{ queued sent bounced failed withoutAddress cancelled waiting failureRate }'
const parts = (figures: string) => `{ total ${figures} steps { from to figures ${figures} } }`

/** All there is to ask of a period. */
const everything = `query ($input: AnalyticsInput!) { analytics(input: $input) {
  __typename
  ... on PeriodIsTooLong { message days mostDays by }
  ... on InvalidInput { fields { path message } }
  ... on Analytics {
    from to timeZone startsAt endsAt
    interviews ${parts(interviews)}
    timeToSchedule ${parts(waiting)}
    answers ${parts(answers)}
    emails { total ${emails} steps { from to figures ${emails} } kinds { kind figures ${emails} } reasons { reason count } }
    load { totalCount nodes { interviewer { id name } interviews held minutes perWeek busiestWeek limitPerDay limitPerWeek
      weeksOverLimit } }
    spreadByInterviewer { totalCount nodes { interviewer { id } scorecards recommendations { recommendation count }
      scores ${spread} } }
    spreadByCriterion { totalCount nodes { criterionId name kitName notSeen scores ${spread} } }
    passThrough { totalCount nodes { job { id title } round entered held wentOn approved rejected withdrawn open } } } } }`

export interface AnalyticsWish {
  from: string
  to: string
  by?: 'DAY' | 'WEEK' | 'MONTH'
  jobId?: string | null
  round?: number | null
  interviewerId?: string | null
}

/** Everything that the figures of a period say to somebody. */
export const readAnalytics = async (reader: StaffMember, { by = 'DAY', ...wish }: AnalyticsWish) =>
  (await reader.reads(everything, { input: { by, ...wish } })).analytics
