import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Staff } from '../src/shared/actor.ts'
import type { TokenScope } from '../src/shared/token-scope.rules.ts'
import { newId } from '../src/shared/id.ts'
import type { OpenedEmail } from '../src/mailbox/mailbox.store.ts'
import { addStaffMember } from '../src/sign-in/add-staff-member.ts'
import { hoursAhead } from './clock.ts'
import { everythingOf, mutationDocument, promisedSchema, withOwnNames, type Answer } from './documents.ts'
import type { House, Instance } from './house.ts'
import { openSocket, type Ears } from './live.ts'
import { personalLinkIn } from './mailbox.ts'
import { until } from './until.ts'

const password = 'story-password'
/** argon2id of the password above with the least work there is: a story signs in in a millisecond. */
const passwordHash = '$argon2id$v=19$m=8,t=1,p=1$kPszhdRO17+8KxkIT2f69A$G1x5AFbFwpXlWvxB41BH8UTaVsh9wd1p+JJu5hw9i0U'

/** What came back over HTTP. */
export interface Reply {
  status: number
  /** The body, byte for byte. */
  body: string
  headers: Headers
  // eslint-disable-next-line typescript/no-explicit-any -- a story knows what it asked for
  data: any
  errors: { message: string; path?: (string | number)[]; extensions: { code: string } }[] | undefined
}

type Variables = Record<string, unknown>

/** Anything with an id: a thing of the schema, or the id alone. */
export type Known = { id: string } | string
const idOf = (known: Known): string => (typeof known === 'string' ? known : known.id)

/** Somebody who asks the API over HTTP, with whatever proves who they are. */
export class Asker {
  constructor(
    readonly at: Instance,
    readonly headers: Record<string, string> = {},
  ) {}

  async ask(query: string, variables: Variables = {}): Promise<Reply> {
    const response = await fetch(`${this.at.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    })
    const body = await response.text()
    const { data, errors } = JSON.parse(body) as Pick<Reply, 'data' | 'errors'>
    return { status: response.status, headers: response.headers, body, data, errors }
  }

  /** Data of an answer without errors. */
  async reads(query: string, variables?: Variables): Promise<Reply['data']> {
    const reply = await this.ask(query, variables)
    if (reply.errors) throw new Error(`${reply.errors.map((error) => error.message).join(' ')}\n${query}`)
    return reply.data
  }

  /** Does something by its mutation, and tells the answer: the thing or the refusal. */
  async does(mutation: string, input?: Variables): Promise<Answer> {
    const data = await this.reads(mutationDocument(mutation), input ? { input } : {})
    return withOwnNames(data[mutation] as Answer)
  }

  /** The code of the failure that this ends in. */
  async failsTo(mutation: string, input?: Variables): Promise<string | undefined> {
    const { errors } = await this.ask(mutationDocument(mutation), input ? { input } : {})
    return errors?.[0]?.extensions.code
  }

  /** Opens a socket as this person. */
  listens(options: { at?: Instance; origin?: string } = {}): Ears {
    const { authorization, ...headers } = this.headers
    return openSocket(options.at ?? this.at, {
      headers: { ...headers, ...(options.origin ? { origin: options.origin } : {}) },
      ...(authorization ? { authorization } : {}),
    })
  }

  /** The same person at another instance. */
  elsewhere(at: Instance): Asker {
    return new Asker(at, this.headers)
  }
}

/** The answer, where it is the thing itself; a refusal ends the test. */
export function granted(answer: Answer): Answer {
  if (!('id' in answer) && !('slots' in answer)) throw new Error(`Refused: ${JSON.stringify(answer)}`)
  return answer
}

export interface SlotWishes {
  startsAt?: Date
  durationMinutes?: number
  capacity?: number
  mode?: string
  location?: string
  meetingUrl?: string
  timeZone?: string
  job?: Known
  interviewers?: readonly Known[]
  anyOf?: readonly (readonly string[])[]
}

export interface InterviewWishes {
  application?: Known
  startsAt?: Date
  durationMinutes?: number
  timeZone?: string
  mode?: string
  location?: string
  meetingUrl?: string
  interviewers?: readonly Known[]
  anyOf?: readonly (readonly string[])[]
  round?: number
  notes?: string
  overrideReason?: string
  idempotencyKey?: string
}

export interface ScorecardWishes {
  revision?: number
  recommendation?: string | null
  words?: string
  /** By the ids of criteria. */
  scores?: Record<string, number | 'NOT_SEEN'>
  idempotencyKey?: string
}

export interface KitWishes {
  name?: string
  questions?: readonly string[]
  criteria?: readonly string[]
  /** What each of its questions takes; the usual where left out. */
  each?: { prepareSeconds?: number; answerSeconds?: number; retakes?: number; maxFollowUps?: number }
  idempotencyKey?: string
}

/** A person who works for a company and is signed in. */
export class StaffMember extends Asker {
  constructor(
    at: Instance,
    headers: Record<string, string>,
    readonly staff: Staff,
    readonly name: string,
    readonly email: string,
  ) {
    super(at, headers)
  }

  get id(): string {
    return this.staff.id
  }

  override elsewhere(at: Instance): StaffMember {
    return new StaffMember(at, this.headers, this.staff, this.name, this.email)
  }

  /** Opens a slot; tomorrow, by phone and for one candidate where nothing else is wished. */
  async opens({ job, interviewers, ...wishes }: SlotWishes = {}): Promise<Answer> {
    const slot = {
      startsAt: hoursAhead(24),
      durationMinutes: 45,
      mode: 'PHONE',
      ...wishes,
      ...(job ? { jobId: idOf(job) } : {}),
      ...(interviewers ? { interviewerIds: interviewers.map(idOf) } : {}),
    }
    return granted(await this.does('createSlots', { slots: [slot] }))['slots'][0] as Answer
  }

  closes = (slot: Known) => this.does('closeSlot', { slotId: idOf(slot) })

  /** Takes a place in a slot for somebody. */
  books = (
    slot: Known,
    candidate: Candidate | Known,
    more: { round?: number; notes?: string; overrideReason?: string; idempotencyKey?: string } = {},
  ) => this.does('bookSlot', { slotId: idOf(slot), applicationId: applicationIdOf(candidate), ...more })

  /** Arranges an interview; tomorrow and by phone where nothing else is wished. */
  schedules(candidate: Candidate | Known, { interviewers, ...wishes }: InterviewWishes = {}): Promise<Answer> {
    return this.does('scheduleInterview', {
      applicationId: applicationIdOf(candidate),
      startsAt: hoursAhead(24),
      durationMinutes: 45,
      mode: 'PHONE',
      ...wishes,
      ...(interviewers ? { interviewerIds: interviewers.map(idOf) } : {}),
    })
  }

  /** Moves an interview: to a slot, or to whatever is wished of time, place and people. */
  reschedules(
    interview: Known,
    {
      slot,
      interviewers,
      ...wishes
    }: Omit<InterviewWishes, 'application' | 'round' | 'notes'> & {
      slot?: Known
      reason?: string
    },
  ): Promise<Answer> {
    return this.does('rescheduleInterview', {
      interviewId: idOf(interview),
      ...wishes,
      ...(slot ? { slotId: idOf(slot) } : {}),
      ...(interviewers ? { interviewerIds: interviewers.map(idOf) } : {}),
    })
  }

  cancels = (interview: Known, reason?: string) =>
    this.does('cancelInterview', { interviewId: idOf(interview), reason: reason ?? null })

  completes = (interview: Known) => this.does('completeInterview', { interviewId: idOf(interview) })

  /** Writes down what they saw in an interview; as a first draft where no revision is told. */
  savesScorecard = (interview: Known, wishes: ScorecardWishes = {}) => this.#writes('saveScorecard', interview, wishes)

  /** Hands it in; as the first thing they write where no revision is told. */
  submitsScorecard = (interview: Known, wishes: ScorecardWishes = {}) =>
    this.#writes('submitScorecard', interview, { recommendation: 'YES', ...wishes })

  #writes = (mutation: string, interview: Known, { scores = {}, ...more }: ScorecardWishes) =>
    this.does(mutation, {
      interviewId: idOf(interview),
      revision: 0,
      scores: Object.entries(scores).map(([criterionId, score]) => ({
        criterionId,
        ...(score === 'NOT_SEEN' ? { notSeen: true } : { score }),
      })),
      ...more,
    })

  /** Says of themselves, as one of those who meet the candidate, that they are here, or by how many minutes late. */
  says = (interview: Known, said: 'HERE' | number, more: { idempotencyKey?: string } = {}) =>
    this.does('sayArrival', { interviewId: idOf(interview), ...arrivalOf(said), ...more })
  saysTheyCame = (interview: Known) => this.does('sayCandidateIsHere', { interviewId: idOf(interview) })

  marksNoShow = (interview: Known) => this.does('markNoShow', { interviewId: idOf(interview) })

  /** Sends somebody the link by which they choose a time. */
  invitesToChoose = (candidate: Candidate | Known, more: { round?: number; expiresInDays?: number } = {}) =>
    this.does('inviteToChoose', { applicationId: applicationIdOf(candidate), ...more })

  resends = (interview: Known) => this.does('resendInvitation', { interviewId: idOf(interview) })

  withdraws = (candidate: Candidate | Known, more: Variables = {}) =>
    this.does('withdrawApplication', { applicationId: applicationIdOf(candidate), ...more })

  decides = (candidate: Candidate | Known, decision: 'APPROVED' | 'REJECTED', reason?: string) =>
    this.does('decideApplication', {
      applicationId: applicationIdOf(candidate),
      decision,
      reason: reason ?? null,
    })

  /** Writes a kit of these questions, in English, and of criteria by their names; of one question where nothing is wished. */
  writesKit = ({ questions = [], criteria = [], each, ...more }: KitWishes = {}): Promise<Answer> =>
    this.does('createKit', {
      name: `Kit ${newId()}`,
      language: 'EN',
      questions: (questions.length + criteria.length > 0 ? questions : ['Why us?']).map((text) => ({
        texts: [{ language: 'EN', text }],
        ...each,
      })),
      criteria: criteria.map((name) => ({ name })),
      ...more,
    })

  createsJob = async (title: string): Promise<Answer> => granted(await this.does('createJob', { title }))

  /** Plans one round for a job, in which the room asks these questions. */
  plansToAsk = async (job: Known, questions: readonly string[], each?: KitWishes['each']): Promise<Answer> => {
    const { id: kitId } = granted(await this.writesKit({ questions, ...(each ? { each } : {}) }))
    const rounds = [{ name: 'On your own', durationMinutes: 45, mode: 'SELF_GUIDED', kitId }]
    return granted(await this.does('setJobRounds', { jobId: idOf(job), rounds }))
  }
}

/** A program that acts for the company with an API token. */
export class Program extends Asker {
  constructor(
    at: Instance,
    readonly id: string,
    readonly secret: string,
    readonly name: string,
  ) {
    super(at, { authorization: `Bearer ${secret}` })
  }

  override elsewhere(at: Instance): Program {
    return new Program(at, this.id, this.secret, this.name)
  }
}

const arrivalOf = (said: 'HERE' | number) =>
  said === 'HERE' ? { state: 'HERE' } : { state: 'LATE', lateMinutes: said }

const applicationIdOf = (candidate: Candidate | Known): string =>
  candidate instanceof Candidate ? candidate.applicationId : idOf(candidate)

/** A person who has applied for a job. What they do, they do with the link from their email. */
export class Candidate {
  #holder: Asker | null = null
  #chooser: Asker | null = null

  constructor(
    private readonly house: House,
    readonly id: string,
    readonly applicationId: string,
    readonly name: string,
    readonly email: string | null,
  ) {}

  /** Their number-th email, the first being 1, as soon as it is there. */
  async readsEmail(number = 1): Promise<OpenedEmail> {
    if (!this.email) throw new Error(`${this.name} has no email address.`)
    const email = await this.house.post.waitFor(this.email, number)
    // It is here before its worker has written down that it is.
    await until(`what was sent to ${this.name} to be settled`, async () => {
      const sending = "select from delivery where candidate_id = $1 and status = 'SENDING'"
      return (await this.house.database.query(sending, [this.id])).length === 0
    })
    return email
  }

  /** Follows the link of their first email, and sees the page's interview. */
  async opensLink(): Promise<Answer> {
    this.isGiven(personalLinkIn(await this.readsEmail()))
    return this.sees()
  }

  /** Gets the link another way. */
  isGiven(link: string): this {
    const key = link.slice(link.lastIndexOf('/') + 1)
    this.#holder = new Asker(this.house, { authorization: `Candidate ${key}` })
    return this
  }

  /** Gets the link by which they choose a time. */
  mayChoose(link: string): this {
    const key = link.slice(link.lastIndexOf('/') + 1)
    this.#chooser = new Asker(this.house, { authorization: `Candidate ${key}` })
    return this
  }

  /** Who they are to the API while they choose a time. */
  get chooser(): Asker {
    if (!this.#chooser) throw new Error(`${this.name} was not invited to choose.`)
    return this.#chooser
  }

  /** What the page shows on which they choose a time. */
  seesChoice = async (): Promise<Answer> =>
    (
      await this.chooser.reads(
        `{ candidateChoice ${everythingOf(promisedSchema.getType('CandidateChoice')!, { depth: 2 })} }`,
      )
    ).candidateChoice as Answer

  /** The times that they may choose, or with the full ones. */
  seesTimes = async (more: { full?: boolean; from?: string; to?: string; timeZone?: string } = {}): Promise<Answer[]> =>
    (
      await this.chooser.reads(
        `query($full: Boolean, $from: LocalDate, $to: LocalDate, $timeZone: TimeZone) {
          bookableSlots(full: $full, from: $from, to: $to, timeZone: $timeZone) { nodes {
            id startsAt endsAt durationMinutes mode location placesLeft heldUntil wait { status offerExpiresAt } } } }`,
        more,
      )
    ).bookableSlots.nodes as Answer[]

  holds = (slot: Known) => this.chooser.does('holdSlot', { slotId: idOf(slot) })
  letsGo = () => this.chooser.does('releaseSlot')
  chooses = (slot: Known, idempotencyKey?: string) =>
    this.chooser.does('chooseSlot', { slotId: idOf(slot), idempotencyKey: idempotencyKey ?? null })
  waitsFor = (slot: Known) => this.chooser.does('joinWaitlist', { slotId: idOf(slot) })
  waitsNoLongerFor = (slot: Known) => this.chooser.does('leaveWaitlist', { slotId: idOf(slot) })

  /** Who they are to the API, once they hold a link. */
  get holder(): Asker {
    if (!this.#holder) throw new Error(`${this.name} has no link yet.`)
    return this.#holder
  }

  /** What their page shows. */
  sees = async (): Promise<Answer> =>
    (
      await this.holder.reads(
        `{ candidateInterview ${everythingOf(promisedSchema.getType('CandidateInterview')!, { depth: 1 })} }`,
      )
    ).candidateInterview as Answer

  /** Says that they are here, or by how many minutes they are late. */
  says = (said: 'HERE' | number, more: { idempotencyKey?: string } = {}) =>
    this.holder.does('sayOwnArrival', { ...arrivalOf(said), ...more })
  starts = () => this.holder.does('startInterview')
  finishes = () => this.holder.does('finishInterview')
  /** Reads what is asked before anything is recorded, and agrees to it. */
  consents = async (): Promise<Answer> => {
    const { candidateInterview } = await this.holder.reads('{ candidateInterview { consent { version } } }')
    return this.holder.does('giveConsent', { version: candidateInterview.consent.version })
  }
  withdrawsConsent = () => this.holder.does('withdrawConsent', {})
  /** Begins to record an answer, in the browser tab of this name. */
  begins = (
    question: Known,
    wishes: { kind?: string; page?: string; takeOver?: boolean; idempotencyKey?: string } = {},
  ) => this.holder.does('beginAnswer', { questionId: idOf(question), kind: 'VIDEO', page: 'first tab', ...wishes })
  /** Ends a take that is these bytes, or whatever else is said of it. */
  ends = (
    take: Known,
    recording: Uint8Array,
    wishes: { bytes?: number; sha256?: string; durationSeconds?: number } = {},
  ) =>
    this.holder.does('endAnswer', {
      answerId: idOf(take),
      bytes: recording.length,
      sha256: createHash('sha256').update(recording).digest('hex'),
      ...wishes,
    })
  writes = (question: Known, text: string) => this.holder.does('answerInText', { questionId: idOf(question), text })
  goesOnFrom = (question: Known, idempotencyKey?: string) =>
    this.holder.does('goToNextQuestion', { questionId: idOf(question), idempotencyKey: idempotencyKey ?? null })
  answers = (answer: string) => this.holder.does('respondToInvitation', { answer })
}

export interface CompanyWishes {
  name?: string
  timeZone?: string
  language?: 'EN' | 'SV' | 'FR'
  /** Minutes before and after the start between which the room lets in. */
  admission?: readonly [before: number, after: number]
  /** Whether people are reminded of their interviews, as they are by default. No other story is to hear of the hour. */
  reminders?: boolean
}

/** A company of its own for one test, with the people who act in it. */
export class Story {
  #recruiter: Promise<StaffMember> | undefined
  #job: Promise<Answer> | undefined

  constructor(
    readonly house: House,
    readonly companyId: string,
    readonly companyName: string,
  ) {}

  admin = (name = 'Agnes Admin') => this.#signedIn('ADMIN', name)
  interviewer = (name = 'Ivar Interviewer') => this.#signedIn('INTERVIEWER', name)
  /** The company's recruiter: the same person each time. */
  recruiter = (name = 'Rita Recruiter'): Promise<StaffMember> => (this.#recruiter ??= this.#signedIn('RECRUITER', name))
  anotherRecruiter = () => this.#signedIn('RECRUITER', 'Rolf Recruiter')
  /** A program with a token of these scopes, READ among them, that an admin has made. */
  async program(...scopes: TokenScope[]): Promise<Program> {
    return this.programCalled(`Program ${newId()}`, ...scopes)
  }
  async programCalled(name: string, ...scopes: TokenScope[]): Promise<Program> {
    const admin = await this.admin()
    const made = await admin.does('createApiToken', { name, scopes, expiresAt: hoursAhead(24) })
    if (!('secret' in made)) throw new Error(`Refused: ${JSON.stringify(made)}`)
    return new Program(this.house, made['token'].id as string, made['secret'] as string, name)
  }
  /** Somebody who has proven nothing. */
  nobody = () => new Asker(this.house)

  /** The job that candidates apply for where no other one is named. */
  job = (): Promise<Answer> =>
    (this.#job ??= this.recruiter().then((recruiter) => recruiter.createsJob('Backend Engineer')))

  /** Somebody who has applied and waits. */
  async applicant({
    name = 'Ada Applicant',
    email = `${newId()}@candidates.test`,
    job,
    ...more
  }: {
    name?: string
    email?: string | null
    job?: Known
    timeZone?: string
    language?: 'EN' | 'SV' | 'FR'
    phone?: string
  } = {}): Promise<Candidate> {
    const recruiter = await this.recruiter()
    const person = granted(await recruiter.does('createCandidate', { name, email, ...more }))
    const jobId = idOf(job ?? (await this.job()))
    const application = granted(await recruiter.does('createApplication', { candidateId: person.id, jobId }))
    return new Candidate(this.house, person.id, application.id, name, email)
  }

  /** Somebody who has applied and was sent a link to choose a time. */
  async chooser(wishes: Parameters<Story['applicant']>[0] & { round?: number } = {}): Promise<Candidate> {
    const { round, ...applicant } = wishes
    const candidate = await this.applicant(applicant)
    const link = granted(await (await this.recruiter()).invitesToChoose(candidate, round ? { round } : {}))
    return candidate.mayChoose(link['url'] as string)
  }

  async applicants(count: number): Promise<Candidate[]> {
    await this.job()
    return Promise.all(Array.from({ length: count }, (_, index) => this.applicant({ name: `Applicant ${index + 1}` })))
  }

  /** Candidates who have a place in one slot; their invitations are on the way. */
  async invitedCandidates(count: number, wishes: SlotWishes = {}): Promise<Candidate[]> {
    const recruiter = await this.recruiter()
    const slot = await recruiter.opens({ capacity: count, ...wishes })
    const candidates = await this.applicants(count)
    for (const candidate of candidates) granted(await recruiter.books(slot, candidate))
    return candidates
  }

  /** A calendar of their own, called Home, that says they are busy then. */
  async isBusyElsewhere(person: Known, startsAt: Date, minutes: number): Promise<string> {
    const sourceId = newId()
    await this.house.database.query(
      `with source as (insert into calendar_source (company_id, id, staff_member_id, kind, name, host, sealed,
          next_read_at, succeeded_at) values ($1, $2, $3, 'ICS', 'Home', 'calendar.test', '', 'infinity', now()))
        insert into busy_period (company_id, source_id, staff_member_id, starts_at, ends_at)
          values ($1, $2, $3, $4, $4::timestamptz + $5 * interval '1 minute')`,
      [this.companyId, sourceId, idOf(person), startsAt, minutes],
    )
    return sourceId
  }

  /** An interview as it was arranged, with its candidate, who holds the link. */
  async arranged(wishes: InterviewWishes & { email?: string | null } = {}) {
    const { email, ...more } = wishes
    const candidate = await this.applicant(email === undefined ? {} : { email })
    const recruiter = await this.recruiter()
    const interview = granted(await recruiter.schedules(candidate, more))
    candidate.isGiven(interview['candidateLink'] as string)
    return { candidate, interview, recruiter }
  }

  async #signedIn(role: Staff['role'], name: string): Promise<StaffMember> {
    const email = `${newId()}@staff.test`
    const staff = await addStaffMember(this.house.greenroom.database, this.companyId, name, email, role, passwordHash)
    return new StaffMember(this.house, { cookie: await signIn(this.house, email) }, staff, name, email)
  }
}

/** Begins a story in a company of its own, so that stories of one file do not meet. */
export async function tellStory(
  house: House,
  {
    name = 'Lindgren & Co',
    timeZone = 'Europe/Stockholm',
    language = 'EN',
    admission = [15, 15],
    reminders = false,
  }: CompanyWishes = {},
): Promise<Story> {
  const id = newId()
  await sql`insert into company (id, name, time_zone, language, admission_opens_minutes_before,
      admission_closes_minutes_after)
    values (${id}, ${name}, ${timeZone}, ${language}, ${admission[0]}, ${admission[1]})`.execute(
    house.greenroom.database.em.fork().getKysely<unknown>(),
  )
  if (!reminders)
    await house.database.query(
      `insert into reminder_settings (company_id, remind_interviewers, feedback_reminders, feedback_minutes)
        values ($1, false, 0, 1440)`,
      [id],
    )
  return new Story(house, id, name)
}

let visitors = 0

/** Signs in as a browser does. @returns the session cookie as the next request sends it */
export async function signIn(at: Instance, email: string, withPassword = password): Promise<string> {
  const response = await trySignIn(at, email, withPassword)
  const cookie = response.headers.getSetCookie().find((set) => /^(__Host-)?greenroom=/.test(set))
  if (!cookie) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`)
  return cookie.slice(0, cookie.indexOf(';'))
}

/** The same, with whatever comes of it. Each visitor comes from an address of their own, as they do behind a proxy. */
export function trySignIn(at: Instance, email: string, withPassword = password): Promise<Response> {
  visitors++
  return fetch(`${at.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: at.greenroom.settings.publicUrl,
      'x-forwarded-for': `198.51.${visitors >> 8}.${visitors & 255}`,
    },
    body: JSON.stringify({ email, password: withPassword }),
  })
}
