import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory, type Story } from '../../test/story.ts'
import { system } from '../shared/actor.ts'
import { interviewStatus, type InterviewStatus } from './interview.rules.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)
const { expireInterview } = house.greenroom.useCases

/** An interview, and everything that can be done to it while its hour is running. */
async function livingInterview(story: Story) {
  const { recruiter, interview, candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  const acts = {
    cancelInterview: () => recruiter.cancels(interview),
    completeInterview: () => recruiter.completes(interview),
    markNoShow: () => recruiter.marksNoShow(interview),
    resendInvitation: () => recruiter.resends(interview),
    startInterview: () => candidate.starts(),
    finishInterview: () => candidate.finishes(),
    respondToInvitation: () => candidate.answers('ACCEPTED'),
    expireInterview: async () => {
      const { kind } = await expireInterview(system(story.companyId), { interviewId: interview.id })
      return { __typename: kind }
    },
  }
  const status = async (): Promise<string> =>
    (await recruiter.reads(`query($id: ID!) { interview(id: $id) { status } }`, { id: interview.id })).interview.status
  return { acts, status }
}

type Act = keyof Awaited<ReturnType<typeof livingInterview>>['acts']

/** How an interview gets into each status, by what people do. */
const ways: Record<InterviewStatus, Act[]> = {
  SCHEDULED: [],
  IN_PROGRESS: ['startInterview'],
  COMPLETED: ['startInterview', 'finishInterview'],
  CANCELLED: ['cancelInterview'],
  NO_SHOW: ['markNoShow'],
  EXPIRED: ['expireInterview'],
}

const inHour = shifted(startsAt, minute)
const afterWindow = shifted(startsAt, 16 * minute)

async function interviewThatIs(status: InterviewStatus, story: Story) {
  house.clock.goOn()
  const interview = await livingInterview(story)
  house.clock.stopAt(status === 'EXPIRED' ? afterWindow : inHour)
  for (const act of ways[status]) await interview.acts[act]()
  expect(await interview.status()).toBe(status)
  house.clock.stopAt(inHour)
  return interview
}

/** What comes of each act in each status while the room lets in: where it leads, or why not. */
const table: Record<Act, Record<InterviewStatus, InterviewStatus | string>> = {
  startInterview: {
    SCHEDULED: 'IN_PROGRESS',
    IN_PROGRESS: 'IN_PROGRESS',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'LinkHasExpired',
  },
  finishInterview: {
    SCHEDULED: 'MoveIsNotAllowed',
    IN_PROGRESS: 'COMPLETED',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'MoveIsNotAllowed',
  },
  completeInterview: {
    SCHEDULED: 'COMPLETED',
    IN_PROGRESS: 'COMPLETED',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'MoveIsNotAllowed',
  },
  cancelInterview: {
    SCHEDULED: 'CANCELLED',
    IN_PROGRESS: 'MoveIsNotAllowed',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'MoveIsNotAllowed',
  },
  markNoShow: {
    SCHEDULED: 'NO_SHOW',
    IN_PROGRESS: 'MoveIsNotAllowed',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'MoveIsNotAllowed',
  },
  expireInterview: {
    SCHEDULED: 'MoveIsNotAllowed',
    IN_PROGRESS: 'MoveIsNotAllowed',
    COMPLETED: 'MoveIsNotAllowed',
    CANCELLED: 'MoveIsNotAllowed',
    NO_SHOW: 'MoveIsNotAllowed',
    EXPIRED: 'MoveIsNotAllowed',
  },
  respondToInvitation: {
    SCHEDULED: 'SCHEDULED',
    IN_PROGRESS: 'InterviewIsOver',
    COMPLETED: 'InterviewIsOver',
    CANCELLED: 'InterviewIsOver',
    NO_SHOW: 'InterviewIsOver',
    EXPIRED: 'InterviewIsOver',
  },
  resendInvitation: {
    SCHEDULED: 'SCHEDULED',
    IN_PROGRESS: 'IN_PROGRESS',
    COMPLETED: 'InterviewIsOver',
    CANCELLED: 'InterviewIsOver',
    NO_SHOW: 'InterviewIsOver',
    EXPIRED: 'InterviewIsOver',
  },
}
const acts = Object.keys(table) as Act[]

test.each(interviewStatus)('an interview that is %s takes only the moves of the table', async (status) => {
  const story = await tellStory(house)
  const came: Partial<Record<Act, string>> = {}
  for (const act of acts) {
    const interview = await interviewThatIs(status, story)
    const { __typename } = await interview.acts[act]()
    const refused = !['Interview', 'CandidateInterview', 'Delivery'].includes(__typename)
    came[act] = refused ? __typename : await interview.status()
    // A refusal moves nothing.
    if (refused) expect(await interview.status()).toBe(status)
  }
  house.clock.goOn()
  expect(came).toEqual(Object.fromEntries(acts.map((act) => [act, table[act][status]])))
})

describe('of two people who act at once', () => {
  test.each<[Act, Act, InterviewStatus]>([
    ['cancelInterview', 'startInterview', 'SCHEDULED'],
    ['cancelInterview', 'completeInterview', 'SCHEDULED'],
    ['completeInterview', 'markNoShow', 'SCHEDULED'],
    ['cancelInterview', 'markNoShow', 'SCHEDULED'],
    ['completeInterview', 'finishInterview', 'IN_PROGRESS'],
    ['finishInterview', 'finishInterview', 'IN_PROGRESS'],
  ])('%s and %s, one is refused', async (one, other, from) => {
    const story = await tellStory(house)
    for (let round = 0; round < 3; round++) {
      const interview = await interviewThatIs(from, story)
      const answers = await Promise.all([interview.acts[one](), interview.acts[other]()])
      const refused = answers.filter((answer) => answer.__typename === 'MoveIsNotAllowed')
      expect(refused).toHaveLength(1)
      const winner = refused[0] === answers[0] ? other : one
      expect(await interview.status()).toBe(table[winner][from])
    }
    house.clock.goOn()
  })
})

test('every move is in the audit trail, also the one in between', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  const interview = await interviewThatIs('SCHEDULED', story)
  await interview.acts.completeInterview()
  house.clock.goOn()
  const { auditLog } = await admin.reads('{ auditLog { nodes { action } } }')
  const actions = auditLog.nodes.map((entry: { action: string }) => entry.action)
  expect(actions.filter((action: string) => action.startsWith('Interview')).sort()).toEqual([
    'InterviewCompleted',
    'InterviewScheduled',
    'InterviewStarted',
  ])
})
