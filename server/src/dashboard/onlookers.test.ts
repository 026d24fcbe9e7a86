import { expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse, type Instance } from '../../test/house.ts'
import type { Ears, Subscribed } from '../../test/live.ts'
import { granted, tellStory, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse({ presence: { beatEvery: 300, grace: 100 } })
const neighbour: Instance = await house.openAnother()

const idOf = (known: Known) => (typeof known === 'string' ? known : known.id)

/** Has the page of an interview open, as the dashboard does. */
async function looks(who: StaffMember, interview: Known, at?: Instance): Promise<{ ears: Ears; sees: Subscribed }> {
  const ears = who.listens(at ? { at } : {})
  await ears.opened()
  const sees = ears.to(
    `subscription($id: ID!, $after: String) { onlookersChanged(interviewId: $id, after: $after) {
      cursor interview { id onlookers { name } } } }`,
    { id: idOf(interview), after: await house.cursor() },
  )
  return { ears, sees }
}

const names = (data: { onlookersChanged: { interview: { onlookers: { name: string }[] } } }) =>
  data.onlookersChanged.interview.onlookers.map(({ name }) => name)
const hears = (sees: Subscribed, ...who: string[]) =>
  sees.hears(`who looks: ${who.join(', ')}`, (data) => JSON.stringify(names(data as never)) === JSON.stringify(who))

const onlookersOf = async (who: StaffMember, interview: Known) =>
  (
    await who.reads('query($id: ID!) { interview(id: $id) { onlookers { name } } }', { id: idOf(interview) })
  ).interview.onlookers.map(({ name }: { name: string }) => name)

async function arranged(story: Story) {
  const ines = await story.interviewer('Ines')
  const { interview, recruiter } = await story.arranged({ startsAt: hoursAhead(24), interviewers: [ines] })
  return { ines, interview, recruiter, rolf: await story.anotherRecruiter() }
}

test('colleagues see each other look, at whichever process they are, and see each other leave', async () => {
  const story = await tellStory(house)
  const { ines, interview, recruiter, rolf } = await arranged(story)
  const rita = await looks(recruiter, interview)
  await hears(rita.sees)
  const other = await looks(rolf, interview, neighbour)
  await hears(rita.sees, 'Rolf Recruiter')
  await hears(other.sees, 'Rita Recruiter')
  const interviewer = await looks(ines, interview)
  await hears(other.sees, 'Ines', 'Rita Recruiter')
  expect(await onlookersOf(ines, interview)).toEqual(['Rita Recruiter', 'Rolf Recruiter'])

  rita.sees.stop()
  await until('Rita to be gone', async () => (await onlookersOf(ines, interview)).join() === 'Rolf Recruiter')
  await other.ears.close()
  await until('Rolf to be gone', async () => (await onlookersOf(ines, interview)).length === 0)
  await interviewer.ears.close()
  await rita.ears.close()
})

test('each new line hears at once who is there, also a second tab and one that was reloaded', async () => {
  const story = await tellStory(house)
  const { interview, recruiter, rolf } = await arranged(story)
  const other = await looks(rolf, interview, neighbour)
  const first = await looks(recruiter, interview)
  await hears(first.sees, 'Rolf Recruiter')
  const second = await looks(recruiter, interview)
  await hears(second.sees, 'Rolf Recruiter')
  await first.ears.close()
  await second.ears.close()
  const reloaded = await looks(recruiter, interview)
  await hears(reloaded.sees, 'Rolf Recruiter')
  await other.ears.close()
  await reloaded.ears.close()
})

test('of a crowd so many are told as fit, never of whoever asks', async () => {
  const story = await tellStory(house)
  const { interview, recruiter } = await arranged(story)
  await house.database.query(
    `with account as (insert into auth_user (id, name, email)
        select gen_random_uuid(), 'Anna ' || lpad(n::text, 2, '0'), gen_random_uuid() || '@crowd.test'
        from generate_series(1, 25) n returning id, name, email),
      crowd as (insert into staff_member (company_id, id, user_id, name, email, role)
        select $1::uuid, gen_random_uuid(), id, name, email, 'RECRUITER' from account returning id)
      insert into onlooker select $1::uuid, $2::uuid, id, gen_random_uuid(), clock_timestamp() from crowd
      union all select $1::uuid, $2::uuid, $3::uuid, gen_random_uuid(), clock_timestamp()`,
    [story.companyId, interview.id, recruiter.id],
  )
  const told = await onlookersOf(recruiter, interview)
  expect(told).toEqual(Array.from({ length: 20 }, (_, index) => `Anna ${String(index + 1).padStart(2, '0')}`))
})

test('a second tab makes nobody two, and the last one that is closed makes them none', async () => {
  const story = await tellStory(house)
  const { interview, recruiter, rolf } = await arranged(story)
  const tabs = [await looks(rolf, interview), await looks(rolf, interview, neighbour)]
  await until('Rolf looks', async () => (await onlookersOf(recruiter, interview)).join() === 'Rolf Recruiter')
  await tabs[0]!.ears.close()
  // Some beats later the other tab is still his.
  const beats = (await house.database.query('select clock_timestamp() as at')) as { at: Date }[]
  await until('another beat', async () => {
    const rows = await house.database.query('select from onlooker where interview_id = $1 and seen_at > $2', [
      interview.id,
      beats[0]!.at,
    ])
    return rows.length > 0
  })
  expect(await onlookersOf(recruiter, interview)).toEqual(['Rolf Recruiter'])
  await tabs[1]!.ears.close()
  await until('Rolf to be gone', async () => (await onlookersOf(recruiter, interview)).length === 0)
})

test('who may not see the interview hears nothing, and nobody hears of them', async () => {
  const story = await tellStory(house)
  const { interview, recruiter } = await arranged(story)
  const stranger = await (await tellStory(house)).recruiter('Sten Stranger')
  const unassigned = await story.interviewer('Una Unassigned')
  const rita = await looks(recruiter, interview)
  const silent = [
    await looks(stranger, interview),
    await looks(unassigned, interview),
    await looks(unassigned, newId()),
    await looks(unassigned, 'no id'),
  ]
  const rolf = await looks(await story.anotherRecruiter(), interview)
  await hears(rita.sees, 'Rolf Recruiter')
  for (const { sees } of silent) {
    expect(sees.heard).toEqual([])
    expect(sees.ended()).toBeUndefined()
  }
  const rows = await house.database.query(
    'select staff_member.name from onlooker join staff_member on staff_member.id = staff_member_id where interview_id = $1',
    [interview.id],
  )
  expect(rows.map((row) => (row as { name: string }).name).sort()).toEqual(['Rita Recruiter', 'Rolf Recruiter'])
  for (const { ears } of [rita, rolf, ...silent]) await ears.close()
})

test('who was put off the panel is no onlooker any more, whatever their page does', async () => {
  const story = await tellStory(house)
  const { ines, interview, recruiter } = await arranged(story)
  const page = await looks(ines, interview)
  await until('Ines looks', async () => (await onlookersOf(recruiter, interview)).join() === 'Ines')
  granted(await recruiter.reschedules(interview, { interviewers: [] }))
  expect(await onlookersOf(recruiter, interview)).toEqual([])
  await page.ears.close()
})

test('whom others took for gone while their process slept is told of again', async () => {
  const story = await tellStory(house)
  const { interview, recruiter, rolf } = await arranged(story)
  const rita = await looks(recruiter, interview)
  const other = await looks(rolf, interview, neighbour)
  await hears(rita.sees, 'Rolf Recruiter')
  const before = rita.sees.heard.length
  await house.database.query('delete from onlooker where staff_member_id = $1', [rolf.id])
  await until('Rita hears of him again', () => rita.sees.heard.slice(before).some(({ data }) => names(data).length > 0))
  await other.ears.close()
  await rita.ears.close()
})

test('whom a process held that died is told as gone by another one', async () => {
  const story = await tellStory(house)
  const { interview, recruiter, rolf } = await arranged(story)
  const rita = await looks(recruiter, interview)
  await hears(rita.sees)
  await house.database.query(
    `insert into onlooker values ($1, $2, $3, $4, clock_timestamp() - interval '50 seconds')`,
    [story.companyId, interview.id, rolf.id, newId()],
  )
  expect(await onlookersOf(recruiter, interview)).toEqual(['Rolf Recruiter'])
  const heardBefore = rita.sees.heard.length
  await house.database.query(
    `update onlooker set seen_at = clock_timestamp() - interval '61 seconds' where staff_member_id = $1`,
    [rolf.id],
  )
  expect(await onlookersOf(recruiter, interview)).toEqual([])
  await until('Rita hears of it', () => rita.sees.heard.length > heardBefore)
  expect(await house.database.query('select from onlooker where staff_member_id = $1', [rolf.id])).toEqual([])
  await rita.ears.close()
})
