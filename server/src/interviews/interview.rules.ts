export const interviewStatus = ['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED'] as const
export type InterviewStatus = (typeof interviewStatus)[number]

export const interviewMode = ['ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED'] as const
export type InterviewMode = (typeof interviewMode)[number]

export const rsvp = ['NEEDS_ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED'] as const
export type Rsvp = (typeof rsvp)[number]

/** The whole life of an interview: from a status to those it may move to. Everything else is refused. */
export const interviewMoves: Record<InterviewStatus, readonly InterviewStatus[]> = {
  SCHEDULED: ['IN_PROGRESS', 'CANCELLED', 'NO_SHOW', 'EXPIRED'],
  IN_PROGRESS: ['COMPLETED'],
  COMPLETED: [],
  CANCELLED: [],
  NO_SHOW: [],
  EXPIRED: [],
}

/** The statuses in which an interview still lies ahead or is under way; at most one such per application and round. */
export const liveStatus = ['SCHEDULED', 'IN_PROGRESS'] as const satisfies readonly InterviewStatus[]

export type MoveRefusal =
  { kind: 'MoveIsNotAllowed'; status: InterviewStatus } | { kind: 'InterviewHasNotBegun'; startsAt: string }

/** Why an interview cannot move, or null where it can. */
export const whyNotMove = (from: InterviewStatus, to: InterviewStatus): MoveRefusal | null =>
  interviewMoves[from].includes(to) ? null : { kind: 'MoveIsNotAllowed', status: from }

/**
 * The moves by which an interview is told as held. One that nobody started on the page (people met in a room) goes
 * through IN_PROGRESS in the same breath, so that its history reads like every other one.
 */
export const movesToCompleted = (from: InterviewStatus): readonly InterviewStatus[] =>
  from === 'SCHEDULED' ? ['IN_PROGRESS', 'COMPLETED'] : ['COMPLETED']

/** Why an interview cannot be told as held or missed: the move is not in the table, or its hour has not come. */
export const whyNotReport = (
  interview: { status: InterviewStatus; startsAt: Date },
  to: 'COMPLETED' | 'NO_SHOW',
  now: Date,
): MoveRefusal | null => {
  const first = to === 'COMPLETED' ? movesToCompleted(interview.status)[0]! : to
  const refusal = whyNotMove(interview.status, first)
  if (refusal) return refusal
  return interview.status === 'SCHEDULED' && now < interview.startsAt
    ? { kind: 'InterviewHasNotBegun', startsAt: interview.startsAt.toISOString() }
    : null
}

export type PlaceRefusal = { kind: 'LocationIsMissing' } | { kind: 'MeetingUrlIsMissing' }

/** Each mode says where to go: a room for ONSITE, a link for VIDEO. */
export function whyNoPlace(meeting: {
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
}): PlaceRefusal | null {
  if (meeting.mode === 'ONSITE' && !meeting.location) return { kind: 'LocationIsMissing' }
  if (meeting.mode === 'VIDEO' && !meeting.meetingUrl) return { kind: 'MeetingUrlIsMissing' }
  return null
}

export type TimeRefusal = { kind: 'TimeIsPast'; startsAt: string; now: string }

export const whyNotAt = (startsAt: Date, now: Date): TimeRefusal | null =>
  startsAt <= now ? { kind: 'TimeIsPast', startsAt: startsAt.toISOString(), now: now.toISOString() } : null
