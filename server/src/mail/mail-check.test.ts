import { describe, expect, test } from 'vitest'
import { minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { makeMailPause } from './mail-pause.ts'

const house = await openHouse()
const shown = `id status grade to code askedBy { name } finishedAt findings { step grade code about answer advice }`

describe('a look at the mail settings', () => {
  test('is made by a worker, and each finding is told as it comes', async () => {
    const story = await tellStory(house)
    const admin = await story.admin('Astrid')
    const ears = admin.listens()
    await ears.opened()
    const heard = ears.to(`subscription { mailCheckChanged { cursor mailCheck { ${shown} } } }`)
    expect((await admin.reads('{ mailCheck { id } }')).mailCheck).toBeNull()

    const asked = granted(await admin.does('checkMail', {}))
    expect(asked).toMatchObject({ status: 'WAITING', to: admin.email, findings: [] })
    // One is enough: the second one is asked to wait.
    expect(await admin.does('checkMail', { to: 'other@staff.test' })).toMatchObject({
      __typename: 'MailCheckIsRunning',
    })

    house.startWorker()
    await heard.hears('the end', (data) => data.mailCheckChanged.mailCheck.status === 'DONE')
    const { mailCheck } = await admin.reads(`{ mailCheck { ${shown} } }`)
    expect(mailCheck).toMatchObject({ id: asked.id, status: 'DONE', grade: 'WARNING', askedBy: { name: 'Astrid' } })
    expect(mailCheck.findings.map((found: { code: string }) => found.code)).toEqual([
      'MAIL_IS_CAUGHT',
      'CONNECTED',
      'TEST_SENT',
    ])
    // One hint when it was asked for, when it began, for each finding and for the end; what each shows is how far it
    // has come by the time it is read.
    expect(heard.heard.length).toBeGreaterThan(mailCheck.findings.length)
    const email = await house.post.waitFor(admin.email)
    expect(email.subject).toBe(`Greenroom test message ${asked['code']}`)
    await ears.close()

    // Once it is done, another one may follow, and goes where it is wanted.
    granted(await admin.does('checkMail', { to: 'ops@staff.test' }))
    expect((await house.post.waitFor('ops@staff.test')).subject).toContain('Greenroom test message')
  })

  test('that nobody takes up is given up, and does not stand in the way of the next one', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    // As if asked for when no worker ran.
    const noon = shifted(new Date(), -60 * minute)
    await house.database.query(
      `insert into mail_check (company_id, id, asked_by_id, asked_at, to_address, code, started_at, findings)
        values ($1, gen_random_uuid(), $2, $3, 'a@staff.test', '000000', $3, '[]')`,
      [story.companyId, admin.id, noon],
    )
    expect((await admin.reads('{ mailCheck { status } }')).mailCheck.status).toBe('GIVEN_UP')
    const next = granted(await admin.does('checkMail', {}))
    expect((await admin.reads('{ mailCheck { id } }')).mailCheck.id).toBe(next.id)
  })

  test('is remembered for the newest few', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    await house.database.query(
      `insert into mail_check (company_id, id, asked_by_id, asked_at, to_address, code, finished_at, findings)
        select $1, gen_random_uuid(), $2, now() - n * interval '1 day', 'a@staff.test', '000000', now(), '[]'
        from generate_series(1, 20) n`,
      [story.companyId, admin.id],
    )
    granted(await admin.does('checkMail', {}))
    const [left] = await house.database.query<{ count: number }>(
      'select count(*)::int as count from mail_check where company_id = $1',
      [story.companyId],
    )
    expect(left!.count).toBeLessThanOrEqual(6)
  })
})

describe('a paused queue', () => {
  test('is told to every recruiter, with what waits and why, and an administrator may try at once', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const [recruiter, admin] = [await story.recruiter(), await story.admin()]
    const queue = `{ mailQueue { id waiting pausedSince errorCode hint nextProbeAt } }`
    const ears = recruiter.listens()
    await ears.opened()
    const heard = ears.to(`subscription { mailQueueChanged { cursor mailQueue { errorCode } } }`)
    const pause = makeMailPause(house.greenroom.database)
    expect((await recruiter.reads(queue)).mailQueue).toMatchObject({ pausedSince: null, waiting: 0 })
    try {
      await pause.begin('SMTP_LOGIN_REFUSED', 'User name or password refused.')
      // The second email fails for the same reason: nothing new.
      await pause.begin('SMTP_LOGIN_REFUSED', 'User name or password refused.')
      await story.arranged()
      await heard.hears('the pause', (data) => data.mailQueueChanged.mailQueue.errorCode === 'SMTP_LOGIN_REFUSED')
      const paused = (await recruiter.reads(queue)).mailQueue
      expect(paused).toMatchObject({
        id: story.companyId,
        waiting: 1,
        errorCode: 'SMTP_LOGIN_REFUSED',
        hint: 'User name or password refused.',
      })
      expect((await (await other.recruiter()).reads(queue)).mailQueue).toMatchObject({
        id: other.companyId,
        waiting: 0,
        errorCode: 'SMTP_LOGIN_REFUSED',
      })

      expect(await recruiter.failsTo('tryMailQueueNow', {})).toBe('FORBIDDEN')
      granted(await admin.does('tryMailQueueNow', {}))
      // The worker tries, and finds that the catcher takes emails.
      await heard.hears('the end of it', (data) => data.mailQueueChanged.mailQueue.errorCode === null)
      expect((await recruiter.reads(queue)).mailQueue.pausedSince).toBeNull()
      const told = await house.database.query(
        "select 1 from live_event where company_id = $1 and topic = 'mailQueueChanged'",
        [other.companyId],
      )
      expect(told).toHaveLength(2)
    } finally {
      await pause.end()
      await ears.close()
    }
  })

  test('is nothing that an administrator could make or end by hand', async () => {
    const rights = await house.database.query<{ privilege: string; column: string }>(
      `select privilege_type as privilege, column_name as column from information_schema.column_privileges
        where table_name = 'mail_pause' and grantee = 'greenroom_app' and privilege_type <> 'SELECT'`,
    )
    expect(rights).toEqual([{ privilege: 'UPDATE', column: 'next_probe_at' }])
  })
})
