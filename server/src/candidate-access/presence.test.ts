import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse, type Instance } from '../../test/house.ts'
import type { Ears } from '../../test/live.ts'
import {
  granted,
  tellStory,
  type Asker,
  type Candidate,
  type InterviewWishes,
  type Known,
  type Story,
} from '../../test/story.ts'
import { until } from '../../test/until.ts'

/** Long enough for a page that comes back at once, also on a loaded machine. */
const grace = 3_000
const house = await openHouse({ worker: true, presence: { beatEvery: 100, grace } })
let neighbour: Instance
beforeAll(async () => {
  neighbour = await house.openAnother()
})
vi.setConfig({ testTimeout: 90_000 })

const startsAt = hoursAhead(24)
const opensAt = shifted(startsAt, -15 * minute)
const second = 1000
/** Less than a minute before the start: a clock that leaps further leaves behind what was seen before. */
const inLobby = shifted(startsAt, -45 * second)

const open: Ears[] = []
afterEach(async () => {
  for (const ears of open.splice(0)) await ears.close()
})

/** Opens the page in one more tab, which listens as the page does. */
async function opensPage(candidate: Candidate, at: Instance = house) {
  const ears = candidate.holder.listens({ at })
  open.push(ears)
  const heard = ears.to('subscription { candidateInterviewChanged { candidateInterview { started } } }')
  const socket = await ears.opened()
  return {
    heard,
    /** As a browser does when the page is closed. */
    close: () => socket.close(1001),
    /** As a network does. */
    lose: () => socket.terminate(),
  }
}

const fields = `status presence { isPageOpen since saidGoodbye } roomProgress { questionPosition questionCount askedAt }`

const seenBy = async (asker: Asker, interview: Known) =>
  (
    await asker.reads(`query($id: ID!) { interview(id: $id) { ${fields} } }`, {
      id: typeof interview === 'string' ? interview : interview.id,
    })
  ).interview

async function watching(asker: Asker) {
  const ears = asker.listens()
  open.push(ears)
  await ears.opened()
  return ears.to(
    `subscription($after: String) { interviewStatusChanged(after: $after) { interview { id ${fields} } } }`,
    { after: await house.cursor() },
  )
}

type Watched = Awaited<ReturnType<typeof watching>>
const told = (watched: Watched) => watched.heard.map((event) => event.data.interviewStatusChanged.interview)
const hears = async (watched: Watched, interview: Known, isPageOpen: boolean) => {
  const { interviewStatusChanged } = await watched.hears(
    isPageOpen ? 'that the candidate is here' : 'that the candidate is gone',
    ({ interviewStatusChanged: { interview: of } }) =>
      of.id === (interview as { id: string }).id && of.presence?.isPageOpen === isPageOpen,
  )
  return interviewStatusChanged.interview
}

/** How often somebody was told as come or gone. */
const changes = async ({ id }: { id: string }): Promise<number> => {
  const [row] = await house.database.query<{ count: number }>(
    `select count(*)::int as count from live_event where topic = 'candidatePresenceChanged' and subject_id = $1`,
    [id],
  )
  return row!.count
}

const rowsOf = ({ id }: { id: string }) =>
  house.database.query<{ seen_at: Date; is_held: boolean }>(
    'select seen_at, is_held from candidate_presence where interview_id = $1',
    [id],
  )

/** A self-guided interview, and who looks at it. */
async function arranged({ story, ...wishes }: InterviewWishes & { story?: Story } = {}) {
  const company = story ?? (await tellStory(house))
  const recruiter = await company.recruiter()
  if (!story) await recruiter.plansToAsk(await company.job(), ['Why us?', 'And now?'])
  const meeting = await company.arranged({ mode: 'SELF_GUIDED', startsAt, ...wishes })
  return { ...meeting, story: company, interview: meeting.interview as { id: string } }
}

/** Waits until every page that is open was said to be so at this instant of the clock. */
async function beatAt(instant: Date, known: { id: string }) {
  house.clock.stopAt(instant)
  await until('a beat', async () =>
    (await rowsOf(known)).some(({ seen_at }) => seen_at.getTime() === instant.getTime()),
  )
}

describe('a candidate', () => {
  test('is told as here from the lobby on, then at which question, until it is over', async () => {
    const { candidate, recruiter, interview } = await arranged()
    house.clock.stopAt(inLobby)
    expect(await seenBy(recruiter, interview)).toEqual({ status: 'SCHEDULED', presence: null, roomProgress: null })
    const dashboard = await watching(recruiter)

    const page = await opensPage(candidate)
    const here = { isPageOpen: true, since: inLobby.toISOString(), saidGoodbye: false }
    expect(await hears(dashboard, interview, true)).toMatchObject({ status: 'SCHEDULED', presence: here })

    // Who is not said to be here for a minute is gone, and the clock leaps.
    await beatAt(startsAt, interview)
    const { question } = granted(await candidate.starts())
    await dashboard.hears('the start', ({ interviewStatusChanged: { interview: of } }) => of.status === 'IN_PROGRESS')
    const first = { questionPosition: 1, questionCount: 2, askedAt: startsAt.toISOString() }
    expect(await seenBy(recruiter, interview)).toEqual({ status: 'IN_PROGRESS', presence: here, roomProgress: first })
    const wentOnAt = shifted(startsAt, 30 * second)
    house.clock.stopAt(wentOnAt)
    const { question: last } = granted(await candidate.goesOnFrom(question))
    const told = await dashboard.hears(
      'the second question',
      ({ interviewStatusChanged: { interview: of } }) => of.roomProgress?.questionPosition === 2,
    )
    expect(told.interviewStatusChanged.interview).toMatchObject({
      presence: here,
      roomProgress: { questionPosition: 2, questionCount: 2, askedAt: wentOnAt.toISOString() },
    })
    granted(await candidate.goesOnFrom(last))
    expect((await seenBy(recruiter, interview)).roomProgress).toEqual({
      questionPosition: null,
      questionCount: 2,
      askedAt: null,
    })
    granted(await candidate.finishes())
    expect(await seenBy(recruiter, interview)).toEqual({ status: 'COMPLETED', presence: null, roomProgress: null })

    // One change: they came. And their own page was not told of it: what it hears first is their start.
    expect(await changes(interview)).toBe(1)
    const [heard] = await until('the page to hear', () => page.heard.heard.length > 0 && page.heard.heard)
    expect(heard!.data).toEqual({ candidateInterviewChanged: { candidateInterview: { started: true } } })
  })

  test('who closes the page is told as gone by their own word; who loses the line, as lost', async () => {
    const { candidate, recruiter, interview, story } = await arranged()
    const other = await arranged({ story })
    house.clock.stopAt(inLobby)
    const dashboard = await watching(recruiter)
    const pages = [await opensPage(candidate), await opensPage(other.candidate)]
    await hears(dashboard, interview, true)
    await hears(dashboard, other.interview, true)
    const leftAt = shifted(inLobby, 30 * second)
    await beatAt(leftAt, interview)
    await beatAt(leftAt, other.interview)
    pages[0]!.close()
    pages[1]!.lose()
    const presence = { isPageOpen: false, since: leftAt.toISOString() }
    expect((await hears(dashboard, interview, false)).presence).toEqual({ ...presence, saidGoodbye: true })
    expect((await hears(dashboard, other.interview, false)).presence).toEqual({ ...presence, saidGoodbye: false })
    // And who comes back is here again, since then.
    const backAt = shifted(leftAt, 5 * minute)
    house.clock.stopAt(backAt)
    await opensPage(candidate)
    await until('the candidate to be back', async () => (await seenBy(recruiter, interview)).presence.isPageOpen)
    expect((await seenBy(recruiter, interview)).presence.since).toBe(backAt.toISOString())
    expect(await changes(interview)).toBe(3)
  })

  test('of whom nothing was heard for a minute, and then something, has come again', async () => {
    const { candidate, recruiter, interview } = await arranged()
    const cameAt = shifted(opensAt, minute)
    house.clock.stopAt(cameAt)
    await opensPage(candidate)
    await until('the candidate to be here', async () => (await seenBy(recruiter, interview)).presence?.isPageOpen)
    // As if the process had slept meanwhile: who asked in between was told that they are gone.
    const again = shifted(cameAt, minute)
    house.clock.stopAt(again)
    const back = await until('the candidate to be back', async () => {
      const { presence } = await seenBy(recruiter, interview)
      return presence.isPageOpen && presence
    })
    expect(back.since).toBe(again.toISOString())
  })

  test('in several tabs, at several instances, is here once, and gone with the last of them', async () => {
    const { candidate, recruiter, interview } = await arranged()
    house.clock.stopAt(inLobby)
    const dashboard = await watching(recruiter)
    const [one, two, elsewhere] = await Promise.all([
      opensPage(candidate),
      opensPage(candidate),
      opensPage(candidate, neighbour),
    ])
    await hears(dashboard, interview, true)
    await until('both instances to know', async () => (await rowsOf(interview)).length === 2)
    one.close()
    elsewhere.close()
    await until('the neighbour to have said so', async () => (await rowsOf(interview)).some(({ is_held }) => !is_held))
    expect((await seenBy(recruiter, interview)).presence).toMatchObject({
      isPageOpen: true,
      since: inLobby.toISOString(),
    })
    expect(await changes(interview)).toBe(1)
    two.lose()
    await hears(dashboard, interview, false)
    expect(await changes(interview)).toBe(2)
    expect(told(dashboard).filter(({ id }) => id === interview.id)).toHaveLength(2)
  })

  test('who opens the page everywhere at once has come once', async () => {
    for (let time = 0; time < 3; time++) {
      const { candidate, interview } = await arranged()
      house.clock.stopAt(inLobby)
      await Promise.all([house, neighbour, house, neighbour].map((at) => opensPage(candidate, at)))
      await until('both instances to know', async () => (await rowsOf(interview)).length === 2)
      expect(await changes(interview)).toBe(1)
    }
  })

  test('who reloads, or comes back at another instance, was never gone', async () => {
    const { candidate, recruiter, interview, story } = await arranged()
    const wanderer = await arranged({ story })
    const leaver = await arranged({ story })
    house.clock.stopAt(inLobby)
    const dashboard = await watching(recruiter)
    const [page, itsPage, last] = await Promise.all(
      [candidate, wanderer.candidate, leaver.candidate].map((each) => opensPage(each)),
    )
    for (const each of [interview, wanderer.interview, leaver.interview]) await hears(dashboard, each, true)
    house.clock.stopAt(shifted(inLobby, 30 * second))
    page!.close()
    itsPage!.lose()
    await Promise.all([opensPage(candidate), opensPage(wanderer.candidate, neighbour)])
    last!.close()
    // Once that one is told as gone, the others would have been, too.
    await hears(dashboard, leaver.interview, false)
    const here = { isPageOpen: true, since: inLobby.toISOString(), saidGoodbye: false }
    for (const each of [interview, wanderer.interview]) {
      expect((await seenBy(recruiter, each)).presence).toEqual(here)
      expect(await changes(each)).toBe(1)
    }
  })

  test('is told as here for who may see the interview, and for nobody else', async () => {
    const story = await tellStory(house)
    const [mine, notMine] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const { candidate, interview, recruiter } = await arranged({
      story,
      mode: 'VIDEO',
      meetingUrl: 'https://meet.test/',
      interviewers: [mine],
    })
    const foreign = await tellStory(house)
    const stranger = await foreign.recruiter()
    house.clock.stopAt(inLobby)
    const watchers = await Promise.all([recruiter, mine, notMine, stranger].map(watching))
    await opensPage(candidate)
    for (const watcher of watchers.slice(0, 2)) await hears(watcher, interview, true)
    expect((await seenBy(mine, interview)).presence.isPageOpen).toBe(true)
    for (const asker of [notMine, stranger])
      expect((await asker.ask(`{ interview(id: "${interview.id}") { ${fields} } }`)).errors?.[0]?.extensions.code).toBe(
        'NOT_FOUND',
      )
    expect(
      (await candidate.holder.ask(`{ interview(id: "${interview.id}") { ${fields} } }`)).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN')
    // What they hear first is what happens after it, and is theirs.
    house.clock.goOn()
    const theirs = await arranged({ story, mode: 'PHONE', interviewers: [notMine], startsAt: hoursAhead(60) })
    const strangers = await arranged({ story: foreign, mode: 'PHONE' })
    for (const [watcher, own] of [
      [watchers[2]!, theirs.interview],
      [watchers[3]!, strangers.interview],
    ] as const) {
      await watcher.hears('their own', ({ interviewStatusChanged: { interview: of } }) => of.id === own.id)
      expect(told(watcher)[0].id).toBe(own.id)
    }
  })
})

describe('an opened page', () => {
  test('is nobody’s presence before the lobby: a mail scanner follows links and runs scripts', async () => {
    const { candidate, recruiter, interview, story } = await arranged()
    const known = await arranged({ story, startsAt: shifted(startsAt, -10 * minute) })
    const early = shifted(opensAt, -50 * second)
    house.clock.stopAt(early)
    const dashboard = await watching(recruiter)
    await opensPage(known.candidate)
    await hears(dashboard, known.interview, true)
    const scanner = await opensPage(candidate)
    await candidate.sees()
    const waiting = await opensPage(candidate, neighbour)
    await beatAt(shifted(early, second), known.interview)
    expect(await rowsOf(interview)).toEqual([])
    expect(await changes(interview)).toBe(0)
    expect(await seenBy(recruiter, interview)).toMatchObject({ status: 'SCHEDULED', presence: null })
    scanner.close()

    // Who waits on the page is here as soon as the lobby opens, and does nothing for it.
    await beatAt(shifted(opensAt, -1), known.interview)
    expect(await rowsOf(interview)).toEqual([])
    house.clock.stopAt(opensAt)
    expect((await hears(dashboard, interview, true)).presence.since).toBe(opensAt.toISOString())
    waiting.close()
  })

  test('is nobody’s presence once the interview is over, moved away, or nobody started in time', async () => {
    const { candidate, recruiter, interview, story } = await arranged()
    const moved = await arranged({ story })
    const late = await arranged({ story, mode: 'VIDEO', meetingUrl: 'https://meet.test/' })
    house.clock.stopAt(inLobby)
    const dashboard = await watching(recruiter)
    for (const each of [candidate, moved.candidate, late.candidate]) await opensPage(each)
    for (const each of [interview, moved.interview, late.interview]) await hears(dashboard, each, true)
    house.clock.stopAt(startsAt)
    granted(await candidate.starts())
    granted(await recruiter.completes(interview))
    granted(
      await recruiter.reschedules(moved.interview, {
        startsAt: shifted(startsAt, 3 * hour),
        overrideReason: 'It moves.',
      }),
    )
    house.clock.stopAt(shifted(startsAt, 15 * minute))
    for (const each of [interview, moved.interview, late.interview])
      expect((await seenBy(recruiter, each)).presence).toBeNull()
    // Nothing is kept of what is over, though the pages are still open.
    await until('it is forgotten', async () => (await rowsOf(interview)).length === 0)
    // At its new time the lobby opens, and who is on the page is here since then.
    const again = shifted(startsAt, 3 * hour - 15 * minute)
    house.clock.stopAt(again)
    const back = await until(
      'the candidate to be here',
      async () => (await seenBy(recruiter, moved.interview)).presence,
    )
    expect(back).toEqual({ isPageOpen: true, since: again.toISOString(), saidGoodbye: false })
  })

  test('of many is said to be open in one statement for all of them', async () => {
    const { candidate, interview, story } = await arranged()
    const others = await Promise.all(
      Array.from({ length: 19 }, async () => {
        const person = await story.applicant()
        const interview = granted(await (await story.recruiter()).schedules(person, { mode: 'SELF_GUIDED', startsAt }))
        return { id: interview.id, candidate: person.isGiven(interview['candidateLink'] as string) }
      }),
    )
    house.clock.stopAt(inLobby)
    await Promise.all([candidate, ...others.map((other) => other.candidate)].map((each) => opensPage(each)))
    const ids = [interview.id, ...others.map(({ id }) => id)]
    const seen = async () =>
      house.database.query<{ at: Date; statement: string }>(
        'select seen_at as at, xmin::text as statement from candidate_presence where interview_id = any($1)',
        [ids],
      )
    await until('all of them to be here', async () => (await seen()).length === 20)
    const later = shifted(inLobby, 30 * second)
    house.clock.stopAt(later)
    const rows = await until('a beat', async () => {
      const all = await seen()
      return all.every(({ at }) => at.getTime() === later.getTime()) && all
    })
    expect(new Set(rows.map(({ statement }) => statement)).size).toBe(1)
    for (const id of ids) expect(await changes({ id })).toBe(1)
  })
})

describe('an instance that is gone', () => {
  test('leaves nobody here for longer than a minute, and that is told', async () => {
    const doomed = await house.openAnother()
    const { candidate, recruiter, interview, story } = await arranged()
    const elsewhere = await arranged({ story })
    house.clock.stopAt(inLobby)
    const dashboard = await watching(recruiter)
    await opensPage(candidate, doomed)
    await opensPage(elsewhere.candidate, doomed)
    await hears(dashboard, interview, true)
    await hears(dashboard, elsewhere.interview, true)
    await doomed.close()
    // One of them comes back at once, at the instance that is left.
    await opensPage(elsewhere.candidate)
    await until('the other instance to know', async () => (await rowsOf(elsewhere.interview)).length === 2)

    house.clock.stopAt(shifted(inLobby, minute - 1))
    expect((await seenBy(recruiter, interview)).presence).toMatchObject({ isPageOpen: true })
    await until('a beat of who is left', async () =>
      (await rowsOf(elsewhere.interview)).some(({ seen_at }) => seen_at > inLobby),
    )
    house.clock.stopAt(shifted(inLobby, minute))
    const lost = { isPageOpen: false, since: inLobby.toISOString(), saidGoodbye: false }
    expect((await seenBy(recruiter, interview)).presence).toEqual(lost)
    expect((await hears(dashboard, interview, false)).presence).toEqual(lost)
    expect(await changes(interview)).toBe(2)

    await until('the dead one’s word to be forgotten', async () => (await rowsOf(elsewhere.interview)).length === 1)
    expect((await seenBy(recruiter, elsewhere.interview)).presence).toMatchObject({
      isPageOpen: true,
      since: inLobby.toISOString(),
    })
    expect(await changes(elsewhere.interview)).toBe(1)
  })
})
