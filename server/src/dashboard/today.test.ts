import { beforeEach, describe, expect, test } from 'vitest'
import { hour, minute, morningAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'

const house = await openHouse()
/** Ten in the morning in UTC, two days ahead: "now" of these stories. */
const now = morningAhead(2)
const inMinutes = (minutes: number) => shifted(now, minutes * minute)

beforeEach(() => house.clock.goOn())

const named = (nodes: { candidate: { name: string } }[]) => nodes.map(({ candidate }) => candidate.name)

async function dayOf(person: StaffMember) {
  const { today } = await person.reads(`{ today { now date company { timeZone } startsAt endsAt heldCount
    onNow { totalCount nodes { candidate { name } } } next { totalCount nodes { candidate { name } } }
    firstAfterToday { candidate { name } } } }`)
  return { ...today, onNow: named(today.onNow.nodes), next: named(today.next.nodes) }
}

interface Needed {
  id: string
  kind: string
  dueAt: string
  interview: { id: string; candidate: { name: string } } | null
  delivery: { id: string; status: string; kind: string } | null
}

async function needs(person: StaffMember): Promise<Needed[]> {
  const { today } = await person.reads(`{ today { attention { totalCount nodes { id kind dueAt
    interview { id candidate { name } } delivery { id kind status } } } } }`)
  expect(today.attention.totalCount).toBe(today.attention.nodes.length)
  return today.attention.nodes
}
const kinds = async (person: StaffMember) => (await needs(person)).map(({ kind }) => kind)

/** Somebody with an interview some minutes from "now", who has said that they come. */
async function expected(
  story: Story,
  name: string,
  minutes: number,
  wishes: Parameters<StaffMember['schedules']>[1] & { email?: null; answers?: string | null } = {},
) {
  const { email, answers = 'ACCEPTED', ...more } = wishes
  const candidate = await story.applicant({ name, ...(email === null ? { email } : {}) })
  const recruiter = await story.recruiter()
  const interview = granted(await recruiter.schedules(candidate, { startsAt: inMinutes(minutes), ...more }))
  candidate.isGiven(interview['candidateLink'])
  if (answers) granted(await candidate.answers(answers))
  return { candidate, interview, recruiter }
}

/** What became of the newest email to a candidate about their interview, as a worker would have written it down. */
const became = (interview: Known, status: string, at: Date = new Date()) =>
  house.database.query(
    `update delivery set status = $2, sent_at = case when $2 = 'SENT' then $3::timestamptz end,
        bounced_at = case when $2 = 'BOUNCED' then $3::timestamptz end, next_attempt_at = null
      where id = (select delivery.id from delivery join invitation on invitation.id = delivery.invitation_id
        where invitation.interview_id = $1 and invitation.candidate_id is not null
        order by delivery.queued_at desc, delivery.id desc limit 1)`,
    [typeof interview === 'string' ? interview : interview.id, status, at],
  )

describe('the day', () => {
  test('has what is on, what is next and what was held, by the clock of the server', async () => {
    const story = await tellStory(house)
    const { recruiter } = await expected(story, 'Yesterday', -24 * 60)
    const begun = await expected(story, 'Begun', -30)
    await expected(story, 'Waiting', 15)
    await expected(story, 'Soon', 16)
    await expected(story, 'Late in the evening', 9 * 60)
    await expected(story, 'Tomorrow', 24 * 60)
    const held = await expected(story, 'Held', -180)
    house.clock.stopAt(inMinutes(-180))
    granted(await held.candidate.says('HERE'))
    house.clock.stopAt(inMinutes(-30))
    granted(await begun.candidate.says('HERE'))
    house.clock.stopAt(now)
    granted(await recruiter.completes(held.interview))

    const zoned = {
      company: { timeZone: 'Europe/Stockholm' },
      date: now.toISOString().slice(0, 10),
      now: now.toISOString(),
    }
    expect(await dayOf(recruiter)).toMatchObject({
      ...zoned,
      onNow: ['Begun', 'Waiting'],
      next: ['Soon', 'Late in the evening'],
      firstAfterToday: { candidate: { name: 'Tomorrow' } },
      heldCount: 1,
    })
    // A minute later a lobby has opened, and nobody had to tell.
    house.clock.stopAt(inMinutes(1))
    expect(await dayOf(recruiter)).toMatchObject({
      onNow: ['Begun', 'Waiting', 'Soon'],
      next: ['Late in the evening'],
    })
    // Under way past its end it still is; one whose time is over without anybody is not.
    house.clock.stopAt(inMinutes(61))
    expect((await dayOf(recruiter)).onNow).toEqual(['Begun'])
  })

  test('is the one of the company’s calendar, and ends at its midnight', async () => {
    const story = await tellStory(house, { timeZone: 'Pacific/Auckland' })
    const recruiter = await story.recruiter()
    house.clock.stopAt(inMinutes(5 * 60))
    const { date, startsAt, endsAt } = await dayOf(recruiter)
    expect(date).toBe(
      shifted(now, 24 * hour)
        .toISOString()
        .slice(0, 10),
    )
    house.clock.stopAt(shifted(endsAt, -1))
    expect((await dayOf(recruiter)).date).toBe(date)
    house.clock.stopAt(endsAt)
    expect(await dayOf(recruiter)).toMatchObject({ startsAt: endsAt })
    house.clock.stopAt(shifted(startsAt, -1))
    expect((await dayOf(recruiter)).endsAt).toBe(startsAt)
  })

  test('keeps what runs over midnight', async () => {
    const story = await tellStory(house, { timeZone: 'UTC' })
    const { candidate, recruiter } = await expected(story, 'Night owl', 13 * 60 + 45)
    house.clock.stopAt(inMinutes(13 * 60 + 45))
    granted(await candidate.says('HERE'))
    expect(await dayOf(recruiter)).toMatchObject({ onNow: ['Night owl'], next: [] })
    house.clock.stopAt(inMinutes(14 * 60 + 10))
    expect(await dayOf(recruiter)).toMatchObject({
      onNow: ['Night owl'],
      date: shifted(now, 24 * hour)
        .toISOString()
        .slice(0, 10),
    })
  })

  test('is an interviewer’s own, and nobody’s who has not signed in', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    await expected(story, 'Of Ines', 60, { interviewers: [ines] })
    await expected(story, 'Of nobody', 60)
    const stranger = await tellStory(house)
    house.clock.stopAt(now)
    expect((await dayOf(ines)).next).toEqual(['Of Ines'])
    expect((await dayOf(await story.recruiter())).next).toHaveLength(2)
    expect(await dayOf(await stranger.recruiter())).toMatchObject({ next: [], firstAfterToday: null })
    const { errors } = await story.nobody().ask('{ today { date } }')
    expect(errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('what needs somebody', () => {
  test('is nothing on a good day', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview, recruiter } = await expected(story, 'Ada', 60, { interviewers: [ines] })
    await became(interview, 'SENT')
    house.clock.stopAt(now)
    expect(await needs(recruiter)).toEqual([])
    expect(await needs(ines)).toEqual([])
  })

  test('is who has not come, until somebody settles it', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview, recruiter } = await expected(story, 'Ada', -15, { interviewers: [ines] })
    house.clock.stopAt(shifted(now, -1))
    expect(await needs(recruiter)).toEqual([])
    house.clock.stopAt(now)
    for (const person of [recruiter, ines])
      expect(await needs(person)).toMatchObject([
        { kind: 'NO_SHOW_SUGGESTED', interview: { id: interview.id }, delivery: null },
      ])
    granted(await ines.saysTheyCame(interview))
    expect(await needs(recruiter)).toEqual([])
  })

  test('is who does not answer close to the hour, and not for half an hour after they were asked again', async () => {
    const story = await tellStory(house)
    const { interview, candidate, recruiter } = await expected(story, 'Ada', 4 * 60, {
      answers: null,
      interviewers: [await story.interviewer()],
    })
    await became(interview, 'SENT', inMinutes(-31))
    house.clock.stopAt(shifted(now, -1))
    expect(await kinds(recruiter)).toEqual([])
    house.clock.stopAt(now)
    expect(await kinds(recruiter)).toEqual(['UNANSWERED'])
    await became(interview, 'SENT', inMinutes(-29))
    expect(await kinds(recruiter)).toEqual([])
    house.clock.stopAt(inMinutes(1))
    expect(await kinds(recruiter)).toEqual(['UNANSWERED'])
    granted(await candidate.answers('TENTATIVE'))
    expect(await kinds(recruiter)).toEqual([])
  })

  test('is who does not come, and who would rather have another time', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview, candidate, recruiter } = await expected(story, 'Ada', 30 * 60, { interviewers: [ines] })
    house.clock.stopAt(now)
    granted(await candidate.answers('DECLINED'))
    expect(await needs(recruiter)).toMatchObject([
      { kind: 'DECLINED', id: `DECLINED:${interview.id}`, dueAt: interview['startsAt'] },
    ])
    expect(await needs(ines)).toEqual([])
    granted(await candidate.holder.does('proposeTime', { startsAt: inMinutes(50 * 60) }))
    expect(await kinds(recruiter)).toEqual(['TIME_PROPOSED'])
    const { interview: asked } = await recruiter.reads('query($id: ID!) { interview(id: $id) { proposal { id } } }', {
      id: interview.id,
    })
    granted(await recruiter.does('dismissProposal', { proposalId: asked.proposal.id }))
    expect(await kinds(recruiter)).not.toContain('TIME_PROPOSED')
    granted(await recruiter.cancels(interview))
    expect(await kinds(recruiter)).not.toContain('DECLINED')
  })

  test('is an email that did not arrive, as long as it is the newest and about what lies ahead', async () => {
    const story = await tellStory(house)
    const interviewers = [await story.interviewer()]
    const { interview, recruiter } = await expected(story, 'Ada', 48 * 60, { interviewers })
    for (const status of ['BOUNCED', 'FAILED']) {
      await became(interview, status)
      house.clock.stopAt(now)
      expect(await needs(recruiter)).toMatchObject([
        { kind: 'EMAIL_IN_TROUBLE', interview: { id: interview.id }, delivery: { kind: 'INVITATION', status } },
      ])
      house.clock.goOn()
    }
    granted(await recruiter.resends(interview))
    house.clock.stopAt(now)
    expect(await needs(recruiter)).toEqual([])
    await became(interview, 'BOUNCED')
    expect(await kinds(recruiter)).toEqual(['EMAIL_IN_TROUBLE'])
    house.clock.stopAt(inMinutes(48 * 60))
    expect(await kinds(recruiter)).not.toContain('EMAIL_IN_TROUBLE')
  })

  test('is a candidate without an address, until they have opened their page', async () => {
    const story = await tellStory(house)
    const interviewers = [await story.interviewer()]
    const { interview, candidate, recruiter } = await expected(story, 'Ada', 48 * 60, { email: null, interviewers })
    expect(await needs(recruiter)).toMatchObject([{ delivery: { status: 'SKIPPED_NO_ADDRESS' } }])
    await candidate.sees()
    await until('the opening to be noted', async () => {
      const rows = await house.database.query('select page_opened_at from interview where id = $1', [interview.id])
      return (rows[0] as { page_opened_at: Date | null }).page_opened_at !== null
    })
    expect(await needs(recruiter)).toEqual([])
  })

  test('is a link to choose a time that never arrived', async () => {
    const story = await tellStory(house)
    const candidate = await story.chooser({ name: 'Ada', email: null })
    const recruiter = await story.recruiter()
    expect(await needs(recruiter)).toMatchObject([
      { kind: 'EMAIL_IN_TROUBLE', interview: null, delivery: { kind: 'CHOOSE_SLOT', status: 'SKIPPED_NO_ADDRESS' } },
    ])
    granted(await recruiter.does('updateCandidate', { candidateId: candidate.id, email: 'ada@candidates.test' }))
    expect(await needs(recruiter)).toEqual([])
  })

  test('is an interview that nobody meets the candidate for, from a day before', async () => {
    const story = await tellStory(house)
    const { recruiter } = await expected(story, 'Ada', 24 * 60)
    await expected(story, 'Alone with the questions', 24 * 60, { mode: 'SELF_GUIDED' })
    house.clock.stopAt(shifted(now, -1))
    expect(await needs(recruiter)).toEqual([])
    house.clock.stopAt(now)
    expect(await needs(recruiter)).toMatchObject([{ kind: 'NOBODY_MEETS', interview: { candidate: { name: 'Ada' } } }])
  })

  test('is what was held without anybody telling, and the scorecard that one owes', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview, candidate, recruiter } = await expected(story, 'Ada', -45, { interviewers: [ines] })
    house.clock.stopAt(inMinutes(-45))
    granted(await candidate.says('HERE'))
    house.clock.stopAt(shifted(now, -1))
    expect(await kinds(recruiter)).toEqual([])
    house.clock.stopAt(now)
    expect(await kinds(recruiter)).toEqual(['END_UNTOLD'])
    expect(await kinds(ines)).toEqual([])
    granted(await recruiter.completes(interview))
    expect(await kinds(recruiter)).toEqual([])
    expect(await kinds(ines)).toEqual(['SCORECARD_OWED'])
    granted(await ines.submitsScorecard(interview, { words: 'Seen.' }))
    expect(await kinds(ines)).toEqual([])
  })

  test('comes in order: who waits, what lies ahead by its start, what was left undone; page by page', async () => {
    const story = await tellStory(house)
    const { recruiter } = await expected(story, 'Missing since half an hour', -30)
    const before = await expected(story, 'Left undone', -120)
    await expected(story, 'Nobody, later', 5 * 60)
    await expected(story, 'Nobody, sooner', 60)
    const own: Candidate = (await expected(story, 'Missing', -20)).candidate
    expect(own.name).toBe('Missing')
    house.clock.stopAt(inMinutes(-120))
    granted(await before.candidate.says('HERE'))
    house.clock.stopAt(now)
    const order = ['Missing since half an hour', 'Missing', 'Nobody, sooner', 'Nobody, later', 'Left undone']
    expect((await needs(recruiter)).map(({ interview }) => interview!.candidate.name)).toEqual(order)
    const seen: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const page: { nodes: Needed[]; pageInfo: { endCursor: string; hasNextPage: boolean } } = (
        await recruiter.reads(
          `query($after: String) { today { attention(first: 2, after: $after) {
            nodes { interview { candidate { name } } } pageInfo { endCursor hasNextPage } } } }`,
          { after },
        )
      ).today.attention
      seen.push(...page.nodes.map(({ interview }) => interview!.candidate.name))
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    expect(seen).toEqual(order)
  })

  test('never tells of another company', async () => {
    const story = await tellStory(house)
    await expected(story, 'Ada', -30)
    const stranger = await tellStory(house)
    house.clock.stopAt(now)
    expect(await needs(await story.recruiter())).toHaveLength(1)
    expect(await needs(await stranger.admin())).toEqual([])
  })
})
