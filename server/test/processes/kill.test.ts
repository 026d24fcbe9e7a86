import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { migrate } from '../../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../../src/runtime/embedded-postgres.ts'
import { findings, type Query } from './audits.ts'
import { expectOneAtATimeAndTheSame } from './emails.ts'
import { chance, type Chance } from '../chance.ts'
import { until } from '../until.ts'
import { tally } from '../tally.ts'
import { inMinutes, openInstallation, Unanswered, type Installation, type Server } from './installation.ts'
import type { Answer } from './mail-server.ts'
import { afterwards, endEverything, ownFolder } from './processes.ts'

/*
 * How many bookings the story takes. Each run of the tests affords a few; KILL_STORY_BOOKINGS=500 is the whole story.
 * SEED repeats the choices of an earlier run, though not the moments at which processes die.
 */
const bookings = Number(process.env['KILL_STORY_BOOKINGS'] ?? 48)
/** Somebody dies each time so many more are answered, while so many others are under way. */
const bookingsPerKill = 8
const clients = 12

vi.setConfig({ testTimeout: 120_000 + bookings * 2000 })
afterEach(endEverything)

/** What one client noted down: only what it was told. */
interface Note {
  applicationId: string
  answer: string
  bookingId?: string
  interviewId?: string
  cancelled: boolean
  asked: number
}

test('whatever is killed while people book, nothing confirmed is lost and nothing is doubled', async () => {
  const dice = chance('kill story')
  const database = await ownPostgres()
  const greenroom = await openInstallation(database)
  const moods: readonly (Answer | undefined)[] = [
    '451 4.3.0 not now',
    'HANG_UP',
    'SWALLOW',
    undefined,
    undefined,
    undefined,
  ]
  greenroom.mail.answers = (moment) => (moment === 'MESSAGE' ? dice.oneOf(moods) : undefined)

  const victims = await openVictims(greenroom, database.postgresPid, dice)
  const recruiter = await greenroom.signIn(victims.servers[0]!)
  // Fewer places than people, so that some are refused; an interviewer each, so that time is at stake as well.
  const capacity = 5
  const slots: string[] = []
  for (let i = 0; i < Math.ceil((bookings * 0.8) / capacity); i++) {
    const interviewer = i % 3 === 0 ? [await greenroom.company.interviewer(`Interviewer ${i}`)] : []
    slots.push(
      ...(await recruiter.opens(victims.servers[0]!, [
        { startsAt: inMinutes(900), durationMinutes: 30, capacity, interviewerIds: interviewer },
      ])),
    )
  }
  const applications = await greenroom.company.applicants(bookings)
  const wishes = applications.map((applicationId) => ({
    applicationId,
    slotId: dice.oneOf(slots),
    cancels: dice.next() < 0.2,
  }))

  const notes: Note[] = []
  const waiting = [...wishes]
  const work = async () => {
    for (let wish = waiting.pop(); wish; wish = waiting.pop()) {
      // Nobody runs ahead of the killing: a start takes longer than a hundred bookings.
      await until('the next may book', () => bookings - waiting.length <= victims.mayBook(), 300_000)
      const note: Note = { applicationId: wish.applicationId, answer: '', cancelled: false, asked: 0 }
      const { applicationId, slotId } = wish
      const input = { applicationId, slotId, idempotencyKey: `book ${applicationId}` }
      const booked = await insist(note, victims.servers, dice, (server) => recruiter.booksSlot(server, input))
      note.answer = booked.__typename
      if (booked.id && booked.interview) {
        note.bookingId = booked.id
        note.interviewId = booked.interview.id
        if (wish.cancels) {
          const { id } = booked.interview
          await insist(note, victims.servers, dice, (server) => recruiter.cancels(server, id, `cancel ${id}`))
          note.cancelled = true
        }
      }
      notes.push(note)
    }
  }
  const working = Promise.all(Array.from({ length: clients }, work))
  const killing = victims.killUntil(() => notes.length, bookings)
  await Promise.all([working, killing])

  // The dead workers' leases end by themselves; the story moves their hour instead of waiting for it.
  greenroom.mail.answers = () => undefined
  await victims.restWith(async () => {
    await database.query(`update delivery set lease_until = now() where status = 'SENDING'`)
  })
  await until('every email has come to its end', async () => {
    await database.query(
      `update delivery set next_attempt_at = now() where status = 'QUEUED' and next_attempt_at > now()`,
    )
    const [row] = await database.query<{ done: boolean }>(
      `select count(*) = 0 as done from delivery where status in ('QUEUED', 'SENDING')`,
    )
    return row!.done
  })

  // The clients' notes against the tables, both ways.
  const kept = await database.query<{ booking: string; interview: string; application: string; status: string }>(
    `select booking.id as booking, interview.id as interview, interview.application_id as application, interview.status
    from booking join interview on interview.company_id = booking.company_id and interview.id = booking.interview_id`,
  )
  const told = notes.filter((note) => note.bookingId)
  expect(new Set(kept.map((row) => row.booking))).toEqual(new Set(told.map((note) => note.bookingId)))
  for (const note of told)
    expect(kept.filter((row) => row.application === note.applicationId)).toEqual([
      {
        booking: note.bookingId,
        interview: note.interviewId,
        application: note.applicationId,
        status: note.cancelled ? 'CANCELLED' : 'SCHEDULED',
      },
    ])
  for (const note of notes) expect(['Booking', 'SlotIsFull']).toContain(note.answer)
  expect(notes).toHaveLength(bookings)

  // Emails: one invitation of its candidate for each interview, and all told truly and the same each time.
  const deliveries = await database.query<{
    kind: string
    status: string
    message_id: string
    interview_id: string
    candidate_id: string | null
  }>(
    `select delivery.*, invitation.interview_id from delivery
    join invitation on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id`,
  )
  const invitations = deliveries.filter(({ kind, candidate_id }) => kind === 'INVITATION' && candidate_id)
  expect(invitations.map((delivery) => delivery.interview_id).sort()).toEqual(kept.map((row) => row.interview).sort())
  const { arrivals } = greenroom.mail
  const received = new Set(greenroom.mail.delivered().map((arrival) => arrival.messageId))
  for (const delivery of deliveries) {
    expect(delivery.status).toMatch(/^(SENT|CANCELLED)$/)
    if (delivery.status === 'SENT') expect(received).toContain(delivery.message_id)
  }
  expect(deliveries.map((delivery) => delivery.message_id)).toEqual(expect.arrayContaining([...received]))
  expectOneAtATimeAndTheSame(arrivals)
  expect(await findings(database.query)).toEqual([])

  // Then they are moved, several by each request, and it is sent until it is answered.
  const moving = kept.filter(({ status }) => status === 'SCHEDULED').map(({ interview }) => interview)
  const groups = Array.from({ length: Math.ceil(moving.length / 4) }, (_, at) => moving.slice(at * 4, at * 4 + 4))
  const asking = groups.map(() => ({ asked: 0 }))
  let isMoving = true
  const answers = Promise.all(
    groups.map((ids, number) =>
      insist(asking[number]!, victims.servers, dice, (server) => recruiter.shifts(server, ids, 45, `shift ${number}`)),
    ),
  ).finally(() => (isMoving = false))
  await Promise.all([answers, victims.killWhile(() => isMoving)])
  const shifted = (await answers).flat()
  expect(shifted.map(({ interview }) => interview.id).sort()).toEqual([...moving].sort())
  const moves = await database.query<{ id: string; starts_at: Date; moves: number; updates: number }>(
    `select interview.id, interview.starts_at,
        (select count(*)::int from interview_move move where move.interview_id = interview.id) as moves,
        (select count(*)::int from delivery join invitation on invitation.id = delivery.invitation_id
          where invitation.interview_id = interview.id and delivery.candidate_id is not null
            and delivery.kind = 'UPDATE') as updates
      from interview`,
  )
  // Whatever was answered is true, and nothing was done twice: no time went by 90 minutes, nobody heard of it twice.
  for (const { interview, before, after } of shifted) {
    const row = moves.find(({ id }) => id === interview.id)!
    const by = after ? 1 : 0
    expect({ ...row, starts_at: row.starts_at.toISOString() }).toEqual({
      id: interview.id,
      starts_at: new Date(Date.parse(before.startsAt) + by * 45 * 60_000).toISOString(),
      moves: by,
      updates: by,
    })
    if (after) expect(Date.parse(after.startsAt)).toBe(row.starts_at.getTime())
  }
  expect(shifted.filter(({ after }) => after).length).toBeGreaterThan(moving.length / 4)
  expect(await findings(database.query)).toEqual([])
  // Whoever ended was killed by us: no death of another took anybody along.
  expect(victims.endedByThemselves()).toEqual([])

  const again = greenroom.mail.delivered().length - received.size
  console.info(
    `kill story: ${JSON.stringify({
      ...tally(notes.map((note) => note.answer)),
      cancelled: notes.filter((note) => note.cancelled).length,
      askedAgain:
        notes.reduce((sum, note) => sum + note.asked, 0) - notes.length - told.filter((n) => n.cancelled).length,
      killed: victims.killed(),
      emails: tally(deliveries.map((delivery) => `${delivery.kind} ${delivery.status}`)),
      receivedAgain: again,
      moved: shifted.filter(({ after }) => after).length,
      kept: shifted.filter(({ after }) => !after).length,
      moveAskedAgain: asking.reduce((sum, { asked }) => sum + asked, 0) - groups.length,
    })}`,
  )
})

/** Asks until there is an answer that means something, each time another server, always with the same key. */
async function insist<T>(
  note: Pick<Note, 'asked'>,
  servers: readonly Server[],
  dice: Chance,
  ask: (server: Server) => Promise<T>,
): Promise<T> {
  for (;;) {
    note.asked++
    try {
      return await ask(dice.oneOf(servers))
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      await pause(100 + dice.below(200))
    }
  }
}

/** A lasting Postgres that writes to disk, with a migrated database: one that may be killed. */
async function ownPostgres(): Promise<{ url: string; query: Query; postgresPid: () => number }> {
  const dataDir = ownFolder()
  const log = { info: () => {}, warn: (words: string) => console.info(words) }
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  afterwards(() => postgres.stop())
  await migrate(postgres.url)
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => {})
  afterwards(() => pool.end())
  return {
    url: postgres.url,
    query: async <Row extends object>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    postgresPid: () => Number(readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]),
  }
}

/** Two servers, a worker and the database, that are killed and come back on the same address. */
async function openVictims(greenroom: Installation, postgresPid: () => number, dice: Chance) {
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  let worker = await greenroom.startWorker()
  const killed: string[] = []
  const byThemselves: string[] = []

  /** Kills without warning, and gives what brings the victim back. */
  const server = (which: number) => async () => {
    const { process, port } = servers[which]!
    watch(`server ${which}`, process)
    await process.kill('SIGKILL')
    killed.push('server')
    return async () => void (servers[which] = await greenroom.startServer(port))
  }
  const theWorker = async () => {
    watch('worker', worker)
    await worker.kill('SIGKILL')
    killed.push('worker')
    return async () => void (worker = await greenroom.startWorker())
  }
  const postgres = async () => {
    const dead = postgresPid()
    process.kill(dead, 'SIGKILL')
    killed.push('postgres')
    // It is started again by who embedded it, which is this process. What the dead one leaves behind answers for a
    // moment longer, so the new one is asked for.
    return async () =>
      void (await until(
        'the database is back',
        async () => postgresPid() !== dead && (await greenroom.query('select 1')),
      ))
  }
  const everything = async () => {
    const [theDatabase, ...others] = await Promise.all([postgres(), server(0)(), server(1)(), theWorker()])
    return async () => {
      // A process that finds no database ends and leaves it to its supervisor to try again.
      await theDatabase()
      await Promise.all(others.map((bringBack) => bringBack()))
    }
  }
  const watch = (name: string, running: { hasEnded(): boolean; said(): string }) => {
    if (running.hasEnded()) byThemselves.push(`${name}: ${running.said().slice(-2000)}`)
  }
  const everyone = [server(0), server(1), theWorker, postgres, everything]
  let next: typeof everyone = []
  let mayBook = bookingsPerKill + clients

  return {
    servers,
    killed: () => tally(killed),
    /** How many may have begun to book so far. */
    mayBook: () => mayBook,
    endedByThemselves: () => byThemselves,
    /** Kills somebody each time so many more bookings were answered, in the middle of the others. */
    async killUntil(answered: () => number, all: number): Promise<void> {
      for (let at = bookingsPerKill; at < all; at += bookingsPerKill) {
        await until(`${at} bookings are answered`, () => answered() >= at, 300_000)
        await pause(dice.below(30))
        if (next.length === 0) next = dice.shuffled(everyone)
        const bringBack = await next.pop()!()
        await bringBack()
        mayBook = at + bookingsPerKill + clients
      }
      mayBook = all
    },
    /** Kills one after the other, as long as something goes on. */
    async killWhile(goesOn: () => boolean): Promise<void> {
      do {
        await pause(30 + dice.below(120))
        if (next.length === 0) next = dice.shuffled(everyone)
        const bringBack = await next.pop()!()
        await bringBack()
      } while (goesOn())
    },
    /** Has all workers dead for the time of some work, then one of them again. */
    async restWith(work: () => Promise<void>): Promise<void> {
      for (const { process } of servers) watch('server', process)
      const bringBack = await theWorker()
      await work()
      await bringBack()
    },
  }
}
