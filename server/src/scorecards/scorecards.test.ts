import { beforeAll, describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const startsAt = hoursAhead(24)
const afterwards = shifted(startsAt, 45 * minute)

/** An interview of two, in a round with a kit of two criteria of which the first must be scored. */
async function held({ complete = true, kit = true }: { complete?: boolean; kit?: boolean } = {}) {
  house.clock.goOn()
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
  let criteria: string[] = []
  if (kit) {
    const written = granted(
      await recruiter.does('createKit', {
        name: 'Talk',
        language: 'EN',
        questions: [],
        criteria: [{ name: 'Calm', mustBeScored: true }, { name: 'Kind' }],
      }),
    )
    criteria = written['version'].criteria.map(({ id }: { id: string }) => id)
    const { id: jobId } = await story.job()
    const rounds = [{ name: 'Talk', durationMinutes: 45, mode: 'PHONE', kitId: written.id }]
    granted(await recruiter.does('setJobRounds', { jobId, rounds }))
  }
  const { interview, candidate } = await story.arranged({ startsAt, interviewers: [ines, olof] })
  house.clock.stopAt(afterwards)
  if (complete) granted(await recruiter.completes(interview))
  const [calm, kind] = criteria as [string, string]
  return { story, recruiter, ines, olof, interview, candidate, calm, kind }
}

const cards = `scorecards { author { name } submitted { recommendation words scores { score notSeen words criterion { name position } } } }
  ownScorecard { id revision submitted { number } draft { number recommendation words scores { score criterion { id } } } }
  missingScorecards { name }
  scorecardSummary { submitted recommendations { recommendation count } criteria { criterion { name } average counts notSeen } }`

const sees = async (who: StaffMember, interview: { id: string }) =>
  (await who.reads(`query($id: ID!) { interview(id: $id) { ${cards} } }`, { id: interview.id })).interview

const owes = async (who: StaffMember) =>
  (await who.reads('{ owedScorecards { totalCount nodes { id } } }')).owedScorecards.nodes.map(
    ({ id }: { id: string }) => id,
  )

describe('a scorecard', () => {
  test('is kept as a draft that its writer alone sees, and handed in when it is complete', async () => {
    const { ines, olof, recruiter, interview, calm } = await held()
    const draft = granted(await ines.savesScorecard(interview, { words: ' Thoughtful. ', scores: { [calm]: 4 } }))
    expect(draft).toMatchObject({ revision: 1, submitted: null, draft: { words: 'Thoughtful.', recommendation: null } })
    for (const other of [olof, recruiter])
      expect(await sees(other, interview)).toMatchObject({ scorecards: [], ownScorecard: null })
    expect((await sees(ines, interview)).ownScorecard.draft).toMatchObject({
      words: 'Thoughtful.',
      scores: [{ score: 4, criterion: { id: calm } }],
    })
    const card = granted(await ines.submitsScorecard(interview, { revision: 1, scores: { [calm]: 5 } }))
    expect(card).toMatchObject({ id: draft.id, revision: 2, draft: null, submitted: { number: 1, words: null } })
    expect((await sees(recruiter, interview)).scorecards).toMatchObject([
      { author: { name: 'Ines' }, submitted: { recommendation: 'YES', scores: [{ score: 5 }] } },
    ])
  })

  test('is read by who meets the candidate too once theirs is in, and by recruiters at once', async () => {
    const { ines, olof, recruiter, story, interview, calm, kind } = await held()
    granted(await ines.submitsScorecard(interview, { words: 'Hire.', scores: { [calm]: 5, [kind]: 'NOT_SEEN' } }))
    const blind = await sees(olof, interview)
    expect(blind).toMatchObject({ scorecards: [], scorecardSummary: null, missingScorecards: [{ name: 'Olof' }] })
    granted(await olof.savesScorecard(interview, { recommendation: 'NO', scores: { [calm]: 2 } }))
    expect(await sees(olof, interview)).toMatchObject({ scorecards: [], scorecardSummary: null })
    for (const all of [recruiter, await story.admin()])
      expect(await sees(all, interview)).toMatchObject({
        scorecards: [{ author: { name: 'Ines' } }],
        scorecardSummary: { submitted: 1 },
      })
    granted(await olof.submitsScorecard(interview, { revision: 1, recommendation: 'NO', scores: { [calm]: 2 } }))
    const both = await sees(olof, interview)
    expect(both.scorecards.map(({ author }: { author: { name: string } }) => author.name)).toEqual(['Ines', 'Olof'])
    expect(both).toMatchObject({
      missingScorecards: [],
      scorecardSummary: {
        submitted: 2,
        criteria: [
          { criterion: { name: 'Calm' }, average: 3.5, counts: [0, 1, 0, 0, 1], notSeen: 0 },
          { criterion: { name: 'Kind' }, average: null, counts: [0, 0, 0, 0, 0], notSeen: 1 },
        ],
      },
    })
    expect(both.scorecardSummary.recommendations).toEqual([
      { recommendation: 'STRONG_NO', count: 0 },
      { recommendation: 'NO', count: 1 },
      { recommendation: 'YES', count: 1 },
      { recommendation: 'STRONG_YES', count: 0 },
    ])
  })

  test('is corrected by its writer: the correction counts, and what was said before is kept', async () => {
    const { ines, recruiter, interview, calm } = await held()
    const first = { words: 'No.', recommendation: 'NO', scores: { [calm]: 1 } }
    granted(await ines.submitsScorecard(interview, first))
    granted(await ines.savesScorecard(interview, { ...first, revision: 1, words: 'Well…' }))
    expect((await sees(recruiter, interview)).scorecards[0].submitted.words).toBe('No.')
    granted(await ines.submitsScorecard(interview, { revision: 2, words: 'Yes!', scores: { [calm]: 4 } }))
    const query = `query($id: ID!) { interview(id: $id) { scorecards {
      submittedAt submitted { number words } history { totalCount nodes { number words recommendation scores { score } } } } } }`
    const { interview: now } = await recruiter.reads(query, { id: interview.id })
    expect(now.scorecards).toMatchObject([
      {
        submitted: { number: 2, words: 'Yes!' },
        history: { totalCount: 1, nodes: [{ number: 1, words: 'No.', recommendation: 'NO', scores: [{ score: 1 }] }] },
      },
    ])
  })

  test('that is handed in again as it is corrects nothing, and a correction that is discarded leaves it', async () => {
    const { ines, interview, calm } = await held()
    const said = { words: 'Yes.', scores: { [calm]: 4 } }
    granted(await ines.submitsScorecard(interview, said))
    granted(await ines.savesScorecard(interview, { ...said, revision: 1, words: 'Hm.' }))
    const discarded = await ines.does('discardScorecardDraft', { interviewId: interview.id })
    expect(granted(discarded)).toMatchObject({ revision: 3, draft: null, submitted: { number: 1 } })
    granted(await ines.savesScorecard(interview, { ...said, revision: 3 }))
    expect(granted(await ines.submitsScorecard(interview, { ...said, revision: 4 }))).toMatchObject({
      draft: null,
      submitted: { number: 1 },
    })
  })

  test('has only the overall part where the interview has no kit', async () => {
    const { ines, interview, recruiter } = await held({ kit: false })
    granted(await ines.submitsScorecard(interview, { recommendation: 'STRONG_YES', words: 'Hire.' }))
    expect(await sees(recruiter, interview)).toMatchObject({
      scorecards: [{ submitted: { recommendation: 'STRONG_YES', scores: [] } }],
      scorecardSummary: { submitted: 1, criteria: [] },
    })
  })

  test('keeps the interview by the criteria that its first writer saw, whatever becomes of the round', async () => {
    const { ines, olof, recruiter, story, interview, calm } = await held({ complete: false })
    granted(await ines.savesScorecard(interview, { scores: { [calm]: 3 } }))
    const { id: jobId } = await story.job()
    const other = granted(await recruiter.writesKit({ criteria: ['Tall'] }))
    const rounds = [{ name: 'Talk', durationMinutes: 45, mode: 'PHONE', kitId: other.id }]
    granted(await recruiter.does('setJobRounds', { jobId, rounds }))
    const [tall] = other['version'].criteria as { id: string }[]
    expect(await olof.savesScorecard(interview, { scores: { [tall!.id]: 3 } })).toMatchObject({
      __typename: 'CriterionIsNotInKit',
      criterionId: tall!.id,
    })
    granted(await olof.submitsScorecard(interview, { scores: { [calm]: 3 } }))
  })
})

describe('nobody writes a scorecard', () => {
  test('before the hour of the interview', async () => {
    const { ines, interview } = await held({ complete: false })
    house.clock.stopAt(shifted(startsAt, -1))
    expect(await ines.savesScorecard(interview)).toMatchObject({ __typename: 'InterviewHasNotBegun' })
    house.clock.stopAt(startsAt)
    granted(await ines.savesScorecard(interview))
  })

  test('of one that the candidate missed', async () => {
    const { ines, recruiter, interview } = await held({ complete: false })
    granted(await recruiter.marksNoShow(interview))
    expect(await ines.submitsScorecard(interview)).toMatchObject({
      __typename: 'InterviewWasNotHeld',
      status: 'NO_SHOW',
    })
  })

  test('who does not meet the candidate: a recruiter is told so, and to an interviewer there is no such interview', async () => {
    const { recruiter, story, interview, calm } = await held()
    expect(await recruiter.submitsScorecard(interview, { scores: { [calm]: 3 } })).toMatchObject({
      __typename: 'NotOnThePanel',
    })
    const outsider = await story.interviewer('Outsider')
    for (const mutation of ['saveScorecard', 'submitScorecard'])
      expect(await outsider.failsTo(mutation, { interviewId: interview.id, revision: 0, scores: [] })).toBe('NOT_FOUND')
    expect(await outsider.failsTo('discardScorecardDraft', { interviewId: interview.id })).toBe('NOT_FOUND')
  })

  test('in another company', async () => {
    const { interview, calm } = await held()
    const stranger = await (await tellStory(house)).recruiter()
    const input = { revision: 0, scores: [] }
    expect(await stranger.failsTo('saveScorecard', { ...input, interviewId: interview.id })).toBe('NOT_FOUND')
    const own = await held()
    const scores = [{ criterionId: calm, score: 3 }]
    expect(await own.ines.failsTo('saveScorecard', { ...input, interviewId: own.interview.id, scores })).toBe(
      'NOT_FOUND',
    )
  })

  test('with a score out of bounds, one by nothing, two by the same, or one of what was not seen', async () => {
    const { ines, interview, calm } = await held()
    const saves = (scores: object[]) => ines.does('saveScorecard', { interviewId: interview.id, revision: 0, scores })
    for (const score of [0, 6])
      expect(await saves([{ criterionId: calm, score }])).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: 'scores.0.score', message: 'Must be from 1 to 5.' }],
      })
    expect(await saves([{ criterionId: calm, score: 3, notSeen: true }])).toMatchObject({
      fields: [{ path: 'scores.0.notSeen' }],
    })
    expect(await saves([{ criterionId: calm }, { criterionId: calm }])).toMatchObject({ fields: [{ path: 'scores' }] })
    const unknown = [{ criterionId: newId(), score: 3 }]
    expect(await ines.failsTo('saveScorecard', { interviewId: interview.id, revision: 0, scores: unknown })).toBe(
      'NOT_FOUND',
    )
  })

  test('that lacks what it needs; what was written stays a draft', async () => {
    const { ines, interview, calm, kind } = await held()
    expect(
      await ines.submitsScorecard(interview, { recommendation: null, scores: { [calm]: 'NOT_SEEN', [kind]: 2 } }),
    ).toMatchObject({ __typename: 'ScorecardIsIncomplete', lacksRecommendation: true, criterionIds: [calm] })
    expect((await sees(ines, interview)).ownScorecard).toBeNull()
  })

  test('over what they wrote meanwhile in another window', async () => {
    const { ines, interview } = await held()
    granted(await ines.savesScorecard(interview, { words: 'On the phone.' }))
    for (const writes of [ines.savesScorecard, ines.submitsScorecard, ines.savesScorecard])
      expect(await writes(interview, { words: 'On the laptop.', revision: 0 })).toMatchObject({
        revision: 1,
        __typename: expect.stringMatching(/HasChanged|Incomplete/),
      })
    expect((await sees(ines, interview)).ownScorecard.draft.words).toBe('On the phone.')
  })

  test('twice by asking twice, nor in two windows at once', async () => {
    const { ines, interview } = await held({ kit: false })
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ines.submitsScorecard(interview, { words: `Window ${index}`, idempotencyKey: `window-${index % 4}` }),
      ),
    )
    expect(answers.filter(({ __typename }) => __typename === 'Scorecard').length).toBeGreaterThan(0)
    const rows = await house.database.query(
      'select from scorecard join scorecard_version on scorecard_id = scorecard.id where interview_id = $1',
      [interview.id],
    )
    expect(rows).toHaveLength(1)
  })
})

describe('who owes a scorecard', () => {
  test('is told to all, and each has a list of theirs, the longest owed first', async () => {
    const { ines, olof, recruiter, story, interview } = await held({ kit: false })
    house.clock.goOn()
    const { interview: earlier } = await story.arranged({
      startsAt: shifted(startsAt, -60 * minute),
      interviewers: [ines],
    })
    house.clock.stopAt(afterwards)
    expect(await owes(ines)).toEqual([interview.id])
    granted(await recruiter.completes(earlier))
    expect(await owes(ines)).toEqual([earlier.id, interview.id])
    expect(await owes(olof)).toEqual([interview.id])
    expect(await owes(recruiter)).toEqual([])
    expect((await sees(recruiter, interview)).missingScorecards).toEqual([{ name: 'Ines' }, { name: 'Olof' }])
    granted(await ines.savesScorecard(interview, { words: 'Soon.' }))
    expect(await owes(ines)).toEqual([earlier.id, interview.id])
    granted(await ines.submitsScorecard(interview, { revision: 1 }))
    expect(await owes(ines)).toEqual([earlier.id])
  })

  test('is nobody while the interview is not held, and once the application is decided', async () => {
    const { ines, recruiter, interview, candidate } = await held({ kit: false, complete: false })
    expect(await owes(ines)).toEqual([])
    granted(await recruiter.completes(interview))
    expect(await owes(ines)).toEqual([interview.id])
    granted(await recruiter.decides(candidate, 'APPROVED'))
    expect(await owes(ines)).toEqual([])
    expect((await sees(recruiter, interview)).missingScorecards).toEqual([])
  })
})

test('the audit trail knows that and by whom, and no word or score of it', async () => {
  const { ines, story, interview, calm } = await held()
  granted(await ines.savesScorecard(interview, { words: 'A secret.', scores: { [calm]: 4 } }))
  granted(await ines.submitsScorecard(interview, { revision: 1, words: 'A secret.', scores: { [calm]: 4 } }))
  granted(await ines.submitsScorecard(interview, { revision: 2, words: 'Another secret.', scores: { [calm]: 4 } }))
  const entries = await house.database.query<{ action: string; fields: string[]; actor: string }>(
    `select action, fields, actor_id as actor, to_jsonb(audit_entry)::text as text from audit_entry
      where company_id = $1 and entity_type = 'Scorecard' order by at, action`,
    [story.companyId],
  )
  expect(entries.map(({ action, fields, actor }) => [action, fields, actor])).toEqual([
    ['ScorecardCorrected', ['words'], ines.id],
    ['ScorecardSubmitted', ['recommendation', 'words', 'scores'], ines.id],
  ])
  expect(JSON.stringify(entries)).not.toContain('secret')
})

test('the scorecards of all rounds are summed up for the decision, and for no interviewer', async () => {
  const { ines, recruiter, interview, candidate, calm } = await held()
  granted(await ines.submitsScorecard(interview, { scores: { [calm]: 3 } }))
  const query = `query($id: ID!) { application(id: $id) { scorecardSummary {
    submitted recommendations { recommendation count } criteria { criterion { name } average } } } }`
  const { application } = await recruiter.reads(query, { id: candidate.applicationId })
  expect(application.scorecardSummary).toMatchObject({
    submitted: 1,
    criteria: [
      { criterion: { name: 'Calm' }, average: 3 },
      { criterion: { name: 'Kind' }, average: null },
    ],
  })
  const { errors } = await ines.ask(
    'query($id: ID!) { interview(id: $id) { application { scorecardSummary { submitted } } } }',
    { id: interview.id },
  )
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})

describe('on the live view', () => {
  let told: Awaited<ReturnType<typeof held>>
  beforeAll(async () => {
    told = await held()
  })

  test('who may see the interview hears of a scorecard that is submitted, with what they may read of it', async () => {
    const { ines, olof, recruiter, story, interview, calm } = told
    const outsider = await story.interviewer('Outsider')
    const query = `subscription { scorecardChanged { interview { id scorecards { submitted { words } } } } }`
    const people = [recruiter, olof, outsider]
    const ears = await Promise.all(
      people.map(async (person) => {
        const socket = person.listens()
        await socket.opened()
        return { socket, heard: socket.to(query) }
      }),
    )
    granted(await ines.savesScorecard(interview, { words: 'A draft.' }))
    granted(await ines.submitsScorecard(interview, { revision: 1, words: 'Said.', scores: { [calm]: 4 } }))
    await until('the news', () => ears.slice(0, 2).every(({ heard }) => heard.heard.length > 0))
    const news = ears.map(({ heard }) => JSON.stringify(heard.heard))
    expect(news[0]).toContain('Said.')
    expect(news[1]).toContain(interview.id)
    expect(news[1]).not.toContain('Said.')
    expect(news[2]).toBe('[]')
    for (const { heard } of ears.slice(0, 2)) expect(heard.heard).toHaveLength(1)
    await Promise.all(ears.map(({ socket }) => socket.close()))
  })
})
