import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { TypedText } from '../shared/graphql-text'
import { i18n, setLocale, useWords } from '../shared/i18n'
import type { Connection } from '../shared/line'
import { Declined } from '../shared/ask'
import type { PersonalGraph } from '../shared/personal-graph'
import CandidateDoor from './CandidateDoor.vue'

type Interview = CandidateDoor_InterviewFragment
type Answer = Record<string, unknown> | Error

/** Saturday noon; the interview is at 14:00 in Stockholm, which is 13:00 UTC, and opens at 13:45. */
const noonInStockholm = Date.parse('2026-11-21T11:00:00Z')

const interview: Interview = {
  id: 'interview-1',
  companyName: 'Nordlys AB',
  jobTitle: 'Backend engineer',
  candidateName: 'Ada Lovelace',
  round: 1,
  language: 'EN',
  mode: 'ONSITE',
  timeZone: 'Europe/Stockholm',
  companyTimeZone: 'Europe/Stockholm',
  phase: 'EARLY',
  opensAt: '2026-11-21T12:45:00.000Z',
  startsAt: '2026-11-21T13:00:00.000Z',
  endsAt: '2026-11-21T13:45:00.000Z',
  closesAt: '2026-11-21T13:15:00.000Z',
  serverNow: '',
  started: false,
  lateFrom: '2026-11-21T12:00:00.000Z',
  arrival: null,
  interviewersArrival: null,
  whenEN: 'Saturday, 21 November 2026, 14:00–14:45, Europe/Stockholm (UTC+01:00)',
  whenSV: 'lördag 21 november 2026, 14:00–14:45, Europe/Stockholm (UTC+01:00)',
  whenFR: 'samedi 21 novembre 2026, 14:00–14:45, Europe/Stockholm (UTC+01:00)',
  whenAtCompanyEN: null,
  whenAtCompanySV: null,
  whenAtCompanyFR: null,
  location: 'Storgatan 12, Stockholm',
  meetingUrl: null,
  notes: 'Ring the bell twice.',
  cancellationReason: null,
  cancelledBy: null,
  rsvp: 'NEEDS_ACTION',
  question: null,
  askedAt: null,
  answers: [],
  consent: null,
  givenConsent: null,
  questionCount: 0,
  offersFollowUp: false,
  calendarUrl: 'https://elsewhere.example/api/interview.ics?inline=0',
  formerTime: null,
  candidateMayReschedule: true,
  candidateMayCancel: true,
  mayReschedule: true,
  mayCancel: true,
  suggestTimeUrl: 'http://localhost/answer/key?want=time',
  changeUntil: '2026-11-21T12:00:00.000Z',
}

const question = (id: string, position: number, text = `Question ${id}`): NonNullable<Interview['question']> => ({
  id,
  position,
  preparationSeconds: 30,
  answerSeconds: 120,
  takesLeft: 2,
  textEN: text,
  textSV: text,
  textFR: text,
  writtenEN: 'EN',
  writtenSV: 'EN',
  writtenFR: 'EN',
  audioEN: null,
  audioSV: null,
  audioFR: null,
  followUpTo: null,
})

const consent = {
  version: 'v1',
  allowsText: true,
  recordsVideo: false,
  textEN: 'We record your voice and keep it for 30 days.',
  textSV: 'Vi spelar in din röst och sparar den i 30 dagar.',
  textFR: 'Nous enregistrons votre voix et la gardons 30 jours.',
}
const givenConsent: NonNullable<Interview['givenConsent']> = {
  id: 'c1',
  recordsVideo: false,
  text: consent.textEN,
  withdrawnAt: null,
  services: [],
}

/** A time on Sunday to which the interview could be moved, by its hour in UTC. */
const timeOnSunday = (id: string, hour: number) => ({
  __typename: 'BookableSlot',
  id,
  startsAt: `2026-11-22T${hour}:00:00.000Z`,
  endsAt: `2026-11-22T${hour}:45:00.000Z`,
  durationMinutes: 45,
  mode: 'ONSITE',
  location: 'Storgatan 12, Stockholm',
  placesLeft: 1,
  heldUntil: null,
  wait: null,
})

/** What somebody said of their coming: here, or so many minutes after the start. */
const arrivalOf = (lateMinutes: number | null): Interview['arrival'] & Interview['interviewersArrival'] =>
  ({
    __typename: 'Arrival',
    state: lateMinutes === null ? 'HERE' : 'LATE',
    lateMinutes,
    expectedAt:
      lateMinutes === null ? null : new Date(Date.parse(interview.startsAt) + lateMinutes * 60_000).toISOString(),
    saidAt: '2026-11-21T12:50:00.000Z',
  }) as never

let server: ReturnType<typeof aServer>
let page: VueWrapper

/** Answers as the schema promises, by a clock of its own, and tells what it was asked. */
function aServer() {
  const asked: string[] = []
  const events = new Set<(event: never) => void>()
  const state = {
    interview: { ...interview } as Interview,
    /** What the server's clock is ahead of the device's, in milliseconds. */
    ahead: 0,
    answers: {} as Record<string, Answer>,
    /** To which the interview can be moved. */
    times: [timeOnSunday('ten', 10), timeOnSunday('noon', 12)],
    /** While set, answers to the page's question are on their way; each comes in when called. */
    held: null as (() => void)[] | null,
  }
  const now = () => Date.now() + state.ahead
  const phase = (): Interview['phase'] => {
    const { phase, started, opensAt, startsAt, closesAt } = state.interview
    if (phase === 'CANCELLED' || phase === 'DONE') return phase
    if (
      started ||
      state.interview.arrival?.state === 'HERE' ||
      (now() >= Date.parse(startsAt) && now() < Date.parse(closesAt))
    )
      return 'LIVE'
    if (now() >= Date.parse(closesAt)) return 'EXPIRED'
    return now() >= Date.parse(opensAt) ? 'LOBBY' : 'EARLY'
  }
  const view = () => ({
    __typename: 'CandidateInterview',
    ...state.interview,
    phase: phase(),
    serverNow: new Date(now()).toISOString(),
  })

  /** Answers once whoever asks could have done something else meanwhile, as over a line. */
  async function ask({ name, text }: TypedText<unknown, unknown>, variables: unknown): Promise<unknown> {
    asked.push(text.startsWith('mutation') ? `${name} ${JSON.stringify(variables)}` : name)
    const field = name.charAt(0).toLowerCase() + name.slice(1)
    if (name === 'OtherTimes') return { bookableSlots: { nodes: [...state.times], pageInfo: { hasNextPage: false } } }
    const answer = state.answers[name] ?? view()
    if (state.held && name === 'CandidateInterview') await new Promise<void>((resolve) => state.held!.push(resolve))
    if (answer instanceof Error) throw answer
    return { [field]: answer }
  }
  const connection = ref<Connection>('live')
  return {
    state,
    asked,
    connection,
    graph: {
      ask,
      listen: (_: unknown, { next }: { next: (event: never) => void }) => {
        events.add(next)
        return () => void events.delete(next)
      },
      connection,
      closeSocket: () => undefined,
    } as PersonalGraph,
    questions: () => asked.filter((name) => name === 'CandidateInterview').length,
    hintsAtSlot() {
      const bookableSlotChanged = { __typename: 'BookableSlotChanged', cursor: '1', slotId: 'two' }
      for (const listener of events) listener({ bookableSlotChanged } as never)
    },
    hints() {
      const candidateInterviewChanged = { cursor: '1', candidateInterview: { id: state.interview.id } }
      for (const listener of events) listener({ candidateInterviewChanged } as never)
    },
  }
}

// Buttons of the component library look for one, to know whether they are links.
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: CandidateDoor }] })

async function opened(accessKey = 'k1.abc') {
  page = mount(CandidateDoor, {
    props: { accessKey, authorization: `Candidate ${accessKey}`, graph: server.graph },
    global: { plugins: [i18n, router] },
    attachTo: document.body,
  })
  await settled()
}

/** Until everything that is due now has been done; the clock stays where it is. */
async function settled() {
  for (let turn = 0; turn < 5; turn += 1) {
    await vi.advanceTimersByTimeAsync(0)
    await flushPromises()
  }
}
const later = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms)
  await settled()
}
const minutes = (count: number) => count * 60_000

const said = () => page.text().replace(/\s+/g, ' ')
const button = (name: string) => {
  const found = page.findAll('button').find((each) => each.text() === name)
  if (!found) throw new Error(`No button says "${name}". The page says: ${said()}`)
  return found
}
const press = async (name: string) => {
  await button(name).trigger('click')
  await settled()
}
const headline = () => page.get('#phase-headline').text()

beforeEach(async () => {
  vi.useFakeTimers({ now: noonInStockholm })
  // The parts of the room come later than the page, by a promise that no clock of ours moves.
  await Promise.all([useWords('candidateAccess'), useWords('selfScheduling'), import('../room/RoomStage.vue')])
  await setLocale('en', { remember: false })
  server = aServer()
})

afterEach(() => {
  page.unmount()
  sessionStorage.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('what the page tells', () => {
  test('who meets whom, for what, when and where', async () => {
    await opened()
    for (const fact of [
      'Nordlys AB',
      'Backend engineer',
      'Ada Lovelace',
      interview.whenEN,
      'Storgatan 12',
      'Ring the bell',
    ])
      expect(said()).toContain(fact)
    expect(said()).not.toContain('Round')
    expect(said()).not.toContain('At Nordlys AB')
  })

  test("the round when it is not the first, and the company's time when it is another", async () => {
    const whenAtCompany = 'Saturday 21 November 2026, 14:00–14:45, Europe/Stockholm (UTC+01:00)'
    Object.assign(server.state.interview, {
      round: 2,
      timeZone: 'America/New_York',
      whenEN: 'Saturday, 21 November 2026, 08:00–08:45, America/New_York (UTC-05:00)',
      whenAtCompanyEN: whenAtCompany,
    })
    await opened()
    expect(said()).toContain('Round 2')
    expect(said()).toContain('08:00–08:45, America/New_York')
    expect(said()).toContain(whenAtCompany)
  })

  test('everything in the language of the interview, until another one is chosen', async () => {
    server.state.interview.language = 'SV'
    await opened()
    await vi.waitFor(() => expect(headline()).toBe('Du är väntad'))
    expect(document.documentElement.lang).toBe('sv')
    await page.find('button[lang=fr]').trigger('click')
    await vi.waitFor(() => expect(headline()).toBe('On vous attend'))
    expect(page.find('time').text()).toBe(interview.whenFR)
    server.hints()
    await later(1_000)
    expect(headline()).toBe('On vous attend')
    // Another page behind a link of theirs, in the same tab, goes on in it.
    page.unmount()
    await opened()
    await vi.waitFor(() => expect(headline()).toBe('On vous attend'))
  })

  test('a meeting address that is no web address stays text', async () => {
    Object.assign(server.state.interview, { mode: 'VIDEO', location: null, meetingUrl: 'javascript:alert(1)' })
    vi.setSystemTime(Date.parse(interview.startsAt))
    await opened()
    expect(said()).toContain('javascript:alert(1)')
    expect(page.findAll('a').map((link) => link.text())).toEqual(['Suggest another time'])
  })
})

describe('time', () => {
  test('counts down to the opening, readable in words, without a word to a screen reader each second', async () => {
    await opened()
    const timer = page.find('[role=timer]')
    expect(timer.text()).toContain('Opens in 1 hour, 45 minutes, and 0 seconds')
    await later(1_000)
    expect(timer.text()).toContain('Opens in 1 hour, 44 minutes, and 59 seconds')
    expect(timer.element.closest('[aria-live]')).toBeNull()
    expect(document.title).toBe('Opens in 1 hour and 45 minutes · Backend engineer')
  })

  test("goes by the server's clock, and says calmly that the device's is wrong", async () => {
    server.state.ahead = minutes(100)
    await opened()
    expect(page.find('[role=timer]').text()).toContain('Opens in 5 minutes and 0 seconds')
    expect(said()).toContain('The clock of this device is 1 hour and 40 minutes slow.')
  })

  test('says nothing about a clock that is right within two minutes', async () => {
    server.state.ahead = -minutes(1)
    await opened()
    expect(said()).not.toContain('The clock of this device')
  })

  test('turns to the lobby, to live and to expired by itself, and has each turn confirmed', async () => {
    vi.setSystemTime(Date.parse(interview.opensAt) - minutes(1))
    await opened()
    expect(headline()).toBe('You are expected')
    for (const [instant, words, title] of [
      [interview.opensAt, 'Nearly time', 'Nearly time · Backend engineer'],
      [interview.startsAt, 'It is time', 'It is time · Backend engineer'],
      [interview.closesAt, 'The time has passed', 'Time has passed · Backend engineer'],
    ] as const) {
      await later(Date.parse(instant) - Date.now())
      expect(headline()).toBe(words)
      expect(document.title).toBe(title)
      const questions = server.questions()
      await later(2_500)
      expect(server.questions()).toBe(questions + 1)
    }
  })

  test('is right at once after the tab has slept', async () => {
    await opened()
    // Timers stood still for two hours; only the wall clock went on.
    vi.setSystemTime(noonInStockholm + minutes(120))
    document.dispatchEvent(new Event('visibilitychange'))
    await settled()
    expect(headline()).toBe('It is time')
    const questions = server.questions()
    await later(150)
    expect(server.questions()).toBe(questions + 1)
  })
})

describe('news', () => {
  test('a cancellation is told with its reason as soon as the event comes in', async () => {
    await opened()
    Object.assign(server.state.interview, { phase: 'CANCELLED', cancellationReason: 'The office is closed that day.' })
    server.hints()
    await later(1_000)
    expect(headline()).toBe('This interview was cancelled')
    expect(said()).toContain('The office is closed that day.')
    expect(said()).not.toContain('Will you be there?')
  })

  test('is asked for each minute while events come in, and each half minute while the socket is away', async () => {
    await opened()
    const questions = server.questions()
    await later(45_000)
    expect(server.questions()).toBe(questions)
    await later(15_000)
    expect(server.questions()).toBe(questions + 1)

    server.connection.value = 'reconnecting'
    await later(150)
    const withoutSocket = server.questions()
    await later(30_000)
    expect(server.questions()).toBe(withoutSocket + 1)
  })

  test('an unreachable server is told, with the age of what is seen, and forgotten when it answers again', async () => {
    await opened()
    server.state.answers.CandidateInterview = new TypeError('Failed to fetch')
    await later(minutes(1))
    expect(said()).toContain('We cannot reach the server right now. What you see is from 12:00 CET')
    expect(headline()).toBe('You are expected')
    delete server.state.answers.CandidateInterview
    await later(30_000)
    expect(said()).not.toContain('We cannot reach the server')
  })

  test('a socket that is down for longer than a moment is told, and forgotten when it is back', async () => {
    const notice = 'Live news from the server is interrupted'
    await opened()
    server.connection.value = 'reconnecting'
    await later(5_900)
    expect(said()).not.toContain(notice)
    await later(200)
    expect(said()).toContain(notice)
    // What the page is about stays where it is, and a server that does not answer either is the worse news.
    expect(headline()).toBe('You are expected')
    server.state.answers.CandidateInterview = new Error('no route to host')
    await later(minutes(1))
    expect(said()).toContain('We cannot reach the server')
    expect(said()).not.toContain(notice)
    delete server.state.answers.CandidateInterview
    await later(minutes(1))
    expect(said()).toContain(notice)
    server.connection.value = 'live'
    await later(0)
    expect(said()).not.toContain(notice)
    // One that is back within the moment was never worth a word.
    server.connection.value = 'reconnecting'
    await later(3_000)
    server.connection.value = 'live'
    await later(10_000)
    expect(said()).not.toContain(notice)
  })

  test('being offline is told', async () => {
    await opened()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    window.dispatchEvent(new Event('offline'))
    await settled()
    expect(said()).toContain('You are offline. What you see is from 12:00 CET')
  })

  test('a first question without an answer says so and can be put again', async () => {
    server.state.answers.CandidateInterview = new TypeError('Failed to fetch')
    await opened()
    expect(page.find('h1').text()).toBe('We cannot reach the server')
    delete server.state.answers.CandidateInterview
    await press('Try now')
    await later(150)
    expect(page.find('h1').text()).toBe('Backend engineer')
  })
})

describe('a key that opens nothing', () => {
  const unauthenticated = new Declined(200, ['UNAUTHENTICATED'])

  test('gets one and the same answer, be it unknown, malformed or revoked meanwhile', async () => {
    server.state.answers.CandidateInterview = unauthenticated
    await opened()
    const unknown = page.html()
    expect(said()).toContain('This link does not open anything')
    page.unmount()

    await opened('no key\nof ours')
    expect(page.html()).toBe(unknown)
    page.unmount()

    delete server.state.answers.CandidateInterview
    await opened()
    expect(said()).toContain('Backend engineer')
    server.state.answers.CandidateInterview = unauthenticated
    server.hints()
    await later(150)
    expect(page.html()).toBe(unknown)
  })

  test('is not asked about again, and a malformed one not at all', async () => {
    server.state.answers.CandidateInterview = unauthenticated
    await opened()
    await later(minutes(10))
    expect(server.asked).toEqual(['CandidateInterview'])
    page.unmount()
    await opened('ключ')
    await later(minutes(10))
    expect(server.asked).toEqual(['CandidateInterview'])
  })
})

describe('the answer to the invitation', () => {
  test('is a pressed button, shown as pressed', async () => {
    await opened()
    server.state.answers.RespondToInvitation = {
      __typename: 'CandidateInterview',
      ...interview,
      rsvp: 'ACCEPTED',
      serverNow: new Date().toISOString(),
    }
    await press('Yes, I will be there')
    expect(server.asked).toContain('RespondToInvitation {"answer":"ACCEPTED"}')
    expect(button('Yes, I will be there').attributes('aria-pressed')).toBe('true')
    expect(button('Maybe').attributes('aria-pressed')).toBe('false')
    expect(said()).toContain('Nordlys AB knows that you are coming.')
  })

  test('may be another time, on the page of the link in the email', async () => {
    await opened()
    const link = page.findAll('a').find((each) => each.text() === 'Suggest another time')
    expect(link?.attributes('href')).toBe(interview.suggestTimeUrl)
  })

  test('comes too late kindly', async () => {
    await opened()
    server.state.answers.RespondToInvitation = { __typename: 'InterviewIsOver', status: 'CANCELLED' }
    server.state.interview.phase = 'CANCELLED'
    const questions = server.questions()
    await press('Maybe')
    expect(said()).toContain('This interview is over')
    await later(150)
    expect(server.questions()).toBe(questions + 1)
    expect(headline()).toBe('This interview was cancelled')
  })

  test('is not undone by what the page had asked before it', async () => {
    await opened()
    server.state.held = []
    server.hints()
    await later(150)
    expect(server.state.held).toHaveLength(1)
    server.state.interview.rsvp = 'TENTATIVE'
    await press('Maybe')
    const [arrive] = server.state.held
    server.state.held = null
    arrive!()
    await settled()
    expect(button('Maybe').attributes('aria-pressed')).toBe('true')
  })

  test('that does not come through is not shown as given', async () => {
    await opened()
    server.state.answers.RespondToInvitation = new TypeError('Failed to fetch')
    await press('Maybe')
    expect(button('Maybe').attributes('aria-pressed')).toBe('false')
    expect(said()).toContain('That did not come through.')
  })
})

describe('who cannot come at this time', () => {
  const asNow = (more: Partial<Interview>) => {
    Object.assign(server.state.interview, more)
    return { __typename: 'CandidateInterview', ...server.state.interview, serverNow: new Date().toISOString() }
  }
  const movedTo = (time: ReturnType<typeof timeOnSunday>, formerTime: Partial<Interview['formerTime']> = {}) =>
    asNow({
      startsAt: time.startsAt,
      endsAt: time.endsAt,
      opensAt: '2026-11-22T09:45:00.000Z',
      closesAt: '2026-11-22T10:15:00.000Z',
      changeUntil: '2026-11-22T09:00:00.000Z',
      whenEN: 'Sunday, 22 November 2026, 11:00–11:45, Europe/Stockholm (UTC+01:00)',
      formerTime: {
        startsAt: interview.startsAt,
        movedByCandidate: true,
        reason: null,
        whenEN: interview.whenEN,
        whenSV: interview.whenSV,
        whenFR: interview.whenFR,
        ...formerTime,
      } as Interview['formerTime'],
    })
  const sent = (name: string) =>
    server.asked
      .filter((each) => each.startsWith(`${name} `))
      .map((each) => JSON.parse(each.slice(name.length + 1)).input as Record<string, unknown>)
  const buttonAt = (clock: string) => {
    const found = page.findAll('li button').find((each) => each.text().includes(clock))
    if (!found) throw new Error(`No time at ${clock}. The page says: ${said()}`)
    return found
  }
  const pick = async (clock: string) => {
    await buttonAt(clock).trigger('click')
    await settled()
  }

  test('moves the interview to another time, and sees both before and after', async () => {
    await opened()
    expect(said()).toContain('You can choose another time or call the interview off here until 13:00 CET.')
    await press('Choose another time')
    expect(document.activeElement?.textContent).toBe('Choose another time')
    expect(page.get('h4').text()).toMatch(/^Sunday,? 22 November 2026$/)
    await pick('11:00')
    expect(document.activeElement?.textContent).toBe('Move the interview?')
    expect(page.get('dl del').text()).toContain('14:00–14:45 CET')
    expect(said()).toContain('11:00–11:45 CET')
    expect(sent('RescheduleOwnInterview')).toEqual([])

    await page.get('textarea').setValue('My train is late. ')
    server.state.answers.RescheduleOwnInterview = movedTo(server.state.times[0]!)
    await press('Yes, move it')
    expect(sent('RescheduleOwnInterview')).toEqual([
      { slotId: 'ten', reason: 'My train is late.', idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ])
    expect(document.activeElement?.textContent?.trim()).toBe('You have moved your interview')
    expect(said()).toContain('New timeSunday, 22 November 2026, 11:00')
    expect(page.get('del').text()).toBe(interview.whenEN)
    expect(said()).not.toContain('Move the interview?')
  })

  test('who loses the race keeps their time, and is told kindly what is still free', async () => {
    await opened()
    await press('Choose another time')
    await pick('11:00')
    await page.get('textarea').setValue('My train is late.')
    server.state.times = [timeOnSunday('noon', 12)]
    server.state.answers.RescheduleOwnInterview = {
      __typename: 'TimeIsGone',
      isFull: true,
      slot: timeOnSunday('ten', 10),
      alternatives: [timeOnSunday('noon', 12)],
    }
    await press('Yes, move it')
    expect(said()).toContain('Somebody was a moment faster')
    expect(said()).not.toContain('Tell me when a place is free there')
    expect(page.findAll('li button').map((each) => each.text())).toEqual([
      expect.stringContaining('13:00'),
      expect.stringContaining('13:00'),
    ])
    expect(document.activeElement?.textContent).toBe('Choose another time')

    await pick('13:00')
    expect(page.get('textarea').element.value).toBe('My train is late.')
    server.state.answers.RescheduleOwnInterview = movedTo(timeOnSunday('noon', 12))
    await press('Yes, move it')
    const [first, second] = sent('RescheduleOwnInterview')
    expect(second).toMatchObject({ slotId: 'noon', reason: 'My train is late.' })
    expect(second!['idempotencyKey']).not.toBe(first!['idempotencyKey'])
    expect(said()).toContain('You have moved your interview')
  })

  test('a move whose answer is lost is sent again as the same one', async () => {
    await opened()
    await press('Choose another time')
    await pick('11:00')
    server.state.answers.RescheduleOwnInterview = new TypeError('Failed to fetch')
    await press('Yes, move it')
    expect(said()).toContain('That did not come through.')
    server.state.answers.RescheduleOwnInterview = movedTo(server.state.times[0]!)
    await press('Yes, move it')
    const [first, second] = sent('RescheduleOwnInterview')
    expect(second).toEqual(first)
    expect(said()).toContain('You have moved your interview')
    expect(said()).not.toContain('That did not come through.')
  })

  test('the times renew themselves while somebody looks at them, and only then', async () => {
    await opened()
    const questions = () => server.asked.filter((name) => name === 'OtherTimes').length
    await later(60_000)
    expect(questions()).toBe(0)
    await press('Choose another time')
    server.state.times = [timeOnSunday('two', 14)]
    server.hintsAtSlot()
    server.hintsAtSlot()
    await later(1_000)
    expect(buttonAt('15:00').text()).toContain('1 place left')
    // Two changes at once are one question.
    expect(questions()).toBe(2)
    await later(45_000)
    expect(questions()).toBe(2)
    // Without a socket nothing is told, and it is asked for.
    server.connection.value = 'reconnecting'
    server.state.times = []
    await later(20_000)
    expect(said()).toContain('No time is free at the moment.')
    await press('Keep my time')
    expect(document.activeElement?.textContent).toContain('Can’t come at this time?')
    const asked = questions()
    await later(60_000)
    expect(questions()).toBe(asked)
  })

  test('calls the interview off after a second press, with a reason', async () => {
    await opened()
    await press('Call the interview off')
    expect(document.activeElement?.textContent).toBe('Call the interview off?')
    await press('No, keep it')
    await press('Call the interview off')
    await page.get('textarea').setValue('I found another job.')
    expect(sent('CancelOwnInterview')).toEqual([])
    server.state.answers.CancelOwnInterview = asNow({
      phase: 'CANCELLED',
      cancelledBy: 'CANDIDATE',
      cancellationReason: 'I found another job.',
      mayCancel: false,
      mayReschedule: false,
    })
    await press('Yes, call it off')
    expect(sent('CancelOwnInterview')).toMatchObject([{ reason: 'I found another job.' }])
    expect(headline()).toBe('You have called this interview off')
    expect(document.activeElement?.id).toBe('phase-headline')
    expect(said()).toContain('Nordlys AB knows that you are not coming.')
    expect(said()).toContain('The reason you gaveI found another job.')
    expect(said()).not.toContain('Can’t come at this time?')
  })

  test('is offered what the company lets them do, and told whom to ask for the rest', async () => {
    const buttons = () => page.findAll('button').map((each) => each.text())
    Object.assign(server.state.interview, { mayCancel: false })
    await opened()
    expect(said()).toContain('To call the interview off, get in touch with Nordlys AB.')
    expect(buttons()).toContain('Choose another time')
    expect(buttons()).not.toContain('Call the interview off')
    Object.assign(server.state.interview, { mayReschedule: false })
    server.hints()
    await later(150)
    expect(said()).toContain('Get in touch with Nordlys AB: only they can change this interview.')
    expect(buttons()).not.toContain('Choose another time')
  })

  test('can do so until the notice begins; what was begun ends with it', async () => {
    vi.setSystemTime(Date.parse(interview.changeUntil) - minutes(1))
    await opened()
    await press('Call the interview off')
    await later(minutes(1))
    expect(said()).toContain('Call the interview off?')
    await later(1_000)
    expect(said()).not.toContain('Call the interview off')
    expect(said()).toContain('Since 13:00 CET only Nordlys AB can change this interview.')
  })

  test('is told by the server that it is too late, and until when it was not', async () => {
    await opened()
    await press('Call the interview off')
    server.state.answers.CancelOwnInterview = { __typename: 'ChangeIsTooLate', until: '2026-11-21T10:30:00Z' }
    await press('Yes, call it off')
    expect(said()).toContain('This interview could be changed here until 11:30 CET.')
  })

  test('is told at once where the company moved the interview, with old and new time and its reason', async () => {
    await opened()
    expect(page.find('del').exists()).toBe(false)
    movedTo(timeOnSunday('ten', 10), { movedByCandidate: false, reason: 'Our office is closed on Saturday.' })
    server.hints()
    await later(150)
    const notice = page.findAll('[role=status]').find((each) => each.text().includes('has moved'))!
    expect(notice.text()).toContain('Nordlys AB has moved your interview')
    expect(notice.text()).toContain('Sunday, 22 November 2026, 11:00–11:45')
    expect(notice.get('del').text()).toBe(interview.whenEN)
    expect(notice.text()).toContain('Our office is closed on Saturday.')
  })
})

describe('coming in', () => {
  const inside = (more: Partial<Interview> = {}) => ({
    __typename: 'CandidateInterview',
    ...server.state.interview,
    ...more,
    phase: 'LIVE',
    started: true,
    serverNow: new Date().toISOString(),
  })

  test('is not offered before the door opens', async () => {
    await opened()
    expect(page.findAll('button').map((each) => each.text())).not.toContain('I have arrived')
  })

  const here = (more: Partial<Interview> = {}) => ({
    __typename: 'CandidateInterview',
    ...server.state.interview,
    phase: 'LIVE',
    arrival: arrivalOf(null),
    serverNow: new Date().toISOString(),
    ...more,
  })

  test('is a pressed button from the lobby on; nothing happens by opening the page', async () => {
    vi.setSystemTime(Date.parse(interview.opensAt))
    await opened()
    expect(server.asked).toEqual(['CandidateInterview'])
    server.state.answers.SayOwnArrival = here()
    await press('I have arrived')
    expect(server.asked).toContain('SayOwnArrival {"input":{"state":"HERE"}}')
    expect(headline()).toBe('You are in')
    expect(document.activeElement?.id).toBe('phase-headline')
    expect(said()).not.toContain('Will you be there?')
    expect(said()).not.toContain('I am running late')
  })

  test('on site the address is there at the hour, before and after the button is pressed', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    await opened()
    expect(page.find('address').text()).toBe('Storgatan 12, Stockholm')
    server.state.answers.SayOwnArrival = here()
    await press('I have arrived')
    expect(page.find('address').text()).toBe('Storgatan 12, Stockholm')
  })

  const byVideo = () =>
    Object.assign(server.state.interview, { mode: 'VIDEO', location: null, meetingUrl: 'https://meet.example.org/ada' })
  const joinLink = () => page.findAll('a').find((each) => each.text().startsWith('Join the meeting'))

  test('by video the meeting is one press away from the lobby on, tells nothing to its host, and says that one is here', async () => {
    byVideo()
    vi.setSystemTime(Date.parse(interview.opensAt))
    await opened()
    const link = joinLink()!
    expect(link.attributes()).toMatchObject({
      href: 'https://meet.example.org/ada',
      target: '_blank',
      rel: 'noopener noreferrer',
    })
    server.state.answers.SayOwnArrival = here()
    link.element.addEventListener('click', (event) => event.preventDefault())
    await link.trigger('click')
    await settled()
    expect(server.asked).toContain('SayOwnArrival {"input":{"state":"HERE"}}')
    expect(headline()).toBe('You are in')
    expect(joinLink()).toBeDefined()
    // Once is enough.
    await joinLink()!.trigger('click')
    await settled()
    expect(server.asked.filter((name) => name.startsWith('SayOwnArrival'))).toHaveLength(1)
  })

  test('by video the link is there with the lobby; before that the page says when', async () => {
    byVideo()
    vi.setSystemTime(Date.parse(interview.opensAt) - minutes(1))
    await opened()
    expect(page.html()).not.toContain('https://meet.example.org')
    expect(said()).toContain('It will be here from 13:45 CET.')
    await later(minutes(1))
    expect(joinLink()).toBeDefined()
    expect(said()).toContain('https://meet.example.org/ada')
    expect(said()).not.toContain('It will be here from')
  })

  test.each([
    [{ __typename: 'ArrivalIsEarly', from: '2026-11-21T12:46:00Z' }, 'You can say so from 13:46 CET.'],
    [{ __typename: 'LinkHasExpired', closedAt: '2026-11-21T12:45:00Z' }, 'It was possible to come in until 13:45 CET'],
    [{ __typename: 'TimeIsPast', startsAt: '2026-11-21T12:45:00Z' }, '13:45 CET has passed by now.'],
    [{ __typename: 'InterviewIsOver' }, 'This interview is over'],
  ])('a refusal is told in words and the page asks how things stand: %o', async (refusal, words) => {
    vi.setSystemTime(Date.parse(interview.opensAt))
    await opened()
    server.state.answers.SayOwnArrival = refusal
    const questions = server.questions()
    await press('I have arrived')
    expect(said()).toContain(words)
    await later(150)
    expect(server.questions()).toBe(questions + 1)
  })

  test('self-guided is to start; a refusal is told', async () => {
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', location: null })
    vi.setSystemTime(Date.parse(interview.opensAt))
    await opened()
    expect(said()).not.toContain('I am running late')
    server.state.answers.StartInterview = { __typename: 'MoveIsNotAllowed' }
    await press('Start the interview')
    expect(said()).toContain('That is no longer possible')
  })

  test('self-guided, nobody comes in before they have said whether they may be recorded', async () => {
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', location: null, consent })
    vi.setSystemTime(Date.parse(interview.opensAt))
    await opened()
    expect(said()).toContain(consent.textEN)
    await press('Start the interview')
    expect(document.activeElement?.textContent).toContain('May your answers be recorded?')
    expect(server.asked.filter((name) => name.startsWith('StartInterview'))).toEqual([])

    // The words have changed while they were read.
    server.state.answers.GiveConsent = { __typename: 'ConsentHasChanged' }
    server.state.interview.consent = { ...consent, version: 'v2', textEN: 'We keep it for 10 days.' }
    await press('I agree, start the interview')
    await later(150)
    expect(said()).toContain('Please read them again.')
    expect(said()).toContain('We keep it for 10 days.')
    expect(server.asked.filter((name) => name.startsWith('StartInterview'))).toEqual([])

    const inRoom = {
      started: true,
      question: question('q1', 1, 'What are you proud of?'),
      questionCount: 3,
      givenConsent,
    }
    server.state.answers.GiveConsent = { __typename: 'CandidateInterview', ...server.state.interview, givenConsent }
    server.state.answers.StartInterview = inside({ ...inRoom, consent })
    Object.assign(server.state.interview, inRoom)
    await press('I agree, start the interview')
    expect(said()).toContain('Question 1 of 3')
    expect(document.activeElement?.textContent).toContain('What are you proud of?')
    expect(said()).toContain('You agreed to be recorded: your voice.')
    expect(button('Record my answer')).toBeDefined()
    expect(server.asked.filter((name) => name.startsWith('GiveConsent'))).toEqual([
      expect.stringContaining('"version":"v1","language":"EN"'),
      expect.stringContaining('"version":"v2","language":"EN"'),
    ])
  })

  test('self-guided, finishing wants a second press', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    const inRoom = { started: true, question: question('q1', 1), questionCount: 3, consent, givenConsent }
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', location: null, ...inRoom })
    await opened()
    await press('Finish the interview')
    expect(document.activeElement?.textContent).toContain('Finish now?')
    await press('No, go back')
    expect(document.activeElement?.textContent).toContain('Question q1')
    await press('Finish the interview')
    expect(server.asked.filter((name) => name.startsWith('FinishInterview'))).toEqual([])

    Object.assign(server.state.interview, { phase: 'DONE', started: false, question: null })
    server.state.answers.FinishInterview = {
      __typename: 'CandidateInterview',
      ...server.state.interview,
      serverNow: new Date().toISOString(),
    }
    await press('Yes, finish')
    expect(headline()).toBe('This interview is over')
  })

  test('self-guided, consent is taken back at any time, and answers are written from then on', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    const inRoom = { started: true, question: question('q1', 1), questionCount: 1, consent, givenConsent }
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', location: null, ...inRoom })
    await opened()
    await press('What I agreed to')
    expect(page.get('blockquote').text()).toBe(consent.textEN)
    await press('Take it back')
    expect(document.activeElement?.textContent).toContain('Take your consent back?')
    const withdrawn = { ...givenConsent, withdrawnAt: interview.startsAt }
    server.state.interview.givenConsent = withdrawn
    server.state.answers.WithdrawConsent = inside({ ...inRoom, givenConsent: withdrawn })
    await press('Yes, take it back')
    expect(said()).toContain('You answer in writing. Nothing is recorded.')
    expect(document.activeElement?.textContent).toContain('You answer in writing.')
    expect(page.find('textarea').exists()).toBe(true)
    // Who thinks better of it is asked again.
    await press('Record my answers instead')
    expect(said()).toContain('May your answers be recorded?')
    expect(page.find('textarea').exists()).toBe(false)
  })

  test('self-guided, a question is answered in writing and gone on from, which the server is told once', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    const inRoom = { started: true, questionCount: 2, askedAt: interview.startsAt, consent, givenConsent }
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', ...inRoom })
    server.state.interview.question = question('q1', 1)
    await opened()
    expect(said()).toContain('Time to think: 0:30')
    await later(30_000)
    expect(said()).toContain('The clock starts when you press.')

    await press('Answer in writing')
    await press('This is my answer')
    expect(said()).toContain('Write your answer first.')
    await page.find('textarea').setValue(' I read the logs. ')
    server.state.answers.AnswerInText = { __typename: 'QuestionAnswer', id: 'a1' }
    const answer = {
      id: 'a1',
      questionId: 'q1',
      kind: 'TEXT' as const,
      status: 'KEPT' as const,
      bytes: null,
      receivedBytes: 0,
      page: null,
      text: 'I read the logs.',
    }
    Object.assign(server.state.interview, { answers: [answer] })
    await press('This is my answer')
    await later(150)
    expect(page.get('blockquote').text()).toBe('I read the logs.')
    expect(document.activeElement?.textContent).toContain('Your answer')

    server.state.answers.GoToNextQuestion = inside({ ...inRoom, question: question('q2', 2), answers: [answer] })
    server.state.interview.question = question('q2', 2)
    await press('Next question')
    expect(document.activeElement?.textContent).toContain('Question q2')
    expect(server.asked.filter((name) => /^(AnswerInText|GoToNext)/.test(name))).toEqual([
      expect.stringMatching(/^AnswerInText .*"questionId":"q1","text":"I read the logs\."/),
      expect.stringMatching(/^GoToNextQuestion .*"questionId":"q1"/),
    ])
  })

  test('self-guided, a follow-up says what it goes back to and who proposed it; one that comes later is offered', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    const agreed = { ...givenConsent, services: [{ kind: 'FOLLOW_UP' as const }] }
    const inRoom = { started: true, questionCount: 1, askedAt: interview.startsAt, consent, givenConsent: agreed }
    const written = { questionId: 'q1', kind: 'TEXT' as const, status: 'KEPT' as const, bytes: null, receivedBytes: 0 }
    const answers = [{ ...written, id: 'a1', page: null, text: 'I read the logs.' }]
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', ...inRoom, answers })
    server.state.interview.question = question('q1', 1)
    await opened()
    // Whether it is the last one nobody knows.
    const focused = () => [document.activeElement?.id, document.activeElement?.textContent?.trim()]
    const buttons = () => page.findAll('button').map((each) => each.text())
    expect(buttons()).toContain('Go on')

    const followUpTo = { id: 'q1', position: 1, textEN: 'Question q1', textSV: '', textFR: '' }
    const asked = { ...inRoom, questionCount: 2, answers }
    Object.assign(server.state.interview, asked, { question: { ...question('f1', 2, 'Which logs?'), followUpTo } })
    server.state.answers.GoToNextQuestion = inside({ ...asked, question: server.state.interview.question })
    await press('Go on')
    expect(focused()).toEqual(['question', 'Which logs?'])
    expect(said()).toContain('Question 2 of 2, a follow-up to question 1')
    expect(said()).toContain('This goes back to your answer to question 1:Question q1')
    expect(said()).toContain('Nobody at Nordlys AB has read it before you.')

    server.state.interview.question = null
    server.state.answers.GoToNextQuestion = inside({ ...asked, question: null })
    await press('Go on without an answer')
    await press('Yes, go on')
    expect(focused()).toEqual(['question', 'That was the last question'])

    // Nobody waits for it, and it takes nobody's focus.
    const finish = page.findAll('button').find((each) => each.text() === 'Finish the interview')!
    ;(finish.element as HTMLElement).focus()
    server.state.interview.offersFollowUp = true
    server.hints()
    await later(150)
    expect(said()).toContain('One more question has come')
    expect(document.activeElement).toBe(finish.element)

    // It was not wanted any more when it was asked for.
    server.state.interview.offersFollowUp = false
    await press('Go to this question')
    expect(focused()).toEqual(['question', 'That was the last question'])
    expect(buttons()).not.toContain('Go to this question')
    expect(server.asked.filter((name) => name.startsWith('GoToNext'))).toEqual([
      expect.stringMatching(/"questionId":"q1"/),
      expect.stringMatching(/"questionId":"f1"/),
      expect.stringMatching(/"questionId":null/),
    ])
  })

  test('who has said that they are here stays inside after the door has closed', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    server.state.interview.arrival = arrivalOf(null)
    await opened()
    await later(minutes(30))
    expect(headline()).toBe('You are in')
  })

  test('self-guided, where nothing is kept nothing is recorded, and why is said', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    const inRoom = { started: true, question: question('q1', 1), questionCount: 1, consent, givenConsent }
    Object.assign(server.state.interview, { mode: 'SELF_GUIDED', ...inRoom })
    await opened()
    await press('Record my answer')
    expect(said()).toContain('This device has no room to keep a recording')
    expect(document.activeElement).toBe(button('Record my answer').element)
    expect(server.asked.filter((name) => name.startsWith('BeginAnswer'))).toEqual([])
  })

  test('whoever is inside stays inside after the door has closed', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt))
    server.state.interview.started = true
    await opened()
    await later(minutes(30))
    expect(headline()).toBe('You are in')
  })
})

describe('being late', () => {
  const late = (lateMinutes: number) => ({
    __typename: 'CandidateInterview',
    ...server.state.interview,
    phase: 'EARLY',
    arrival: arrivalOf(lateMinutes),
    serverNow: new Date().toISOString(),
  })
  const choice = (words: string) => {
    const found = page.findAll('[role=group] button').find((each) => each.text().startsWith(words))
    if (!found) throw new Error(`No choice of ${words}. The page says: ${said()}`)
    return found
  }

  test('is said an hour before at the earliest, by how much, and is shown as it was said', async () => {
    vi.setSystemTime(Date.parse(interview.lateFrom) - 1_000)
    await opened()
    expect(said()).not.toContain('I am running late')
    await later(1_000)
    await press('I am running late')
    expect(page.findAll('[role=group] button').map((each) => each.text())).toContain('10 minutes14:10 CET')
    server.state.answers.SayOwnArrival = late(10)
    server.state.interview.arrival = arrivalOf(10)
    await choice('10').trigger('click')
    await settled()
    expect(server.asked).toContain('SayOwnArrival {"input":{"state":"LATE","lateMinutes":10}}')
    expect(said()).toContain('Nordlys AB knows that you expect to be here around 14:10 CET.')
    expect(page.find('[role=group]').exists()).toBe(false)
    expect(document.activeElement?.textContent?.trim()).toBe('Say another time')
    await press('Say another time')
    expect(choice('10').attributes('aria-pressed')).toBe('true')
  })

  test('is offered by what still lies ahead', async () => {
    vi.setSystemTime(Date.parse(interview.startsAt) + minutes(10))
    await opened()
    await press('I am running late')
    expect(page.findAll('[role=group] button')[0]!.text()).toBe('15 minutes14:15 CET')
  })

  test.each([
    [
      'EN',
      'Your interviewer is here.',
      'Your interviewer is running about 10 minutes late and expects to be here around 14:10 CET.',
      'I am running late',
    ],
    [
      'SV',
      'Den som intervjuar dig är här.',
      'Den som intervjuar dig är ungefär 10 minuter försenad och räknar med att vara här omkring 14:10',
      'Jag är försenad',
    ],
    [
      'FR',
      'La personne qui vous reçoit est là.',
      'La personne qui vous reçoit a environ 10 minutes de retard et pense être là vers 14:10',
      'J’aurai du retard',
    ],
  ] as const)('of the other side is told in their language: %s', async (language, here, delayed, button) => {
    vi.setSystemTime(Date.parse(interview.opensAt))
    server.state.interview.language = language
    server.state.interview.interviewersArrival = arrivalOf(10)
    await opened()
    await vi.waitFor(() => expect(said()).toContain(delayed))
    expect(said()).toContain(button)
    server.state.interview.interviewersArrival = arrivalOf(null)
    server.hints()
    await later(1_000)
    expect(said()).toContain(here)
    expect(said()).not.toContain(delayed)
  })

  test('by phone nobody says that they call now', async () => {
    Object.assign(server.state.interview, { mode: 'PHONE', location: null, interviewersArrival: arrivalOf(10) })
    vi.setSystemTime(Date.parse(interview.startsAt))
    await opened()
    expect(said()).toContain('Nordlys AB will call you a little later than planned.')
    expect(said()).not.toContain('will call you now')
  })
})

describe('the calendar file', () => {
  test("is asked of the page's own server with the key in the header, and handed over", async () => {
    const asked = vi.fn<typeof fetch>(async () => new Response('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'))
    vi.stubGlobal('fetch', asked)
    let saved: Blob | undefined
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      saved = file as Blob
      return 'blob:saved'
    })
    const file = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await opened()
    await press('Add to calendar')
    expect(file.mock.contexts[0]).toMatchObject({ download: 'interview.ics', href: 'blob:saved' })
    const [address, options] = asked.mock.calls[0]!
    expect(String(address)).toBe(`${location.origin}/api/interview.ics?inline=0`)
    expect(options?.headers).toEqual({ authorization: 'Candidate k1.abc' })
    expect(await saved?.text()).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
    expect(said()).toContain('Saved.')
  })

  test('that does not come through is told', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 500 }))
    await opened()
    await press('Add to calendar')
    expect(said()).toContain('The calendar file did not come through.')
  })
})
