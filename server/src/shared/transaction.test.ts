import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'
import { ChangedMeanwhile } from './errors.ts'
import { Reading } from './reading.ts'

const house = await openHouse()
const { inTransaction } = house.greenroom

const effectsOf = async (companyId: string) => {
  const [row] = await house.database.query<{ interviews: number; emails: number; entries: number; hints: number }>(
    `select (select count(*)::int from interview where company_id = $1) as interviews,
      (select count(*)::int from delivery where company_id = $1) as emails,
      (select count(*)::int from audit_entry where company_id = $1 and action = 'InterviewScheduled') as entries,
      (select count(*)::int from live_event where company_id = $1 and topic = 'interviewStatusChanged') as hints`,
    [companyId],
  )
  return row
}
const once = { interviews: 1, emails: 1, entries: 1, hints: 1 }

describe('a mutation with an idempotency key', () => {
  test('sent 50 times at once has one effect and one answer', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 5 })
    const ada = await story.applicant()

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => recruiter.books(slot, ada, { idempotencyKey: 'double click' })),
    )

    expect(answers[0]!.__typename).toBe('Booking')
    expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([answers[0]!.id]))
    expect(await effectsOf(story.companyId)).toEqual(once)
  })

  test('sent later, when things have moved on, still gives the first answer', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const wishes = { startsAt: hoursAhead(24), idempotencyKey: 'once' }
    const first = await recruiter.schedules(ada, wishes)
    await recruiter.cancels(first)

    const again = await recruiter.schedules(ada, wishes)

    expect(again).toMatchObject({ __typename: 'Interview', id: first.id, status: 'CANCELLED' })
  })

  test('that was refused is refused again, though it would succeed by now', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens()
    const [ada, ben] = await story.applicants(2)
    const { interview } = await recruiter.books(slot, ada!)
    const tries = () => recruiter.books(slot, ben!, { idempotencyKey: 'ben' })

    expect((await tries()).__typename).toBe('SlotIsFull')
    await recruiter.cancels(interview)
    expect((await tries()).__typename).toBe('SlotIsFull')
    expect((await recruiter.books(slot, ben!)).__typename).toBe('Booking')
  })

  test('used for another input, or for another mutation, is refused without an effect', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const wishes = { startsAt: hoursAhead(24), idempotencyKey: 'mine' }
    const interview = await recruiter.schedules(ada, wishes)

    expect(await recruiter.schedules(ada, { ...wishes, durationMinutes: 50 })).toEqual({
      __typename: 'IdempotencyKeyReused',
      message: 'This idempotency key was used before with another input.',
    })
    expect(
      await recruiter.does('cancelInterview', { interviewId: interview.id, idempotencyKey: 'mine' }),
    ).toMatchObject({ __typename: 'IdempotencyKeyReused' })
    expect(await effectsOf(story.companyId)).toEqual(once)
  })

  test('of one person means nothing to another', async () => {
    const story = await tellStory(house)
    const [rita, rolf] = [await story.recruiter(), await story.anotherRecruiter()]
    const stranger = await tellStory(house).then((other) => other.recruiter())
    const job = { title: 'Nurse', idempotencyKey: 'same words' }

    const ids = await Promise.all(
      [rita, rolf, stranger].map(async (person) => (await person.does('createJob', job)).id),
    )

    expect(new Set(ids).size).toBe(3)
  })

  test('that cannot be right is told so, and leaves the key free for what is', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const wrong = await recruiter.does('createJob', { title: ' ', idempotencyKey: 'k' })
    const right = await recruiter.does('createJob', { title: 'Nurse', idempotencyKey: 'k' })
    expect([wrong.__typename, right.__typename]).toEqual(['InvalidInput', 'Job'])
  })

  test.each([
    ['createJob', { title: 'Nurse' }, { title: 'Midwife' }],
    ['createCandidate', { name: 'Ada' }, { name: 'Ben' }],
    ['createSlots', slots('a'), slots('b')],
  ])('%s honours it', async (mutation, input, otherInput) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const [first, second, other] = [
      await recruiter.does(mutation, { ...input, idempotencyKey: 'k' }),
      await recruiter.does(mutation, { ...input, idempotencyKey: 'k' }),
      await recruiter.does(mutation, { ...otherInput, idempotencyKey: 'k' }),
    ]
    expect(second).toEqual(first)
    expect(other.__typename).toBe('IdempotencyKeyReused')
  })

  test.each([
    'closeSlot',
    'updateCandidate',
    'createApplication',
    'resendInvitation',
    'cancelInterview',
    'decideApplication',
    'withdrawApplication',
  ])('%s honours it', async (mutation) => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged()
    const other = await story.arranged({ startsAt: hoursAhead(48) })
    const job = await recruiter.createsJob('Nurse')
    const inputs = async (which: typeof other) =>
      ({
        closeSlot: { slotId: (await recruiter.opens()).id },
        updateCandidate: { candidateId: which.candidate.id, name: `New ${which.candidate.id}` },
        createApplication: { candidateId: which.candidate.id, jobId: job.id },
        resendInvitation: { interviewId: which.interview.id },
        cancelInterview: { interviewId: which.interview.id },
        decideApplication: { applicationId: which.candidate.applicationId, decision: 'REJECTED', reason: 'No.' },
        withdrawApplication: { applicationId: which.candidate.applicationId },
      })[mutation]!
    const input = await inputs({ recruiter, interview, candidate })

    const first = await recruiter.does(mutation, { ...input, idempotencyKey: 'k' })
    const second = await recruiter.does(mutation, { ...input, idempotencyKey: 'k' })
    const third = await recruiter.does(mutation, { ...(await inputs(other)), idempotencyKey: 'k' })

    expect(first).toHaveProperty('id')
    expect(second).toEqual(first)
    expect(third.__typename).toBe('IdempotencyKeyReused')
  })

  test.each(['completeInterview', 'markNoShow'])('%s honours it', async (mutation) => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged({ startsAt: hoursAhead(1) })
    house.clock.stopAt(interview['startsAt'])
    const input = { interviewId: interview.id, idempotencyKey: 'k' }
    const [first, second] = [await recruiter.does(mutation, input), await recruiter.does(mutation, input)]
    house.clock.goOn()
    expect(first.__typename).toBe('Interview')
    expect(second).toEqual(first)
  })
})

function slots(location: string) {
  return { slots: [{ startsAt: '2099-01-01T09:00:00Z', durationMinutes: 30, mode: 'ONSITE', location }] }
}

describe('a use case', () => {
  test('and an answer run as the role that serves requests, in their company alone, with limits on every wait', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    const look = sql<Record<string, string>>`select current_user as role,
      current_setting('greenroom.company_id') as company, current_setting('lock_timeout') as lock,
      current_setting('statement_timeout') as statement, current_setting('transaction_read_only') as "readOnly",
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('transaction_isolation') as isolation`
    const common = { role: 'greenroom_app', company: staff.companyId, lock: '5s', statement: '15s', idle: '10s' }

    let inside: unknown
    await inTransaction({ name: 'test', actor: staff }, async ({ em }) => {
      inside = (await look.execute(em.getKysely<unknown>())).rows[0]
      return { kind: 'Done' }
    })
    expect(inside).toEqual({ ...common, readOnly: 'off', isolation: 'read committed' })

    const reading = new Reading(house.greenroom.database, house.clock, staff.companyId)
    const [read] = await reading.rows(look)
    await reading.close()
    expect(read).toEqual({ ...common, readOnly: 'on', isolation: 'repeatable read' })
    await expect(reading.rows(look)).rejects.toThrow('given already')
  })

  const failing = (code: string) => Object.assign(new Error('from the database'), { code })

  test.each(['40001', '40P01', '55P03'])(
    'that the database broke off with %s is done again, as a whole',
    async (code) => {
      const story = await tellStory(house)
      const { staff } = await story.recruiter()
      let runs = 0
      const answer = await inTransaction({ name: 'test', actor: staff }, async (tx) => {
        runs++
        tx.record({ name: `Run${runs}`, about: { type: 'Test', id: staff.id }, fields: ['runs'] })
        if (runs <= 3) throw failing(code)
        return { kind: 'Done' }
      })
      expect(answer).toEqual({ kind: 'Done' })
      const entries = await house.database.query<{ action: string }>(
        "select action from audit_entry where company_id = $1 and entity_type = 'Test'",
        [story.companyId],
      )
      expect(entries).toEqual([{ action: 'Run4' }])
    },
  )

  test('with an overlap that only a constraint saw is done again too, and not in silence', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    let runs = 0
    const answer = await inTransaction({ name: 'test', actor: staff }, async () => {
      if (++runs === 1) throw failing('23P01')
      return { kind: 'Done' }
    })
    expect(answer).toEqual({ kind: 'Done' })
    expect(house.takeErrors()).toMatchObject([{ msg: 'an overlap that only a constraint saw' }])
  })

  test('is done again for the failure that came first, whichever of the failures after it is heard of before', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    let runs = 0
    const answer = await inTransaction({ name: 'test', actor: staff }, async (tx) => {
      if (++runs > 1) return { kind: 'Done' }
      const breaksOff = tx.rows(sql`do $$ begin raise exception 'busy' using errcode = '40P01'; end $$`)
      // What is deeper in the code hears of its failure later.
      const heardLate = breaksOff.catch((error: unknown) => new Promise((_, reject) => setImmediate(reject, error)))
      await Promise.all([heardLate, tx.rows(sql`select 1`)])
      return { kind: 'Lost' }
    })
    expect(answer).toEqual({ kind: 'Done' })
  })

  test('is given up after three repetitions', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    let runs = 0
    const trying = inTransaction({ name: 'test', actor: staff }, async () => {
      runs++
      throw failing('40001')
    })
    await expect(trying).rejects.toThrow('from the database')
    expect(runs).toBe(4)
  })

  test('that finds something changed under its locks comes through a crowd, and is given up after twelve more', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    let runs = 0
    const trying = (crowd: number) =>
      inTransaction({ name: 'test', actor: staff }, async () => {
        if (runs++ < crowd) throw new ChangedMeanwhile()
        return { kind: 'Done' }
      })
    expect(await trying(12)).toEqual({ kind: 'Done' })
    runs = 0
    await expect(trying(99)).rejects.toThrow('had changed under them')
    expect(runs).toBe(13)
  })

  test('that fails otherwise is not repeated', async () => {
    const { staff } = await tellStory(house).then((story) => story.recruiter())
    let runs = 0
    const trying = inTransaction({ name: 'test', actor: staff }, async () => {
      runs++
      throw failing('42601')
    })
    await expect(trying).rejects.toThrow('from the database')
    expect(runs).toBe(1)
  })

  test('that is refused leaves nothing behind of what it had prepared', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const before = await house.database.query('select 1 from audit_entry where company_id = $1', [story.companyId])
    const refused = await recruiter.schedules(ada, { startsAt: new Date(0) })
    expect(refused.__typename).toBe('TimeIsPast')
    expect(await effectsOf(story.companyId)).toEqual({ interviews: 0, emails: 0, entries: 0, hints: 0 })
    expect(await house.database.query('select 1 from audit_entry where company_id = $1', [story.companyId])).toEqual(
      before,
    )
  })

  test('leaves ids and names of fields in the audit trail, and nothing that a person wrote', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const { interview, recruiter } = await story.arranged({ notes: 'a secret note' })
    await recruiter.cancels(interview, 'a secret reason')

    const { auditLog } = await admin.reads(
      '{ auditLog(first: 100) { nodes { action actorKind actor { name } entityType entityId fields at } } }',
    )

    expect(auditLog.nodes.map((entry: { action: string }) => entry.action).sort()).toEqual([
      'ApplicationCreated',
      'ApplicationStatusChanged',
      'ApplicationStatusChanged',
      'CandidateCreated',
      'InterviewCancelled',
      'InterviewScheduled',
      'JobCreated',
    ])
    expect(auditLog.nodes).toContainEqual({
      action: 'InterviewCancelled',
      actorKind: 'STAFF',
      actor: { name: 'Rita Recruiter' },
      entityType: 'Interview',
      entityId: interview.id,
      fields: ['status'],
      at: expect.any(String),
    })
    const kept = await house.database.query('select * from audit_entry where company_id = $1', [story.companyId])
    expect(JSON.stringify(kept)).not.toMatch(/secret|Ada|candidates\.test/)
  })
})
