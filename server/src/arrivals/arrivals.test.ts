import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)
const minutesIn = (minutes: number) => shifted(startsAt, minutes * minute)
const meetingUrl = 'https://meet.test/ada'

const query = `query($id: ID!) { interview(id: $id) { status startedAt opensAt lateFrom noShowSuggestedSince
  candidateArrival { state lateMinutes expectedAt saidAt }
  interviewerArrivals { interviewer { name } arrival { state lateMinutes expectedAt } } } }`
const seenBy = async (person: StaffMember, interview: Known) =>
  (await person.reads(query, { id: typeof interview === 'string' ? interview : interview.id })).interview

/** A video interview with somebody who meets the candidate. */
async function meeting(story: Story, wishes: Parameters<Story['arranged']>[0] = {}) {
  const ivar = await story.interviewer()
  const arranged = await story.arranged({ startsAt, mode: 'VIDEO', meetingUrl, interviewers: [ivar], ...wishes })
  return { ...arranged, ivar }
}

/** What the audit trail says; of one instant by name. */
const audited = async ({ companyId }: Story, id: string) =>
  (
    await house.database.query<{ told: string }>(
      `select concat_ws(' ', action, actor_kind, array_to_string(fields, ',')) as told from audit_entry
        where company_id = $1 and entity_id = $2 and action <> 'InterviewScheduled' order by at, action collate "C"`,
      [companyId, id],
    )
  ).map(({ told }) => told)

describe('saying that one is here, or late', () => {
  test('a candidate is late, then here; their interviewer sees it, and the interview begins with both', async () => {
    const story = await tellStory(house)
    const { candidate, interview, recruiter, ivar } = await meeting(story)

    house.clock.stopAt(minutesIn(-60))
    expect(await candidate.says(10)).toMatchObject({
      phase: 'EARLY',
      closesAt: minutesIn(25).toISOString(),
      arrival: { state: 'LATE', lateMinutes: 10, expectedAt: minutesIn(10).toISOString() },
      interviewersArrival: null,
    })
    expect(await seenBy(ivar, interview)).toMatchObject({
      opensAt: minutesIn(-15).toISOString(),
      lateFrom: minutesIn(-60).toISOString(),
      candidateArrival: { state: 'LATE', lateMinutes: 10, saidAt: minutesIn(-60).toISOString() },
    })

    house.clock.stopAt(minutesIn(-5))
    expect(await ivar.says(interview, 5)).toMatchObject({ id: interview.id, status: 'SCHEDULED' })
    expect((await candidate.sees())['interviewersArrival']).toMatchObject({ state: 'LATE', lateMinutes: 5 })
    house.clock.stopAt(minutesIn(6))
    expect(await candidate.says('HERE')).toMatchObject({
      phase: 'LIVE',
      started: false,
      arrival: { state: 'HERE', lateMinutes: null, expectedAt: null },
    })
    house.clock.stopAt(minutesIn(7))
    granted(await ivar.says(interview, 'HERE'))
    expect(await seenBy(recruiter, interview)).toMatchObject({
      status: 'IN_PROGRESS',
      startedAt: minutesIn(7).toISOString(),
      candidateArrival: { state: 'HERE' },
      interviewerArrivals: [
        { interviewer: { name: 'Ivar Interviewer' }, arrival: { state: 'HERE', lateMinutes: null } },
      ],
    })
    expect(await candidate.sees()).toMatchObject({ started: true, interviewersArrival: { state: 'HERE' } })
    expect(await audited(story, interview.id)).toEqual([
      'CandidateDelayed CANDIDATE candidateArrival',
      'InterviewerDelayed STAFF interviewerArrival',
      'CandidateArrived CANDIDATE candidateArrival',
      'InterviewStarted STAFF status',
      'InterviewerArrived STAFF interviewerArrival',
    ])
  })

  test('is idempotent: the same words again, fifty at once too, change nothing and tell nobody', async () => {
    const story = await tellStory(house)
    const { candidate, interview, ivar } = await meeting(story)
    house.clock.stopAt(minutesIn(-10))
    const all = await Promise.all(Array.from({ length: 50 }, () => candidate.says('HERE')))
    expect(new Set(all.map(({ __typename }) => __typename))).toEqual(new Set(['CandidateInterview']))
    house.clock.stopAt(minutesIn(-9))
    granted(await candidate.says('HERE'))
    granted(await ivar.says(interview, 3))
    granted(await ivar.says(interview, 3))
    expect((await seenBy(ivar, interview)).candidateArrival.saidAt).toBe(minutesIn(-10).toISOString())
    expect(await audited(story, interview.id)).toHaveLength(2)
    granted(await ivar.says(interview, 4, { idempotencyKey: 'once' }))
    granted(await ivar.says(interview, 5))
    granted(await ivar.says(interview, 4, { idempotencyKey: 'once' }))
    expect((await seenBy(ivar, interview)).interviewerArrivals[0].arrival.lateMinutes).toBe(5)
    expect(await ivar.says(interview, 6, { idempotencyKey: 'once' })).toMatchObject({
      __typename: 'IdempotencyKeyReused',
    })
  })

  test('candidate and interviewer at the same instant: the interview begins once', async () => {
    const story = await tellStory(house)
    const { candidate, interview, ivar } = await meeting(story)
    house.clock.stopAt(startsAt)
    const answers = await Promise.all([candidate.says('HERE'), ivar.says(interview, 'HERE')])
    answers.forEach(granted)
    expect((await seenBy(ivar, interview)).status).toBe('IN_PROGRESS')
    expect((await audited(story, interview.id)).filter((told) => told.startsWith('InterviewStarted'))).toHaveLength(1)
  })

  test('has its hours, to the millisecond, and each refusal says what is true', async () => {
    const story = await tellStory(house, { admission: [10, 5] })
    const { candidate, interview, recruiter, ivar } = await meeting(story)
    const edges = async (when: Date) => {
      house.clock.stopAt(when)
      const { data } = await candidate.holder.ask('{ candidateInterview { phase } }')
      return data.candidateInterview.phase as string
    }
    expect(await edges(shifted(minutesIn(-60), -1))).toBe('EARLY')
    expect(await candidate.says(10)).toMatchObject({ __typename: 'ArrivalIsEarly', from: minutesIn(-60).toISOString() })
    expect(await ivar.says(interview, 10)).toMatchObject({ __typename: 'ArrivalIsEarly' })
    expect(await edges(shifted(minutesIn(-10), -1))).toBe('EARLY')
    expect(await candidate.says('HERE')).toMatchObject({
      __typename: 'ArrivalIsEarly',
      from: minutesIn(-10).toISOString(),
    })
    expect(await recruiter.saysTheyCame(interview)).toMatchObject({ __typename: 'ArrivalIsEarly' })
    house.clock.stopAt(minutesIn(3))
    expect(await candidate.says(3)).toMatchObject({
      __typename: 'TimeIsPast',
      startsAt: minutesIn(3).toISOString(),
      now: minutesIn(3).toISOString(),
    })
    granted(await candidate.says(4))
    expect(await edges(shifted(minutesIn(9), -1))).toBe('LIVE')
    expect(await edges(minutesIn(9))).toBe('EXPIRED')
    expect(await candidate.says('HERE')).toMatchObject({
      __typename: 'LinkHasExpired',
      closedAt: minutesIn(9).toISOString(),
    })
    house.clock.stopAt(shifted(minutesIn(9), -1))
    granted(await candidate.says('HERE'))
    expect(await edges(minutesIn(40))).toBe('LIVE')
    granted(await recruiter.marksNoShow(interview))
    for (const answer of [
      await candidate.says('HERE'),
      await ivar.says(interview, 'HERE'),
      await recruiter.saysTheyCame(interview),
    ])
      expect(answer).toMatchObject({ __typename: 'InterviewIsOver', status: 'NO_SHOW' })
  })

  test('is by 1 to 60 minutes, and by none where one is here', async () => {
    const story = await tellStory(house)
    const { candidate } = await meeting(story)
    house.clock.stopAt(minutesIn(-5))
    for (const input of [
      { state: 'LATE', lateMinutes: 0 },
      { state: 'LATE', lateMinutes: 61 },
      { state: 'LATE' },
      { state: 'HERE', lateMinutes: 5 },
    ])
      expect(await candidate.holder.does('sayOwnArrival', input)).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: 'lateMinutes' }],
      })
    granted(await candidate.says(60))
    granted(await candidate.says(1))
  })

  test('a self-guided interview waits for nobody', async () => {
    const story = await tellStory(house)
    const { candidate, interview, recruiter } = await story.arranged({ startsAt, mode: 'SELF_GUIDED' })
    house.clock.stopAt(startsAt)
    expect(await candidate.says('HERE')).toMatchObject({ __typename: 'NobodyWaits' })
    expect(await recruiter.saysTheyCame(interview)).toMatchObject({ __typename: 'NobodyWaits' })
  })

  test('who starts is here; without anybody to meet them the candidate’s word begins it', async () => {
    const story = await tellStory(house)
    const { candidate, interview, recruiter } = await story.arranged({ startsAt })
    const other = await meeting(story, { startsAt: minutesIn(60) })
    house.clock.stopAt(minutesIn(-15))
    expect(await candidate.says('HERE')).toMatchObject({ started: true })
    expect((await seenBy(recruiter, interview)).status).toBe('IN_PROGRESS')
    house.clock.stopAt(minutesIn(60))
    expect(await other.candidate.starts()).toMatchObject({ started: true, arrival: { state: 'HERE' } })
  })

  test('is said of a time: moved to another one, everybody begins anew', async () => {
    const story = await tellStory(house)
    const { candidate, interview, recruiter, ivar } = await meeting(story)
    house.clock.stopAt(minutesIn(-30))
    granted(await candidate.says(10))
    granted(await ivar.says(interview, 20))
    granted(await recruiter.reschedules(interview, { meetingUrl: 'https://meet.test/elsewhere' }))
    expect(await seenBy(ivar, interview)).toMatchObject({ candidateArrival: { lateMinutes: 10 } })
    granted(await recruiter.reschedules(interview, { startsAt: minutesIn(120) }))
    expect(await seenBy(ivar, interview)).toMatchObject({ candidateArrival: null, interviewerArrivals: [] })
    expect(await candidate.sees()).toMatchObject({
      arrival: null,
      interviewersArrival: null,
      closesAt: minutesIn(135).toISOString(),
    })
    house.clock.stopAt(minutesIn(110))
    granted(await candidate.says('HERE'))
    granted(await recruiter.reschedules(interview, { mode: 'SELF_GUIDED' }))
    expect(await candidate.sees()).toMatchObject({ arrival: null, phase: 'LOBBY' })
  })

  test('is for those who take part: to others the interview does not exist, here or elsewhere', async () => {
    const story = await tellStory(house)
    const { interview, recruiter } = await meeting(story)
    const outsider = await story.interviewer('Olga Outsider')
    const stranger = await (await tellStory(house)).recruiter()
    house.clock.stopAt(startsAt)
    const attempt = (person: StaffMember, mutation: string, id: string, input: object) =>
      person.ask(
        `mutation($input: ${mutation}Input!) { it: ${mutation[0]!.toLowerCase()}${mutation.slice(1)}(input: $input) { __typename } }`,
        {
          input: { interviewId: id, ...input },
        },
      )
    for (const [mutation, input, people] of [
      // Who arranged it does not meet anybody by that.
      ['SayArrival', { state: 'HERE' }, [outsider, stranger, recruiter]],
      ['SayCandidateIsHere', {}, [outsider, stranger]],
    ] as const)
      for (const person of people) {
        const unknown = await attempt(person, mutation, newId(), input)
        expect(unknown.errors![0]!.extensions.code).toBe('NOT_FOUND')
        expect((await attempt(person, mutation, interview.id, input)).body).toBe(unknown.body)
      }
    expect(await audited(story, interview.id)).toEqual([])
  })

  test('is heard at once, on both sides', async () => {
    const story = await tellStory(house)
    const { candidate, interview, ivar } = await meeting(story)
    const after = await house.cursor()
    const [page, dashboard] = [candidate.holder.listens(), ivar.listens()]
    const onPage = page.to(
      `subscription { candidateInterviewChanged(after: "${after}") { candidateInterview { arrival { state } interviewersArrival { lateMinutes } } } }`,
    )
    const onDashboard = dashboard.to(
      `subscription { interviewStatusChanged(after: "${after}") { interview { candidateArrival { state } interviewerArrivals { arrival { lateMinutes } } } } }`,
    )
    house.clock.stopAt(minutesIn(-1))
    granted(await candidate.says('HERE'))
    granted(await ivar.says(interview, 7))
    await until('both sides to hear of both', () =>
      [onPage, onDashboard].every((heard) => JSON.stringify(heard.heard.at(-1) ?? '').includes('"lateMinutes":7')),
    )
    expect(JSON.stringify(onPage.heard)).toContain('"arrival":{"state":"HERE"}')
    expect(JSON.stringify(onDashboard.heard)).toContain('"candidateArrival":{"state":"HERE"}')
    await Promise.all([page.close(), dashboard.close()])
  })
})

describe('a no-show', () => {
  const suggested = 'query { interviews(filter: { noShowSuggested: true }) { nodes { id } totalCount } }'

  test('is suggested when the grace is over, and what the candidate said to be late by', async () => {
    const story = await tellStory(house)
    const silent = await meeting(story)
    const late = await meeting(story, { startsAt: minutesIn(1) })
    const came = await meeting(story, { startsAt: minutesIn(2) })
    const phone = await story.arranged({ startsAt: minutesIn(3) })
    await story.arranged({ startsAt, mode: 'SELF_GUIDED' })
    const { recruiter } = silent
    const list = async (when: Date) => {
      house.clock.stopAt(when)
      const { interviews } = await recruiter.reads(suggested)
      expect(interviews.totalCount).toBe(interviews.nodes.length)
      return interviews.nodes.map(({ id }: { id: string }) => id) as string[]
    }
    house.clock.stopAt(minutesIn(2))
    granted(await late.candidate.says(20))
    granted(await came.candidate.says('HERE'))
    expect(await list(shifted(minutesIn(15), -1))).toEqual([])
    expect(await list(minutesIn(15))).toEqual([silent.interview.id])
    expect(await seenBy(silent.ivar, silent.interview)).toMatchObject({
      status: 'SCHEDULED',
      noShowSuggestedSince: minutesIn(15).toISOString(),
    })
    expect(await list(minutesIn(18))).toEqual([silent.interview.id, phone.interview.id])
    expect(await list(shifted(minutesIn(36), -1))).toHaveLength(2)
    expect(await list(minutesIn(36))).toEqual([silent, late, phone].map(({ interview }) => interview.id))
    expect((await seenBy(recruiter, came.interview)).noShowSuggestedSince).toBeNull()

    const others = await recruiter.reads('{ interviews(filter: { noShowSuggested: false }) { nodes { id } } }')
    expect(others.interviews.nodes.map(({ id }: { id: string }) => id)).toContain(came.interview.id)
    expect(others.interviews.nodes).toHaveLength(2)

    granted(await recruiter.marksNoShow(silent.interview))
    granted(await phone.recruiter.saysTheyCame(phone.interview))
    granted(await late.ivar.saysTheyCame(late.interview))
    expect(await list(minutesIn(40))).toEqual([])
    // Nobody who meets the candidate has said that they are here: it is not begun by that, and may still be a no-show.
    expect(await seenBy(recruiter, late.interview)).toMatchObject({
      status: 'SCHEDULED',
      candidateArrival: { state: 'HERE' },
    })
    expect(await audited(story, late.interview.id)).toEqual([
      'CandidateDelayed CANDIDATE candidateArrival',
      'CandidateArrived STAFF candidateArrival',
    ])
    granted(await recruiter.marksNoShow(late.interview))
  })

  test('is suggested by the grace that the company sets, and an interviewer sees their own only', async () => {
    const story = await tellStory(house)
    const { interview, recruiter, ivar } = await meeting(story)
    const other = await meeting(story)
    const admin = await story.admin()
    expect(await admin.does('updateAdmissionSettings', { noShowGraceMinutes: 0 })).toMatchObject({
      id: story.companyId,
      noShowGraceMinutes: 0,
      admissionOpensMinutesBefore: 15,
    })
    house.clock.stopAt(shifted(startsAt, -1))
    expect((await seenBy(recruiter, interview)).noShowSuggestedSince).toBeNull()
    house.clock.stopAt(startsAt)
    expect((await seenBy(recruiter, interview)).noShowSuggestedSince).toBe(startsAt.toISOString())
    expect((await ivar.reads(suggested)).interviews.nodes).toEqual([{ id: interview.id }])
    expect((await other.ivar.reads(suggested)).interviews.nodes).toEqual([{ id: other.interview.id }])
    granted(await admin.does('updateAdmissionSettings', { noShowGraceMinutes: 120 }))
    expect((await seenBy(recruiter, interview)).noShowSuggestedSince).toBeNull()
  })
})

describe('what a company sets around the hour', () => {
  test('holds at once, within its bounds, and leaves the names of what changed', async () => {
    const story = await tellStory(house)
    const { candidate } = await meeting(story)
    const admin = await story.admin()
    for (const [name, value] of [
      ['admissionOpensMinutesBefore', -1],
      ['admissionOpensMinutesBefore', 1441],
      ['admissionClosesMinutesAfter', 0],
      ['admissionClosesMinutesAfter', 1441],
      ['noShowGraceMinutes', -1],
      ['noShowGraceMinutes', 121],
    ] as const)
      expect(await admin.does('updateAdmissionSettings', { [name]: value })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: name }],
      })
    const wishes = { admissionOpensMinutesBefore: 10, admissionClosesMinutesAfter: 20 }
    granted(await admin.does('updateAdmissionSettings', wishes))
    granted(await admin.does('updateAdmissionSettings', wishes))
    expect(await candidate.sees()).toMatchObject({
      opensAt: minutesIn(-10).toISOString(),
      closesAt: minutesIn(20).toISOString(),
    })
    expect(await audited(story, story.companyId)).toEqual([
      'AdmissionSettingsChanged STAFF admissionOpensMinutesBefore,admissionClosesMinutesAfter',
    ])
  })
})
