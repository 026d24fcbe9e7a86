import { afterAll, beforeAll, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { countingProxy, type CountingProxy } from '../../test/counting-proxy.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Story } from '../../test/story.ts'

let proxy: CountingProxy
const house = await openHouse({ databaseVia: async (url) => (proxy = await countingProxy(url)).url })
afterAll(() => proxy.close())

let story: Story
beforeAll(async () => {
  story = await tellStory(house)
  const recruiter = await story.recruiter()
  const panels = await Promise.all(['Inès', 'Olof', 'Pia'].map((name) => story.interviewer(name)))
  const jobs = await Promise.all(
    ['Nurse', 'Engineer', 'Designer'].map(async (title) => {
      const job = await recruiter.createsJob(title)
      await recruiter.plansToAsk(job, ['Why?'])
      return job
    }),
  )
  // Fifty interviews of fifty people, half of them in slots of five, with one to three interviewers each.
  const people = await Promise.all(
    Array.from({ length: 50 }, (_, index) => story.applicant({ name: `Person ${index}`, job: jobs[index % 3]! })),
  )
  const slots = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      recruiter.opens({
        startsAt: hoursAhead(24 + index),
        capacity: 5,
        interviewers: panels.slice(0, (index % 3) + 1),
      }),
    ),
  )
  await Promise.all(
    people.map(async (person, index) =>
      granted(
        index % 2 === 0
          ? await recruiter.books(slots[(index / 2) % 5]!, person)
          : await recruiter.schedules(person, {
              startsAt: hoursAhead(100 + index),
              interviewers: panels.slice(0, (index % 3) + 1),
            }),
      ),
    ),
  )
  house.clock.stopAt(hoursAhead(400))
  const { interviews } = await recruiter.reads('{ interviews(first: 100) { nodes { id } } }')
  for (const interview of interviews.nodes) granted(await panels[0]!.submitsScorecard(interview, { words: 'Seen.' }))
})

/** What a question costs the database, without who asks and what the live view does beside it. */
async function costOf(query: string, variables: object = {}) {
  const recruiter = await story.recruiter()
  proxy.reset()
  const data = await recruiter.reads(query, variables as Record<string, unknown>)
  const statements = proxy
    .statements()
    .filter(
      (text) => !/live_event|auth_session|auth_user|from staff_member\s+where user_id|^(listen|notify)/.test(text),
    )
  return { data, statements }
}

const interviews = `query($first: Int!) { interviews(first: $first) { totalCount pageInfo { hasNextPage endCursor } nodes {
  id status startsAt candidateLink
  candidate { id name email } job { id title } application { id status } slot { id placesTaken } interviewers { id name }
  presence { isPageOpen since } roomProgress { questionPosition }
  kit { number kit { name } } scheduledBy { id name } delivery { id status } deliveries { id status } } } }`

const scorecards = `query($first: Int!) { scorecards: interviews(first: $first) { nodes { id missingScorecards { id }
  ownScorecard { id } scorecardSummary { submitted criteria { average criterion { id } } }
  scorecards { id author { name } draft { id } submitted { words scores { score } } history(first: 2) { nodes { words } } } } } }`

const candidates = `query($first: Int!) { candidates(first: $first) { nodes { id name
  applications(first: 2) { nodes { id status job { title rounds { kit { name } } } interviews { id status } } }
  interviews(first: 2) { nodes { id job { title } interviewers { name } slot { id } } }
  deliveries(first: 2) { nodes { id status interview { id } candidate { name } } } } } }`

const duplicates = `query($first: Int!) { duplicates: candidates(first: $first) { nodes { id
  duplicates { signs candidate { id name deliveries(first: 1) { nodes { id } } } } } } }`

const slots = `query($first: Int!) { slots(first: $first) { nodes { id placesTaken job { title } interviewers { name }
  bookings { id notes interview { id candidate { name } delivery { status } } } } } }`

const kits = `query($first: Int!) { kits(first: $first) { nodes { id name version { questions { texts { text } } criteria { name } }
  jobs(first: 2) { nodes { title } } } } }`

const applications = `query($first: Int!) { applications(first: $first) { nodes { id candidate { name } job { title }
  decidedBy { name } interviews { id interviewers { name } delivery { status } } } } }`

const deliveries = `query($first: Int!) { deliveries(first: $first) { nodes { id status candidate { name }
  interview { id job { title } slot { id } } } } }`

test.each([
  ['interviews', interviews, 50, 5, 17],
  ['kits', kits, 3, 2, 8],
  ['scorecards', scorecards, 50, 5, 12],
  ['candidates', candidates, 50, 5, 16],
  ['duplicates', duplicates, 50, 5, 8],
  ['slots', slots, 5, 2, 12],
  ['applications', applications, 50, 5, 11],
  ['deliveries', deliveries, 50, 20, 10],
] as const)('a page of %s costs the same few statements however long it is', async (list, query, many, few, bound) => {
  const long = await costOf(query, { first: many })
  const short = await costOf(query, { first: few })
  expect([long.data[list].nodes.length, short.data[list].nodes.length]).toEqual([many, few])
  // Statements that need nothing of each other leave together, in no certain order.
  const shape = (statements: string[]) => statements.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 60)).sort()
  expect(shape(long.statements)).toEqual(shape(short.statements))
  expect(long.statements.length).toBeLessThanOrEqual(bound)
  expect(long.statements.length).toBeGreaterThan(3)
})

const today = `query($first: Int!) { today { now date company { timeZone } heldCount firstAfterToday { id candidate { name } }
  onNow(first: $first) { totalCount nodes { id } } next(first: $first) { nodes { id candidate { name } interviewers { name } } }
  attention(first: $first) { totalCount nodes { id kind interview { candidate { name } job { title } } delivery { status } } } } }`

test('the day and what needs somebody cost the same few statements however full they are', async () => {
  // The last interview lies ahead by then; everybody else has not come.
  house.clock.stopAt(hoursAhead(99))
  const long = await costOf(today, { first: 100 })
  const short = await costOf(today, { first: 2 })
  house.clock.stopAt(hoursAhead(400))
  expect(long.data.today.attention.nodes.length).toBeGreaterThan(20)
  expect(short.data.today.attention.nodes).toHaveLength(2)
  // Its three parts come in no certain order, so what several of them need is asked for together, or by each: once, twice
  // or three times, never once for each of more than twenty.
  const [asked, askedShort] = [long, short].map(({ statements }) => Object.groupBy(statements, (text) => text))
  expect(Object.keys(asked!).sort()).toEqual(Object.keys(askedShort!).sort())
  expect(Object.keys(asked!).length).toBeLessThanOrEqual(16)
  for (const same of [asked!, askedShort!].flatMap(Object.values)) expect(same.length).toBeLessThanOrEqual(3)
})

test('a page is counted only where its length is asked for', async () => {
  const counted = await costOf('{ interviews(first: 5) { totalCount nodes { id } } }')
  const plain = await costOf('{ interviews(first: 5) { nodes { id } } }')
  expect(counted.statements.length - plain.statements.length).toBe(1)
})

test('two entries become one for the same statements, however much goes over', async () => {
  const recruiter = await story.recruiter()
  const merge = `mutation($input: MergeCandidatesInput!) { mergeCandidates(input: $input) { ... on Candidate { id } } }`
  const cost = async (name: string, applications: number) => {
    const [candidateId, duplicateId] = await Promise.all(
      [name, `${name} again`].map(
        async (each): Promise<string> => granted(await recruiter.does('createCandidate', { name: each })).id,
      ),
    )
    for (let nth = 0; nth < applications; nth++) {
      const job = await recruiter.createsJob(`${name} ${nth}`)
      granted(await recruiter.does('createApplication', { candidateId: duplicateId, jobId: job.id }))
    }
    const { data, statements } = await costOf(merge, { input: { candidateId, duplicateId } })
    expect(data.mergeCandidates).toEqual({ id: candidateId })
    return statements.length
  }
  expect(await cost('Ada', 6)).toBe(await cost('Ben', 1))
})
