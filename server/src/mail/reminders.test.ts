import { expect, test } from 'vitest'
import { day, hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()

/** Looks for reminders at an instant. @returns how many were put into the outbox */
async function looksAt(story: Story, instant: Date): Promise<number> {
  house.clock.stopAt(instant)
  const answer = await house.greenroom.useCases.queueReminders(system(story.companyId), {})
  return answer.kind === 'RemindersQueued' ? answer.count : Number.NaN
}

const remindersOf = (story: Story) =>
  house.database.query<{ status: string; toStaff: boolean }>(
    `select status, staff_member_id is not null as "toStaff" from delivery
      where company_id = $1 and kind = 'REMINDER' order by queued_at, id`,
    [story.companyId],
  )

test('candidate and interviewers are reminded a day and an hour before, each once', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt, interviewers: [await story.interviewer()] })
  expect(await looksAt(story, shifted(startsAt, -day - 1))).toBe(0)
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(2)
  expect(await looksAt(story, shifted(startsAt, -day + minute))).toBe(0)
  expect(await looksAt(story, shifted(startsAt, -hour - 1))).toBe(0)
  expect(await looksAt(story, shifted(startsAt, -hour))).toBe(2)
  expect(await looksAt(story, shifted(startsAt, -1))).toBe(0)
  expect((await remindersOf(story)).map(({ toStaff }) => toStaff).sort()).toEqual([false, false, true, true])
})

test('two workers that look at once queue each reminder once', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt, interviewers: [await story.interviewer()] })
  const counts = await Promise.all(Array.from({ length: 8 }, () => looksAt(story, shifted(startsAt, -day))))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
  expect(await remindersOf(story)).toHaveLength(2)
})

test('who was told of the time later than that needs no reminder', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(5)
  await story.arranged({ startsAt })
  expect(await looksAt(story, new Date())).toBe(0)
  expect(await looksAt(story, shifted(startsAt, -hour))).toBe(1)
})

test('after a while in which nobody looked, the last reminder is enough', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt })
  expect(await looksAt(story, shifted(startsAt, -30 * minute))).toBe(1)
  expect(await looksAt(story, shifted(startsAt, -29 * minute))).toBe(0)
})

test('an interview that moves has reminders of its new time, and none of the old one', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  const { interview, recruiter } = await story.arranged({ startsAt })
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(1)
  house.clock.stopAt(shifted(startsAt, -day + minute))
  granted(await recruiter.reschedules(interview, { startsAt: shifted(startsAt, 3 * day) }))
  // What waited is withdrawn by the move.
  expect((await remindersOf(story)).map(({ status }) => status)).toEqual(['CANCELLED'])
  expect(await looksAt(story, shifted(startsAt, -hour))).toBe(0)
  expect(await looksAt(story, shifted(startsAt, 2 * day))).toBe(1)
})

test('an event that lies at another address since a merge has its reminder there, whatever became of the other', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  const { candidate } = await story.arranged({ startsAt })
  await house.database.query(
    "update candidate set address_bad_since = now(), address_bad_reason = '550' where id = $1",
    [candidate.id],
  )
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(0)
  await house.database.query("update invitation set kept_address = 'ada@home.test' where candidate_id = $1", [
    candidate.id,
  ])
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(1)
})

test('an interviewer who does not want to be reminded is not, and the others are', async () => {
  const story = await tellStory(house, { reminders: true })
  const [wants, silent] = [await story.interviewer('Iris'), await story.interviewer('Olof')]
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt, interviewers: [wants, silent] })
  await silent.does('updateProfile', { wantsReminders: false })
  // The candidate and Iris.
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(2)
  house.clock.goOn()
  await silent.does('updateProfile', { wantsReminders: true })
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(1)
})

test.each([
  ['is called off', ({ recruiter, interview }) => recruiter.cancels(interview)],
  ['is declined by the candidate', ({ candidate }) => candidate.answers('DECLINED')],
  [
    'has a candidate without an address',
    async ({ candidate }) => house.database.query('update candidate set email = null where id = $1', [candidate.id]),
  ],
  [
    'has a candidate whose address sends everything back',
    async ({ candidate }) =>
      house.database.query(
        "update candidate set address_bad_since = now(), address_bad_reason = '5.1.1' where id = $1",
        [candidate.id],
      ),
  ],
] as [string, (arranged: Awaited<ReturnType<Story['arranged']>>) => Promise<unknown>][])(
  'nobody is reminded of an interview that %s',
  async (_, happens) => {
    const story = await tellStory(house, { reminders: true })
    const startsAt = hoursAhead(48)
    const arranged = await story.arranged({ startsAt })
    await happens(arranged)
    expect(await looksAt(story, shifted(startsAt, -day))).toBe(0)
  },
)

test('a company chooses when, and whether interviewers are reminded', async () => {
  const story = await tellStory(house, { reminders: true })
  const admin = await story.admin()
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt, interviewers: [await story.interviewer()] })
  granted(await admin.does('updateReminderSettings', { firstMinutes: 120, remindInterviewers: false }))
  expect(await looksAt(story, shifted(startsAt, -day))).toBe(0)
  expect(await looksAt(story, shifted(startsAt, -2 * hour))).toBe(1)
  expect(await looksAt(story, shifted(startsAt, -hour))).toBe(0)
  house.clock.goOn()
  granted(await admin.does('updateReminderSettings', { remindInterviewers: true }))
  expect(await admin.reads('{ reminderSettings { firstMinutes secondMinutes remindInterviewers } }')).toEqual({
    reminderSettings: { firstMinutes: null, secondMinutes: null, remindInterviewers: true },
  })
  expect(await looksAt(story, shifted(startsAt, -15 * minute))).toBe(0)
})

test.each([
  ['firstMinutes', { firstMinutes: 14 }],
  ['secondMinutes', { secondMinutes: 20_161 }],
  ['secondMinutes', { firstMinutes: 60, secondMinutes: 60 }],
])('%s is refused where it cannot be: %o', async (path, wish) => {
  const admin = await tellStory(house, { reminders: true }).then((story) => story.admin())
  expect(await admin.does('updateReminderSettings', { ...wish, remindInterviewers: true })).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  })
})

test('a reminder arrives without a calendar event, beside the invitation; one that was declined meanwhile does not', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  const interviewer = await story.interviewer()
  const [comes, declines] = [
    await story.arranged({ startsAt, interviewers: [interviewer] }),
    await story.arranged({ startsAt }),
  ]
  expect(await looksAt(story, shifted(startsAt, -hour))).toBe(3)
  await declines.candidate.answers('DECLINED')
  // What waits asks once more before it leaves.
  await interviewer.does('updateProfile', { wantsReminders: false })
  house.startWorker()
  const [invitation, reminder] = [await comes.candidate.readsEmail(1), await comes.candidate.readsEmail(2)]
  expect(invitation.hasCalendar).toBe(true)
  expect(reminder).toMatchObject({
    subject: 'Reminder: interview for Backend Engineer at Lindgren & Co',
    hasCalendar: false,
  })
  await until('the reminders to be settled', async () =>
    (await remindersOf(story)).every(({ status }) => status === 'SENT' || status === 'CANCELLED'),
  )
  expect((await remindersOf(story)).map(({ status }) => status).sort()).toEqual(['CANCELLED', 'CANCELLED', 'SENT'])
})
