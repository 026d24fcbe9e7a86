import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findings } from './audits.ts'
import { deliveriesOf, expectOneAtATimeAndTheSame, hastens, openPostOffice, statesOf } from './emails.ts'
import { chance } from '../chance.ts'
import { until } from '../until.ts'
import { tally } from '../tally.ts'
import type { Installation } from './installation.ts'
import { calendarOf, gate, type Answer, type MailServer } from './mail-server.ts'
import { endEverything, type RunningProgram } from './processes.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/* One installation for all of them: a server, two workers, and a mail server that does as each story says. */
type PostOffice = Awaited<ReturnType<typeof openPostOffice>>
let office: PostOffice
let greenroom: Installation
let mail: MailServer
let workers: RunningProgram[]

beforeAll(async () => {
  office = await openPostOffice()
  ;({ greenroom, mail } = office)
  workers = await Promise.all([greenroom.startWorker(), greenroom.startWorker()])
})
beforeEach(() => {
  mail.answers = () => undefined
})
afterAll(endEverything)

/** What has to hold whenever a story is over. */
async function expectOrder(): Promise<void> {
  expectOneAtATimeAndTheSame(mail.arrivals)
  expect(await findings(greenroom.query)).toEqual([])
  expect(greenroom.failures()).toEqual([])
}

const isSent = (interview: string) => async () => (await office.statusOf(interview)) === 'SENT'

test('two workers send a hundred emails, each of them once', async () => {
  const before = mail.arrivals.length
  const interviews = await Promise.all(Array.from({ length: 100 }, office.books))
  await until('all are sent', async () => {
    const [row] = await greenroom.query<{ all: boolean }>(
      `select bool_and(status = 'SENT') as all from delivery join invitation on invitation.id = delivery.invitation_id
      where invitation.interview_id = any($1)`,
      [interviews],
    )
    return row!.all
  })
  const arrivals = mail.arrivals.slice(before)
  expect(arrivals).toHaveLength(100)
  expect(new Set(arrivals.map((arrival) => arrival.messageId)).size).toBe(100)
  // They shared the work: nobody waited for another one's rows.
  for (const worker of workers) expect(worker.said()).toContain('email attempt')
  await expectOrder()
})

describe('a mail server that', () => {
  test.for<['MAIL' | 'RCPT' | 'MESSAGE', string]>([
    ['MAIL', '450 4.7.0 too many of you'],
    ['RCPT', '451 4.7.1 greylisted, come back'],
    ['MESSAGE', '452 4.3.1 out of space'],
  ])('says at %s "%s" is asked again later, and the recruiter sees it', async ([when, words]) => {
    mail.answers = (moment) => (moment === when ? words : undefined)
    const interview = await office.books()
    await until('it was tried', async () => (await office.emailOf(interview)).errorCode !== null)
    const email = await office.emailOf(interview)
    expect(email).toMatchObject({ status: 'QUEUED', attempts: 1, errorCode: 'SMTP_TRY_LATER', serverResponse: words })
    expect(email.hint).toContain('tried again')
    const wait = Date.parse(email.nextAttemptAt!) - Date.now()
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThan(80_000)

    mail.answers = () => undefined
    await hastens(greenroom)
    await until('it is sent', isSent(interview))
    expect(await office.emailOf(interview)).toMatchObject({ attempts: 2, errorCode: null, hint: null })
    expect(await office.methodsOf(interview)).toEqual(['REQUEST 0'])
    await expectOrder()
  })

  test('knows no such recipient is believed: the email has failed, and nobody tries again', async () => {
    mail.answers = (moment) => (moment === 'RCPT' ? '550 5.1.1 no such user' : undefined)
    const interview = await office.books()
    await until('it has failed', async () => (await office.statusOf(interview)) === 'FAILED')
    expect(await office.emailOf(interview)).toMatchObject({
      attempts: 1,
      errorCode: 'RECIPIENT_REFUSED',
      nextAttemptAt: null,
      serverResponse: '550 5.1.1 no such user',
      hint: expect.stringMatching(/\w/) as unknown,
    })

    mail.answers = () => undefined
    await hastens(greenroom)
    await until('a later email is sent', isSent(await office.books()))
    expect(await office.emailOf(interview)).toMatchObject({ status: 'FAILED', attempts: 1 })
    await expectOrder()
  })

  test('takes the connection and says nothing is asked again later', async () => {
    await mail.stop()
    const silence = gate()
    mail.answers = async (moment) => (moment === 'GREETING' ? void (await silence.opened) : undefined)
    await mail.start()
    const interview = await office.books()
    await until('it was tried', async () => (await office.emailOf(interview)).errorCode !== null)
    expect(await office.emailOf(interview)).toMatchObject({
      status: 'QUEUED',
      attempts: 1,
      errorCode: 'SMTP_GREETING_TIMEOUT',
      serverResponse: null,
    })
    mail.answers = () => undefined
    silence.open()
    await hastens(greenroom)
    await until('it is sent', isSent(interview))
    await expectOrder()
  })

  test('is not there at all is asked again later', async () => {
    await mail.stop()
    const interview = await office.books()
    await until('it was tried', async () => (await office.emailOf(interview)).errorCode !== null)
    expect(await office.emailOf(interview)).toMatchObject({ status: 'QUEUED', errorCode: 'SMTP_CONNECTION_REFUSED' })
    await mail.start()
    await hastens(greenroom)
    await until('it is sent', isSent(interview))
    await expectOrder()
  })

  test('swallows its last word gets the same email again, byte for byte', async () => {
    mail.answers = (moment) => (moment === 'MESSAGE' ? 'SWALLOW' : undefined)
    const interview = await office.books()
    await until('it was tried', async () => (await office.emailOf(interview)).errorCode !== null)
    expect(await office.emailOf(interview)).toMatchObject({ status: 'QUEUED', attempts: 1 })
    mail.answers = () => undefined
    await hastens(greenroom)
    await until('it is sent', isSent(interview))

    const [once, again] = await office.arrivalsOf(interview)
    expect([once!.outcome, again!.outcome]).toEqual(['SWALLOWED', 'ACCEPTED'])
    expect(again!.messageId).toBe(once!.messageId)
    expect(again!.raw.equals(once!.raw)).toBe(true)
    await expectOrder()
  })

  test('answers nothing for a while holds up emails, and no booking', async () => {
    const timed = async (count: number) => {
      const times: number[] = []
      for (let i = 0; i < count; i++) {
        const began = performance.now()
        await office.books()
        times.push(performance.now() - began)
      }
      return times.sort((one, other) => one - other)
    }
    const quick = await timed(30)
    await until('nothing is under way', async () => {
      const [row] = await greenroom.query<{ idle: boolean }>(
        `select count(*) = 0 as idle from delivery where status in ('QUEUED', 'SENDING')`,
      )
      return row!.idle
    })
    const patience = gate()
    mail.answers = async (moment) => (moment === 'MESSAGE' ? void (await patience.opened) : undefined)
    const before = mail.delivered().length
    const slow = await timed(30)
    const median = (times: number[]) => times[15]!.toFixed(1)
    console.info(`booking: median ${median(quick)} ms; while the mail server hangs ${median(slow)} ms`)
    // All thirty were confirmed before the mail server said its first word.
    expect(mail.delivered()).toHaveLength(before)
    expect(slow.at(-1)).toBeLessThan(5000)
    patience.open()
    await until('they are sent', () => mail.delivered().length === before + 30)
    await expectOrder()
  })
})

describe('when an interview is cancelled', () => {
  /** Books, and comes back when the mail server has the whole invitation and has not answered. */
  async function invitationInFlight(answer?: Answer) {
    const patience = gate()
    let held = false
    mail.answers = async (moment) => {
      if (moment !== 'MESSAGE' || held) return undefined
      held = true
      await patience.opened
      return answer
    }
    const interview = await office.books()
    await until('the invitation is in flight', async () => (await office.arrivalsOf(interview)).length === 1)
    return { interview, patience }
  }

  test('its cancellation waits for the invitation that is in flight, and comes after it', async () => {
    const { interview, patience } = await invitationInFlight()
    expect(await office.cancels(interview)).toEqual({ __typename: 'Interview' })
    // Somebody else's email shows that the workers have looked again meanwhile.
    await until('another email is sent', isSent(await office.books()))
    expect(await statesOf(greenroom, interview)).toEqual(['INVITATION SENDING', 'CANCELLATION QUEUED'])

    patience.open()
    await until('the cancellation is sent', isSent(interview))
    expect(await statesOf(greenroom, interview)).toEqual(['INVITATION SENT', 'CANCELLATION SENT'])
    expect(await office.methodsOf(interview)).toEqual(['REQUEST 0', 'CANCEL 1'])
    await expectOrder()
  })

  test.for<[string, Answer]>([
    ['refused for the moment', '451 4.3.0 not now'],
    ['cut off', 'HANG_UP'],
  ])('the invitation in flight that is then %s is not sent again', async ([, answer]) => {
    const { interview, patience } = await invitationInFlight(answer)
    await office.cancels(interview)
    patience.open()
    await until('the cancellation is sent', isSent(interview))
    expect(await statesOf(greenroom, interview)).toEqual(['INVITATION CANCELLED', 'CANCELLATION SENT'])
    expect(await office.methodsOf(interview)).toEqual(['CANCEL 1'])
    await expectOrder()
  })

  test('the invitation that waits for its next attempt is dropped', async () => {
    mail.answers = (moment) => (moment === 'RCPT' ? '451 4.7.1 greylisted' : undefined)
    const interview = await office.books()
    await until('it was tried', async () => (await office.emailOf(interview)).errorCode === 'SMTP_TRY_LATER')
    mail.answers = () => undefined
    await office.cancels(interview)
    await until('the cancellation is sent', isSent(interview))
    expect(await statesOf(greenroom, interview)).toEqual(['INVITATION CANCELLED', 'CANCELLATION SENT'])
    expect(await office.methodsOf(interview)).toEqual(['CANCEL 1'])
    await expectOrder()
  })

  test('its cancellation does not wait for an invitation that is put back for later in the same moment', async () => {
    const { interview, patience } = await invitationInFlight()
    const [invitation] = await deliveriesOf(greenroom, interview)
    // The hand of the worker, stopped between writing that the attempt failed and committing it.
    const hand = new pg.Client(greenroom.databaseUrl)
    await hand.connect()
    await hand.query('begin')
    await hand.query(
      `update delivery set status = 'QUEUED', next_attempt_at = now() + interval '1 hour', lease_owner = null,
        lease_until = null where id = $1`,
      [invitation!.id],
    )
    const [{ pid }] = (await hand.query<{ pid: number }>('select pg_backend_pid() as pid')).rows as [{ pid: number }]
    let cancelled = false
    const cancelling = office.cancels(interview).then(() => (cancelled = true))
    await until('the cancellation is through, or waits for the hand', async () => {
      const [row] = await greenroom.query<{ waits: boolean }>(
        'select exists (select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))) as waits',
        [pid],
      )
      return cancelled || row!.waits
    })
    await hand.query('commit')
    await hand.end()
    await cancelling
    patience.open()

    await until('the cancellation is sent', isSent(interview), 20_000)
    expect(await statesOf(greenroom, interview)).toEqual(['INVITATION CANCELLED', 'CANCELLATION SENT'])
    await expectOrder()
  })

  test('the last email tells the truth, whatever the mail server does', async () => {
    const dice = chance('last email')
    const before = mail.arrivals.length
    const moods: readonly (Answer | undefined)[] = ['451 4.3.0 not now', 'HANG_UP', 'SWALLOW', undefined, undefined]
    mail.answers = async (moment) => {
      if (moment !== 'MESSAGE') return undefined
      // Slow enough that a cancellation may come in between.
      await pause(dice.below(100))
      return dice.oneOf(moods)
    }

    const meetings = await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        const interview = await office.books()
        const cancelled = number % 2 === 0
        if (cancelled) {
          // Before, while and after its invitation is on the way.
          const attempts = dice.below(3)
          await until('it is time to cancel', async () => {
            const [email] = await deliveriesOf(greenroom, interview)
            await hastens(greenroom)
            return email!.attempts >= attempts || email!.status === 'SENT'
          })
          await office.cancels(interview)
        }
        return { interview, cancelled }
      }),
    )
    mail.answers = () => undefined
    await until('every email has come to its end', async () => {
      await hastens(greenroom)
      const [row] = await greenroom.query<{ done: boolean }>(
        `select count(*) = 0 as done from delivery where status in ('QUEUED', 'SENDING')`,
      )
      return row!.done
    })

    for (const { interview, cancelled } of meetings) {
      const methods = await office.methodsOf(interview)
      expect(methods.at(-1)).toBe(cancelled ? 'CANCEL 1' : 'REQUEST 0')
      // In order: after its cancellation nobody is invited any more.
      expect(methods).toEqual([...methods].sort().reverse())
    }
    const arrivals = mail.arrivals.slice(before)
    console.info(`last email: ${JSON.stringify(tally(arrivals.map((arrival) => arrival.outcome)))}`)
    const events = await Promise.all(mail.delivered().map(calendarOf))
    expect(new Set(events.map((event) => event.uid)).size).toBeGreaterThanOrEqual(meetings.length)
    await expectOrder()
  })
})
