import { randomBytes } from 'node:crypto'
import { entities } from '../../src/entities.ts'
import { openDatabase } from '../../src/shared/database.ts'
import { newId } from '../../src/shared/id.ts'
import { addStaffMember } from '../../src/sign-in/add-staff-member.ts'
import { hashPassword } from '../../src/sign-in/password.ts'
import { ownDatabase } from '../database.ts'
import type { Query } from './audits.ts'
import { until } from '../until.ts'
import { openMailServer, type MailServer } from './mail-server.ts'
import { afterwards, freePort, hasSaid, ownFolder, run, type Program, type RunningProgram } from './processes.ts'

const password = 'a long password of the stories'

/** Greenroom as an operator runs it: one database, one mail server, processes that come and go. */
export interface Installation {
  readonly mail: MailServer
  readonly databaseUrl: string
  /** Looks into the tables as nobody in the product can. */
  readonly query: Query
  readonly company: Company
  /** Starts one more API process, on this port or a free one, and waits until it can serve. */
  startServer(port?: number): Promise<Server>
  /** Starts one more worker and waits until it works. */
  startWorker(settings?: Record<string, string>): Promise<RunningProgram>
  /** Starts any program with the settings of this installation; waits for nothing. */
  run(program: Program, settings?: Record<string, string>): RunningProgram
  signIn(server: Server): Promise<Recruiter>
  /** What any of its processes logged as an error. */
  failures(): string[]
}

export interface Server {
  readonly url: string
  readonly port: number
  readonly process: RunningProgram
}

/** A company with a job and a recruiter, as a story begins with it. */
export interface Company {
  readonly id: string
  readonly jobId: string
  /** People who have applied for the job, all at once; gives their applications. */
  applicants(count: number): Promise<string[]>
  interviewer(name: string): Promise<string>
}

/** An installation on a database of its own, or on the one at this address. */
export async function openInstallation(given?: { url: string; query: Query }): Promise<Installation> {
  const database = given ?? (await clonedDatabase())
  const mail = await openMailServer()
  const dataDir = ownFolder()
  const secret = randomBytes(32).toString('hex')
  const programs: RunningProgram[] = []
  const company = await found(database)

  const runHere = (program: Program, settings: Record<string, string> = {}) => {
    const running = run(program, {
      DATABASE_URL: database.url,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'interviews@greenroom.example',
      PUBLIC_URL: 'http://localhost:4000',
      SECRET: secret,
      DATA_DIR: dataDir,
      ...settings,
    })
    programs.push(running)
    return running
  }

  return {
    mail,
    databaseUrl: database.url,
    query: database.query,
    company,
    run: runHere,
    async startServer(port) {
      const own = port ?? (await freePort())
      const process = runHere('server', { PORT: String(own) })
      const url = `http://127.0.0.1:${own}`
      await until(`the server on port ${own} is ready`, async () => {
        if (process.hasEnded()) throw new Error(`It ended and said:\n${process.said()}`)
        return (await fetch(`${url}/readyz`)).ok
      })
      return { url, port: own, process }
    },
    async startWorker(settings) {
      const process = runHere('worker', settings)
      await hasSaid(process, 'the worker is ready')
      return process
    },
    signIn: (server) => signIn(server, 'recruiter@stories.test'),
    failures: () => programs.flatMap((program) => program.failures()),
  }
}

async function clonedDatabase() {
  const database = await ownDatabase()
  afterwards(() => database.drop())
  return database
}

async function found({ url, query }: { url: string; query: Query }): Promise<Company> {
  const id = newId()
  const jobId = newId()
  await query(
    `insert into company (id, name, time_zone, language) values ($1, 'Stories & Co', 'Europe/Stockholm', 'EN')`,
    [id],
  )
  await query(`insert into job (company_id, id, title) values ($1, $2, 'Story Teller')`, [id, jobId])
  const passwordHash = await hashPassword(password)
  const withDatabase = async <T>(work: (database: ReturnType<typeof openDatabase>) => Promise<T>) => {
    const database = openDatabase(url, entities)
    try {
      return await work(database)
    } finally {
      await database.close(true)
    }
  }
  await withDatabase((database) =>
    addStaffMember(database, id, 'Ruth Recruiter', 'recruiter@stories.test', 'RECRUITER', passwordHash),
  )
  let applied = 0
  return {
    id,
    jobId,
    async applicants(count) {
      const first = applied + 1
      applied += count
      // One statement for all of them: the story is about what comes after.
      const rows = await query<{ id: string }>(
        `with person as (
          insert into candidate (company_id, id, name, email, time_zone, language)
          select $1, gen_random_uuid(), 'Candidate ' || number, 'candidate-' || number || '@applicants.test',
            'Europe/London', 'EN' from generate_series($3::int, $4::int) as number
          returning id)
        insert into application (company_id, id, candidate_id, job_id)
        select $1, gen_random_uuid(), person.id, $2 from person returning id`,
        [id, jobId, first, applied],
      )
      return rows.map((row) => row.id)
    },
    interviewer: async (name) =>
      (
        await withDatabase((database) =>
          addStaffMember(database, id, name, `${newId()}@stories.test`, 'INTERVIEWER', passwordHash),
        )
      ).id,
  }
}

/** No answer that means anything: the server is gone or in trouble, and whether it did what was asked is unknown. */
export class Unanswered extends Error {
  override name = 'Unanswered'
}

export interface Recruiter {
  /** @throws Unanswered where the same question may be asked again, with the same idempotency key */
  ask<Data>(server: Server, document: string, variables?: object): Promise<Data>
  booksSlot(server: Server, input: BookSlotInput): Promise<BookSlotAnswer>
  cancels(server: Server, interviewId: string, idempotencyKey?: string): Promise<{ __typename: string }>
  /** Moves several interviews by some minutes; tells of each how it is from then on, or null where it stays. */
  shifts(server: Server, interviewIds: readonly string[], minutes: number, idempotencyKey: string): Promise<Shifted[]>
  opens(server: Server, slots: SlotInput[]): Promise<string[]>
  /** The newest email about an interview as the dashboard shows it. */
  emailOf(server: Server, interviewId: string): Promise<EmailState>
}

export interface Shifted {
  interview: { id: string }
  before: { startsAt: string }
  after: { startsAt: string } | null
}

export interface BookSlotInput {
  slotId: string
  applicationId: string
  idempotencyKey?: string
}

export interface BookSlotAnswer {
  __typename: string
  id?: string
  interview?: { id: string }
}

export interface SlotInput {
  startsAt: string
  durationMinutes: number
  capacity: number
  interviewerIds?: string[]
}

export interface EmailState {
  id: string
  status: string
  attempts: number
  errorCode: string | null
  hint: string | null
  nextAttemptAt: string | null
  serverResponse: string | null
}

async function signIn(server: Server, email: string): Promise<Recruiter> {
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:4000' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`Nobody could sign in: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.slice(0, set.indexOf(';')))
    .join('; ')

  async function ask<Data>(to: Server, document: string, variables: object = {}): Promise<Data> {
    const answer = await fetch(`${to.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(30_000),
    })
      .then(async (got) => ({ status: got.status, text: await got.text() }))
      .catch((cause: unknown) => {
        throw new Unanswered('The server went away.', { cause })
      })
    if (answer.status >= 500) throw new Unanswered(`${answer.status} ${answer.text}`)
    const { data, errors } = JSON.parse(answer.text) as {
      data?: Data
      errors?: { message: string; extensions?: { code?: string } }[]
    }
    if (errors?.some((error) => error.extensions?.code === 'INTERNAL')) throw new Unanswered(answer.text)
    if (errors || !data) throw new Error(`Refused: ${answer.text}`)
    return data
  }

  return {
    ask,
    booksSlot: async (to, input) =>
      (
        await ask<{ bookSlot: BookSlotAnswer }>(
          to,
          `mutation ($input: BookSlotInput!) {
            bookSlot(input: $input) { __typename ... on Booking { id interview { id } } }
          }`,
          { input },
        )
      ).bookSlot,
    cancels: async (to, interviewId, idempotencyKey) =>
      (
        await ask<{ cancelInterview: { __typename: string } }>(
          to,
          `mutation ($input: CancelInterviewInput!) { cancelInterview(input: $input) { __typename } }`,
          { input: { interviewId, idempotencyKey: idempotencyKey ?? null } },
        )
      ).cancelInterview,
    async shifts(to, interviewIds, minutes, idempotencyKey) {
      const { changeInterviews } = await ask<{ changeInterviews: { __typename: string; changes?: Shifted[] } }>(
        to,
        `mutation ($input: ChangeInterviewsInput!, $key: String) {
          changeInterviews(input: $input, idempotencyKey: $key) {
            __typename
            ... on InterviewChanges { changes { interview { id } before { startsAt } after { startsAt } } }
          }
        }`,
        { input: { interviewIds, minutes }, key: idempotencyKey },
      )
      if (!changeInterviews.changes) throw new Error(`No changes: ${changeInterviews.__typename}`)
      return changeInterviews.changes
    },
    async opens(to, slots) {
      const { createSlots } = await ask<{ createSlots: { __typename: string; slots?: { id: string }[] } }>(
        to,
        `mutation ($input: CreateSlotsInput!) {
          createSlots(input: $input) { __typename ... on SlotsCreated { slots { id } } }
        }`,
        { input: { slots: slots.map((slot) => ({ ...slot, mode: 'PHONE' })) } },
      )
      if (!createSlots.slots) throw new Error(`No slots: ${createSlots.__typename}`)
      return createSlots.slots.map((slot) => slot.id)
    },
    emailOf: async (to, interviewId) =>
      (
        await ask<{ interview: { delivery: EmailState } }>(
          to,
          `query ($id: ID!) {
            interview(id: $id) {
              delivery { id status attempts errorCode hint nextAttemptAt serverResponse }
            }
          }`,
          { id: interviewId },
        )
      ).interview.delivery,
  }
}

/** A time that lies ahead by this many minutes, on a full minute. */
export const inMinutes = (minutes: number): string =>
  new Date(Math.ceil(Date.now() / 60_000 + minutes) * 60_000).toISOString()
