import { afterAll, describe, expect, test } from 'vitest'
import { day, hour, hoursAhead, shifted } from '../../test/clock.ts'
import { countingProxy, type CountingProxy } from '../../test/counting-proxy.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

let proxy: CountingProxy
const house = await openHouse({ databaseVia: async (url) => (proxy = await countingProxy(url)).url })
afterAll(() => proxy.close())

const settings = `{ schedulingSettings { id bufferMinutesBefore bufferMinutesAfter minimumNoticeMinutes
  bookingHorizonDays candidateMayCancel candidateMayReschedule changeNoticeMinutes waitlistOfferMinutes chooseLinkDays
  company { name timeZone } } }`

const usual = {
  bufferMinutesBefore: 0,
  bufferMinutesAfter: 0,
  minimumNoticeMinutes: 0,
  bookingHorizonDays: 365,
  candidateMayCancel: true,
  candidateMayReschedule: true,
  changeNoticeMinutes: 120,
  waitlistOfferMinutes: 60,
  chooseLinkDays: 14,
}

const idOf = (known: Known) => (typeof known === 'string' ? known : known.id)

const scheduleOf = async (asker: StaffMember, person: Known) =>
  (
    await asker.reads(
      `query($id: ID!) { interviewerSchedule(staffMemberId: $id) { id limitPerDay limitPerWeek hasUsualHours timeZone
        staffMember { name } workingHours { weekday from to }
        timeOff { totalCount nodes { id startsAt endsAt note meetings } } } }`,
      { id: idOf(person) },
    )
  ).interviewerSchedule

/** What the audit trail says of a thing, the newest first. */
const auditOf = (story: Story, entity: string) =>
  house.database.query(
    'select action, entity_type as "entityType", fields from audit_entry where company_id = $1 and entity_id = $2 order by id desc',
    [story.companyId, entity],
  )

describe('the scheduling settings', () => {
  test('of a company that has chosen nothing are the usual ones', async () => {
    const story = await tellStory(house, { timeZone: 'Asia/Tokyo' })
    const ines = await story.interviewer()
    expect((await ines.reads(settings)).schedulingSettings).toEqual({
      id: story.companyId,
      ...usual,
      company: { name: 'Lindgren & Co', timeZone: 'Asia/Tokyo' },
    })
  })

  test('change where an admin says so, and stay where nothing is said', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const first = await admin.does('updateSchedulingSettings', { bufferMinutesBefore: 10, candidateMayCancel: false })
    expect(first).toMatchObject({ ...usual, bufferMinutesBefore: 10, candidateMayCancel: false })
    const second = await admin.does('updateSchedulingSettings', { bufferMinutesAfter: 15, chooseLinkDays: null })
    const after = { ...usual, bufferMinutesBefore: 10, candidateMayCancel: false, bufferMinutesAfter: 15 }
    expect(second).toMatchObject(after)
    expect((await admin.reads(settings)).schedulingSettings).toMatchObject(after)
    expect(await auditOf(story, story.companyId)).toEqual([
      { action: 'SchedulingSettingsChanged', entityType: 'Company', fields: ['bufferMinutesAfter'] },
      {
        action: 'SchedulingSettingsChanged',
        entityType: 'Company',
        fields: ['bufferMinutesBefore', 'candidateMayCancel'],
      },
    ])
  })

  test('that stay as they are leave no line in the audit trail', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    expect(await admin.does('updateSchedulingSettings', { bookingHorizonDays: 365 })).toMatchObject(usual)
    expect(await auditOf(story, story.companyId)).toEqual([])
  })

  test('hold both of two first changes that were made at once', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    await Promise.all([
      admin.does('updateSchedulingSettings', { minimumNoticeMinutes: 60 }),
      admin.does('updateSchedulingSettings', { waitlistOfferMinutes: 30 }),
    ])
    expect((await admin.reads(settings)).schedulingSettings).toMatchObject({
      minimumNoticeMinutes: 60,
      waitlistOfferMinutes: 30,
    })
  })

  test('change once for one idempotency key', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const input = { changeNoticeMinutes: 30, idempotencyKey: 'mine' }
    granted(await admin.does('updateSchedulingSettings', input))
    granted(await admin.does('updateSchedulingSettings', { changeNoticeMinutes: 60 }))
    granted(await admin.does('updateSchedulingSettings', input))
    expect((await admin.reads(settings)).schedulingSettings.changeNoticeMinutes).toBe(60)
    const other = { ...input, changeNoticeMinutes: 31 }
    expect((await admin.does('updateSchedulingSettings', other)).__typename).toBe('IdempotencyKeyReused')
  })

  test.each([
    ['bufferMinutesBefore', -1, 241],
    ['bufferMinutesAfter', -1, 241],
    ['minimumNoticeMinutes', -1, 86_401],
    ['bookingHorizonDays', 0, 731],
    ['changeNoticeMinutes', -1, 86_401],
    ['waitlistOfferMinutes', 4, 10_081],
    ['chooseLinkDays', 0, 91],
  ])('refuse %s below its bound and above it, and take what is at the bound', async (field, below, above) => {
    const admin = await tellStory(house).then((story) => story.admin())
    for (const value of [below, above])
      expect(await admin.does('updateSchedulingSettings', { [field]: value })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: field }],
      })
    for (const value of [below + 1, above - 1])
      expect(await admin.does('updateSchedulingSettings', { [field]: value })).toMatchObject({ [field]: value })
  })
})

describe('working hours', () => {
  const on = (weekday: string, from: string, to: string) => ({ weekday, from, to })

  test('of somebody who has said nothing are Monday to Friday, 09:00 to 17:00', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    expect(await scheduleOf(await story.recruiter(), ines)).toEqual({
      id: ines.id,
      limitPerDay: null,
      limitPerWeek: null,
      hasUsualHours: true,
      timeZone: 'Europe/Stockholm',
      staffMember: { name: 'Ines' },
      workingHours: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((each) => on(each, '09:00', '17:00')),
      timeOff: { totalCount: 0, nodes: [] },
    })
  })

  test('are told whole, and replace what was told before', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    const sets = (hours: object[]) => recruiter.does('setWorkingHours', { staffMemberId: ines.id, hours })
    await sets([on('TUESDAY', '13:00', '24:00'), on('MONDAY', '00:00', '12:30'), on('TUESDAY', '08:15', '13:00')])
    expect(await scheduleOf(recruiter, ines)).toMatchObject({
      hasUsualHours: false,
      workingHours: [on('MONDAY', '00:00', '12:30'), on('TUESDAY', '08:15', '13:00'), on('TUESDAY', '13:00', '24:00')],
    })
    await sets([on('SUNDAY', '10:00', '11:00')])
    await sets([on('SUNDAY', '10:00', '11:00')])
    expect((await scheduleOf(recruiter, ines)).workingHours).toEqual([on('SUNDAY', '10:00', '11:00')])
    await sets([])
    expect((await scheduleOf(recruiter, ines)).hasUsualHours).toBe(true)
    // What was the same as before has left no line.
    const line = { action: 'WorkingHoursChanged', entityType: 'StaffMember', fields: ['workingHours'] }
    expect(await auditOf(story, ines.id)).toEqual([line, line, line])
  })

  test.each([
    ['hours.0.to', [on('MONDAY', '12:00', '09:00')]],
    ['hours.0.to', [on('MONDAY', '12:00', '12:00')]],
    ['hours.1.from', [on('MONDAY', '09:00', '12:00'), on('MONDAY', '11:59', '13:00')]],
    ['hours.0.from', [on('MONDAY', '24:00', '24:00')]],
    ['hours.0.from', [on('MONDAY', '9:00', '12:00')]],
    ['hours.0.to', [on('MONDAY', '09:00', '25:00')]],
    ['hours', Array.from({ length: 71 }, (_, index) => on('MONDAY', '09:00', `10:${10 + (index % 50)}`))],
  ])('with wrong %s are refused next to the field, and change nothing', async (path, hours) => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const answer = await ines.does('setWorkingHours', { staffMemberId: ines.id, hours })
    expect(answer.__typename).toBe('InvalidInput')
    expect(answer['fields'].map((field: { path: string }) => field.path)).toContain(path)
    expect((await scheduleOf(ines, ines)).hasUsualHours).toBe(true)
  })
})

describe('limits', () => {
  test('are set together, and taken away again', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    const sets = (limits: object) => recruiter.does('setInterviewerLimits', { staffMemberId: ines.id, ...limits })
    expect(await sets({ perDay: 3, perWeek: 12 })).toMatchObject({ id: ines.id, limitPerDay: 3, limitPerWeek: 12 })
    expect(await sets({ perWeek: 12 })).toMatchObject({ limitPerDay: null, limitPerWeek: 12 })
    expect(await sets({ perWeek: 12 })).toMatchObject({ limitPerDay: null, limitPerWeek: 12 })
    expect(await auditOf(story, ines.id)).toEqual(
      [['perDay'], ['perDay', 'perWeek']].map((fields) => ({
        action: 'InterviewerLimitsChanged',
        entityType: 'StaffMember',
        fields,
      })),
    )
  })

  test.each([
    ['perDay', 0],
    ['perDay', 51],
    ['perWeek', 0],
    ['perWeek', 201],
  ])('of %s %i are refused', async (field, value) => {
    const ines = await tellStory(house).then((story) => story.interviewer())
    expect(await ines.does('setInterviewerLimits', { staffMemberId: ines.id, [field]: value })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: field }],
    })
  })
})

describe('time off', () => {
  test('is added, told with the meetings that lie in it, and removed', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    const startsAt = hoursAhead(24)
    const { interview } = await story.arranged({ startsAt: shifted(startsAt, hour), interviewers: [ines] })
    await story.arranged({ startsAt: shifted(startsAt, day), interviewers: [ines] })
    const added = granted(
      await recruiter.does('addTimeOff', {
        staffMemberId: ines.id,
        startsAt,
        endsAt: shifted(startsAt, day),
        note: ' dentist ',
      }),
    )
    const told = {
      id: added.id,
      startsAt: startsAt.toISOString(),
      endsAt: shifted(startsAt, day).toISOString(),
      note: 'dentist',
      meetings: 1,
    }
    expect(added).toMatchObject({ ...told, staffMember: { id: ines.id } })
    expect((await scheduleOf(recruiter, ines)).timeOff).toEqual({ totalCount: 1, nodes: [told] })
    // What was booked before stays, until somebody moves it.
    expect((await recruiter.reads(`{ interview(id: "${interview.id}") { status } }`)).interview.status).toBe(
      'SCHEDULED',
    )

    expect(await recruiter.does('removeTimeOff', { timeOffId: added.id })).toMatchObject({
      __typename: 'InterviewerSchedule',
      id: ines.id,
    })
    expect((await scheduleOf(recruiter, ines)).timeOff.totalCount).toBe(0)
    expect(await recruiter.failsTo('removeTimeOff', { timeOffId: added.id })).toBe('NOT_FOUND')
    expect(await auditOf(story, added.id)).toEqual([
      { action: 'TimeOffRemoved', entityType: 'TimeOff', fields: ['startsAt', 'endsAt'] },
      { action: 'TimeOffAdded', entityType: 'TimeOff', fields: ['startsAt', 'endsAt', 'note'] },
    ])
  })

  test('is listed by its beginning, page by page, and only as far as it is not over', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const startsAt = hoursAhead(24)
    const adds = async (from: number, days: number) =>
      granted(
        await ines.does('addTimeOff', {
          staffMemberId: ines.id,
          startsAt: shifted(startsAt, from * day),
          endsAt: shifted(startsAt, (from + days) * day),
        }),
      ).id
    const [third, first, second] = [await adds(9, 1), await adds(1, 2), await adds(2, 5)]
    const listed = async (args: string) =>
      (
        await ines.reads(
          `query($id: ID!) { interviewerSchedule(staffMemberId: $id) { timeOff${args} {
            nodes { id } pageInfo { hasNextPage endCursor } } } }`,
          { id: ines.id },
        )
      ).interviewerSchedule.timeOff
    const page = await listed('(first: 2)')
    expect(page).toMatchObject({ nodes: [{ id: first }, { id: second }], pageInfo: { hasNextPage: true } })
    expect((await listed(`(first: 2, after: "${page.pageInfo.endCursor}")`)).nodes).toEqual([{ id: third }])
    const after = shifted(startsAt, 3 * day).toISOString()
    expect((await listed(`(endsAfter: "${after}")`)).nodes).toEqual([{ id: second }, { id: third }])
  })

  test.each([
    ['is over before it begins', -hour],
    ['has no length', 0],
    ['is longer than a leap year', 366 * day + 1],
  ])('that %s is refused', async (_, length) => {
    const ines = await tellStory(house).then((story) => story.interviewer())
    const startsAt = hoursAhead(24)
    const input = { staffMemberId: ines.id, startsAt, endsAt: shifted(startsAt, length) }
    expect(await ines.does('addTimeOff', input)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'endsAt' }],
    })
    expect((await scheduleOf(ines, ines)).timeOff.totalCount).toBe(0)
  })

  test('is added once for one idempotency key', async () => {
    const ines = await tellStory(house).then((story) => story.interviewer())
    const startsAt = hoursAhead(24)
    const input = { staffMemberId: ines.id, startsAt, endsAt: shifted(startsAt, day), idempotencyKey: 'mine' }
    const [one, again] = [await ines.does('addTimeOff', input), await ines.does('addTimeOff', input)]
    expect(again.id).toBe(one.id)
    expect((await scheduleOf(ines, ines)).timeOff.totalCount).toBe(1)
  })
})

describe('an interviewer', () => {
  test('plans their own time, and nobody else’s exists to them', async () => {
    const story = await tellStory(house)
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    const startsAt = hoursAhead(24)
    const away = { startsAt, endsAt: shifted(startsAt, day) }
    const olofsTimeOff = granted(await olof.does('addTimeOff', { staffMemberId: olof.id, ...away })).id
    const attempts = (staffMemberId: string, timeOffId: string) =>
      [
        ['setInterviewerLimits', { staffMemberId, perDay: 2 }],
        ['setWorkingHours', { staffMemberId, hours: [] }],
        ['addTimeOff', { staffMemberId, ...away }],
        ['removeTimeOff', { timeOffId }],
      ] as const
    for (const [mutation, input] of attempts(olof.id, olofsTimeOff))
      expect([mutation, await ines.failsTo(mutation, input)]).toEqual([mutation, 'NOT_FOUND'])
    const query = 'query($id: ID!) { interviewerSchedule(staffMemberId: $id) { id } }'
    const [theirs, nobodys] = [await ines.ask(query, { id: olof.id }), await ines.ask(query, { id: newId() })]
    expect(theirs.body).toBe(nobodys.body)
    expect(theirs.errors![0]!.extensions.code).toBe('NOT_FOUND')

    const own = granted(await ines.does('addTimeOff', { staffMemberId: ines.id, ...away })).id
    for (const [mutation, input] of attempts(ines.id, own)) granted(await ines.does(mutation, input))
    expect(await scheduleOf(ines, ines)).toMatchObject({ limitPerDay: 2, timeOff: { totalCount: 1 } })
    expect(await scheduleOf(olof, olof)).toMatchObject({ limitPerDay: null, timeOff: { totalCount: 1 } })
  })

  test('who has left has no schedule any more', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    await house.database.query('update staff_member set active = false where id = $1', [ines.id])
    expect(await recruiter.failsTo('setInterviewerLimits', { staffMemberId: ines.id, perDay: 2 })).toBe('NOT_FOUND')
    const { interviewerSchedules } = await recruiter.reads('{ interviewerSchedules { nodes { id } } }')
    expect(interviewerSchedules.nodes).toEqual([{ id: recruiter.id }])
  })
})

test('the schedules of all people are read with as many statements for three as for one', async () => {
  const statements = async (people: number) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    for (let index = 0; index < people; index++) {
      const ines = await story.interviewer(`Ines ${index}`)
      const hours = [{ weekday: 'MONDAY', from: '09:00', to: '12:00' }]
      granted(await ines.does('setWorkingHours', { staffMemberId: ines.id, hours }))
      const away = { startsAt: hoursAhead(24), endsAt: hoursAhead(48) }
      granted(await ines.does('addTimeOff', { staffMemberId: ines.id, ...away }))
    }
    proxy.reset()
    const { interviewerSchedules } = await recruiter.reads(`{ interviewerSchedules { totalCount nodes { limitPerDay
      timeZone workingHours { weekday from to } staffMember { name } timeOff { nodes { note meetings staffMember { id } } } } } }`)
    expect(interviewerSchedules.totalCount).toBe(people + 1)
    expect(interviewerSchedules.nodes.at(-2).workingHours).toEqual([{ weekday: 'MONDAY', from: '09:00', to: '12:00' }])
    return proxy.statements().filter((text) => /interviewer_limits|working_hours|time_off|from company/.test(text))
      .length
  }
  const one = await statements(1)
  expect(one).toBeGreaterThan(3)
  expect(await statements(3)).toBe(one)
})
