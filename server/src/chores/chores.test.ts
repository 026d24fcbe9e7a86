import { afterEach, expect, test, vi } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { startChores } from './chores.ts'

const house = await openHouse()
afterEach(() => void vi.useRealTimers())

/** Runs the chores as if so much time had passed since they were started. */
async function afterWaiting(milliseconds: number, fact: () => Promise<boolean>, what: string): Promise<void> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { database, clock, log, useCases } = house.greenroom
  const chores = startChores({ database, clock, log, useCases })
  vi.advanceTimersByTime(milliseconds)
  vi.useRealTimers()
  await until(fact, what)
  await chores.stop()
}

test('self-guided interviews expire when their window closes, by the settings of their company, and no others do', async () => {
  const startsAt = hoursAhead(5)
  const short = await tellStory(house, { admission: [15, 5] })
  const long = await tellStory(house, { admission: [15, 30] })
  const over = await short.arranged({ mode: 'SELF_GUIDED', startsAt })
  const held = await short.arranged({ mode: 'SELF_GUIDED', startsAt })
  const kept = [
    await long.arranged({ mode: 'SELF_GUIDED', startsAt }),
    await short.arranged({ mode: 'SELF_GUIDED', startsAt: shifted(startsAt, minute) }),
    await short.arranged({ mode: 'PHONE', startsAt }),
  ]
  house.clock.stopAt(startsAt)
  await held.candidate.starts()
  house.clock.stopAt(shifted(startsAt, 5 * minute))

  const statusOf = async (id: string) =>
    (await house.database.query<{ status: string }>('select status from interview where id = $1', [id]))[0]!.status
  await afterWaiting(15_000, async () => (await statusOf(over.interview.id)) === 'EXPIRED', 'the interview to expire')

  expect(await statusOf(held.interview.id)).toBe('IN_PROGRESS')
  for (const { interview } of kept) expect(await statusOf(interview.id)).toBe('SCHEDULED')
})

test('what was kept long enough goes, and what was not stays', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  await recruiter.does('createJob', { title: 'Old', idempotencyKey: 'old' })
  await recruiter.does('createJob', { title: 'Young', idempotencyKey: 'young' })
  await recruiter.opens()
  await recruiter.opens()
  const { query } = house.database
  const [hint] = await query<{ id: string }>('select min(id)::text as id from live_event where company_id = $1', [
    story.companyId,
  ])
  await query("update idempotency_key set created_at = now() - interval '24 hours 1 second' where key = 'old'")
  await query("update live_event set created_at = now() - interval '7 days 1 second' where id = $1", [hint!.id])
  await query(
    `insert into auth_session (id, user_id, token, expires_at)
      select gen_random_uuid(), user_id, 'over', now() - interval '1 second' from staff_member where id = $1`,
    [recruiter.id],
  )
  const left = async () => {
    const keys = await query<{ key: string }>('select key from idempotency_key where company_id = $1', [
      story.companyId,
    ])
    const hints = await query('select 1 from live_event where company_id = $1', [story.companyId])
    const over = await query("select 1 from auth_session where token = 'over'")
    return { keys: keys.map((row) => row.key).sort(), hints: hints.length, over: over.length }
  }
  expect(await left()).toEqual({ keys: ['old', 'young'], hints: 2, over: 1 })

  await afterWaiting(3_600_000, async () => (await left()).over === 0, 'the session to go')

  expect(await left()).toEqual({ keys: ['young'], hints: 1, over: 0 })
  expect((await recruiter.reads('{ viewer { role } }')).viewer).toEqual({ role: 'RECRUITER' })
})
