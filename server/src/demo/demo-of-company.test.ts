import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse({ worker: true })

const opens = async (who: StaffMember) =>
  (await who.ask('mutation { openDemo { __typename ... on Workplace { id name demoOf } } }')).data.openDemo
const removes = async (who: StaffMember) =>
  (await who.ask('mutation { removeDemo { __typename ... on DemoRemoved { companyId } } }')).data.removeDemo
const goesTo = (who: StaffMember, companyId: string) =>
  who.reads('mutation($id: ID!) { switchCompany(companyId: $id) { company { id } } }', { id: companyId })

const workplaces = async (who: StaffMember): Promise<{ name: string; demoOf: string | null }[]> =>
  (await who.reads('{ viewer { workplaces { name demoOf } } }')).viewer.workplaces

/** How many rows each table has of a company. */
async function rowsOf(companyId: string): Promise<Record<string, number>> {
  const tables = (await house.database.query(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'company_id'`,
  )) as { name: string }[]
  const counted: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await house.database.query<{ count: number }>(
      `select count(*)::int as count from ${name} where company_id = $1`,
      [companyId],
    )
    if (row!.count > 0) counted[name] = row!.count
  }
  return counted
}

/** Everything that was posted, to whomever. */
const posted = () => house.post.to('@')

test('a demo is a company of its own with invented people, from which no email leaves, whoever it is to', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  const own = await rowsOf(story.companyId)
  const demo = await opens(admin)
  expect(demo).toEqual({
    __typename: 'Workplace',
    id: expect.any(String),
    name: 'Lindgren & Co (demo)',
    demoOf: story.companyId,
  })
  // Nothing of it is among what is true.
  expect(await rowsOf(story.companyId)).toEqual(own)
  expect(await opens(admin)).toEqual(demo)

  await goesTo(admin, demo.id)
  expect((await opens(admin)).__typename).toBe('CompanyIsDemo')
  const { interviews, staff } = await admin.reads(`{
    interviews(first: 50, filter: { status: [SCHEDULED] }) { nodes { id status startsAt interviewers { name } } }
    staff(first: 50) { nodes { id email } } }`)
  expect(interviews.nodes.length).toBeGreaterThan(5)
  expect(staff.nodes.map(({ email }: { email: string }) => email.split('@')[1]).sort()).toEqual([
    'demo.test',
    'demo.test',
    'demo.test',
    'staff.test',
  ])
  // Also where the one who looks at it meets a candidate, at an address that is theirs.
  const me = staff.nodes.find(({ email }: { email: string }) => email === admin.email)
  const ahead = interviews.nodes.find(({ interviewers }: { interviewers: object[] }) => interviewers.length > 0)
  const moved = await admin.reschedules(ahead, { interviewers: [me] })
  expect(moved).toMatchObject({ __typename: 'Interview' })
  await until('nothing waits', async () => {
    const waiting = await house.database.query(
      `select from delivery where company_id = $1 and status in ('QUEUED', 'SENDING') and next_attempt_at <= now()`,
      [demo.id],
    )
    return waiting.length === 0
  })
  const dropped = await house.database.query(
    `select distinct status from delivery where company_id = $1 and error_code = 'DEMO_COMPANY'`,
    [demo.id],
  )
  expect(dropped).toEqual([{ status: 'CANCELLED' }])
  expect(posted()).toEqual([])
  expect(await removes(admin)).toMatchObject({ __typename: 'DemoRemoved' })
})

test('removing it takes all of it, with what people added and recorded, and nothing else', async () => {
  const story = await tellStory(house)
  const [admin, neighbour] = [await story.admin(), await (await tellStory(house)).admin()]
  const theirs = await opens(neighbour)
  const { id } = await opens(admin)
  const [own, others] = [await rowsOf(story.companyId), await rowsOf(theirs.id)]
  await goesTo(admin, id)
  granted(await admin.does('createCandidate', { name: 'Somebody added meanwhile', email: 'somebody@real.example' }))
  const voiceId = newId()
  await house.greenroom.storage.put(
    `${id}/${voiceId}`,
    (async function* () {
      yield Buffer.from('words')
    })(),
  )
  await house.database.query(
    `insert into question_voice (company_id, id, recorded_by_id, recorded_at, content_type, bytes, sha256, language, text,
        used_at)
      select $1, $2, id, now(), 'audio/webm', 5, '', 'EN', 'Why?', now() from staff_member where company_id = $1 limit 1`,
    [id, voiceId],
  )
  expect(await house.objectsOf(id)).toEqual([voiceId])

  // While the storage does not give up what was recorded, all is as it was.
  const works = house.storageFails()
  expect((await removes(admin)).__typename).toBe('RecordingsNotRemoved')
  works()
  expect((await rowsOf(id))['interview']).toBeGreaterThan(5)

  expect(await removes(admin)).toEqual({ __typename: 'DemoRemoved', companyId: story.companyId })
  expect(await rowsOf(id)).toEqual({})
  expect(await house.database.query('select from company where id = $1', [id])).toEqual([])
  expect(await house.objectsOf(id)).toEqual([])
  expect(
    await house.database.query('select from auth_user where email like $1', [`%.${id.slice(-8)}@demo.test`]),
  ).toEqual([])
  // Who was in it is at home again.
  const { viewer } = await admin.reads('{ viewer { company { id } workplaces { id } } }')
  expect(viewer).toEqual({ company: { id: story.companyId }, workplaces: [{ id: story.companyId }] })
  const { idempotency_key: _, ...left } = await rowsOf(story.companyId)
  expect({ ...left }).toEqual(own)
  expect(await rowsOf(theirs.id)).toEqual(others)
  expect((await removes(admin)).__typename).toBe('NoDemo')
  expect((await removes(neighbour)).__typename).toBe('DemoRemoved')
})

test('who administers the company alone opens and removes it, and two who open it at once share it', async () => {
  const story = await tellStory(house)
  const [one, two] = [await story.admin('Ada'), await story.admin('Bo')]
  const [first, second] = await Promise.all([opens(one), opens(two)])
  expect(second).toEqual(first)
  expect((await workplaces(two)).map(({ demoOf }) => demoOf)).toContain(story.companyId)
  // An admin of the demo who administers nothing at home removes nothing.
  await house.database.query(`update staff_member set role = 'RECRUITER' where company_id = $1 and id = $2`, [
    story.companyId,
    two.id,
  ])
  await goesTo(two, first.id)
  expect((await removes(two)).__typename).toBe('NoDemo')
  expect((await removes(one)).__typename).toBe('DemoRemoved')
})

test('who leaves the company leaves its demo, and an address that somebody added there is forgotten with it', async () => {
  const story = await tellStory(house)
  const [admin, leaver] = [await story.admin('Ada'), await story.admin('Lea')]
  const { id } = await opens(admin)
  await opens(leaver)
  await goesTo(leaver, id)
  const address = `${newId()}@real.example`
  await goesTo(admin, id)
  granted(await admin.does('addPerson', { name: 'Rea Real', email: address, role: 'RECRUITER' }))
  expect(await house.database.query('select from auth_user where email = $1', [address])).toHaveLength(1)

  await goesTo(admin, story.companyId)
  granted(await admin.does('deactivatePerson', { staffMemberId: leaver.id }))
  expect((await leaver.reads('{ viewer { role } }')).viewer).toBeNull()
  expect(await removes(admin)).toMatchObject({ __typename: 'DemoRemoved' })
  expect(await house.database.query('select from auth_user where email = $1', [address])).toEqual([])
})

test('nobody signs in as one of its people', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  const { id } = await opens(admin)
  const accounts = await house.database.query(
    `select from auth_account join staff_member on staff_member.user_id = auth_account.user_id
      where company_id = $1 and staff_member.email like '%@demo.test'`,
    [id],
  )
  expect(accounts).toEqual([])
  await removes(admin)
})
