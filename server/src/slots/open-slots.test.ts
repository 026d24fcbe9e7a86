import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { countingProxy, type CountingProxy } from '../../test/counting-proxy.ts'
import { openHouse } from '../../test/house.ts'
import { everythingBehind, promisedSchema, type Answer } from '../../test/documents.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'

let proxy: CountingProxy
const house = await openHouse({ databaseVia: async (url) => (proxy = await countingProxy(url)).url })
afterAll(() => proxy.close())
// The dates of these stories, and the clock changes between them, lie in the year after this day.
beforeEach(() => house.clock.stopAt('2026-11-08T08:00:00Z'))

/** Two mornings of a week after which summer time begins. */
const mornings = {
  fromDate: '2027-03-22',
  toDate: '2027-03-28',
  windows: [{ weekdays: ['MONDAY', 'SUNDAY'], from: '09:00', to: '12:00' }],
  durationMinutes: 45,
  gapMinutes: 15,
  mode: 'PHONE',
}

const previewDocument = `query($input: OpenSlotsInput!) {
  previewSlots(input: $input) ${everythingBehind(promisedSchema.getQueryType()!.getFields()['previewSlots']!, { depth: 3 })} }`

const previews = async (who: StaffMember, input: object): Promise<Answer> =>
  (await who.reads(previewDocument, { input })).previewSlots as Answer

interface Proposal {
  date: string
  time: string
  startsAt: string | null
  offset: string | null
  isMade: boolean
  remarks: string[]
  blockedPeriod: string | null
  busyInterviewers: { id: string }[]
}

const told = ({ proposals }: Answer) =>
  (proposals as Proposal[]).map(
    ({ date, time, isMade, remarks }) => `${date} ${time} ${[isMade ? 'made' : 'left out', ...remarks].join(' ')}`,
  )

const openStarts = async (who: StaffMember): Promise<string[]> =>
  (await who.reads('{ slots(first: 100) { nodes { startsAt } } }')).slots.nodes.map(
    (slot: { startsAt: string }) => slot.startsAt,
  )

describe('a week of slots', () => {
  test('is opened as its preview shows, by local hours that stay the same over a clock change', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const [ines, job] = [await story.interviewer('Inès'), await story.job()]
    const input = {
      ...mornings,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      capacity: 4,
      jobId: job.id,
      interviewerIds: [ines.id],
    }

    const plan = await previews(recruiter, input)
    expect(plan).toMatchObject({
      __typename: 'SlotPlan',
      timeZone: 'Europe/Stockholm',
      durationMinutes: 45,
      gapMinutes: 15,
      capacity: 4,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      madeCount: 6,
      leftOutCount: 0,
      job: { id: job.id },
      interviewers: [{ id: ines.id }],
    })
    expect(plan['proposals'][0]).toMatchObject({
      date: '2027-03-22',
      time: '09:00',
      startsAt: '2027-03-22T08:00:00.000Z',
      endsAt: '2027-03-22T08:45:00.000Z',
      offset: 'UTC+01:00',
      isMade: true,
      remarks: [],
    })
    expect(plan['proposals'][3]).toMatchObject({
      date: '2027-03-28',
      time: '09:00',
      startsAt: '2027-03-28T07:00:00.000Z',
      offset: 'UTC+02:00',
    })
    expect(await openStarts(recruiter)).toEqual([])

    const opened = await recruiter.does('openSlots', input)
    expect(opened['plan']['proposals']).toEqual(plan['proposals'])
    expect(opened['slots']).toHaveLength(6)
    for (const slot of opened['slots'])
      expect(slot).toMatchObject({
        status: 'OPEN',
        capacity: 4,
        placesTaken: 0,
        durationMinutes: 45,
        timeZone: 'Europe/Stockholm',
        mode: 'ONSITE',
        location: 'Storgatan 12',
        job: { id: job.id },
        interviewers: [{ id: ines.id }],
      })
    expect(await openStarts(recruiter)).toEqual(plan['proposals'].map((each: Proposal) => each.startsAt))
  })

  test('leaves out what is past, blocked, there already or busy, and tells why', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const oneDay = { ...mornings, toDate: '2027-03-22', interviewerIds: [ines.id] }
    const four = { ...oneDay, windows: [{ weekdays: ['MONDAY'], from: '09:00', to: '14:00' }] }
    house.clock.stopAt('2027-03-22T08:00:00Z')
    await recruiter.does('createBlockedPeriod', {
      name: 'Fire drill',
      kind: 'BLOCKED',
      startsAt: '2027-03-22T09:40:00Z',
      endsAt: '2027-03-22T10:00:00Z',
    })
    granted(await recruiter.opens({ startsAt: new Date('2027-03-22T10:00:00Z'), interviewers: [ines] }))
    granted(
      await recruiter.schedules(await story.applicant(), {
        startsAt: new Date('2027-03-22T11:30:00Z'),
        durationMinutes: 30,
        interviewers: [ines],
      }),
    )

    const plan = await previews(recruiter, four)
    expect(told(plan)).toEqual([
      '2027-03-22 09:00 left out TIME_IS_PAST',
      '2027-03-22 10:00 left out BLOCKED_PERIOD',
      '2027-03-22 11:00 left out DUPLICATE',
      '2027-03-22 12:00 left out INTERVIEWER_IS_BUSY',
      '2027-03-22 13:00 made',
    ])
    expect(plan['proposals'][1].blockedPeriod).toBe('Fire drill')
    expect(plan['proposals'][3].busyInterviewers).toEqual([expect.objectContaining({ id: ines.id })])
    expect(plan).toMatchObject({ madeCount: 1, leftOutCount: 4 })

    expect((await recruiter.does('openSlots', four))['slots']).toMatchObject([{ startsAt: '2027-03-22T12:00:00.000Z' }])
    const bold = await recruiter.does('openSlots', { ...four, evenWhereBusy: true })
    expect(bold['slots']).toMatchObject([{ startsAt: '2027-03-22T11:00:00.000Z' }])
    expect(told(bold['plan']).slice(3)).toEqual([
      '2027-03-22 12:00 made INTERVIEWER_IS_BUSY',
      '2027-03-22 13:00 left out DUPLICATE',
    ])
  })

  test('keeps away from the buffers and the time off of its interviewers', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const [recruiter, admin] = [await story.recruiter(), await story.admin()]
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    granted(
      await recruiter.schedules(await story.applicant(), {
        startsAt: new Date('2027-03-22T08:45:00Z'),
        durationMinutes: 5,
        interviewers: [ines],
      }),
    )
    expect((await admin.does('updateSchedulingSettings', { bufferMinutesBefore: 20 })).__typename).toBe(
      'SchedulingSettings',
    )
    granted(
      await olof.does('addTimeOff', {
        staffMemberId: olof.id,
        startsAt: '2027-03-22T10:30:00Z',
        endsAt: '2027-03-22T15:00:00Z',
      }),
    )
    const plan = await previews(recruiter, {
      ...mornings,
      toDate: '2027-03-22',
      interviewerIds: [ines.id, olof.id],
    })
    expect(told(plan)).toEqual([
      '2027-03-22 09:00 made',
      '2027-03-22 10:00 left out INTERVIEWER_IS_BUSY',
      '2027-03-22 11:00 left out INTERVIEWER_IS_AWAY',
    ])
    expect(plan['proposals'][2]).toMatchObject({ busyInterviewers: [], awayInterviewers: [{ id: olof.id }] })
  })

  test('skips a holiday from its first local hour to its last', async () => {
    const recruiter = await tellStory(house, { timeZone: 'Pacific/Auckland' }).then((story) => story.recruiter())
    await recruiter.does('createBlockedPeriod', {
      name: 'Waitangi Day',
      kind: 'HOLIDAY',
      fromDate: '2027-02-08',
      toDate: '2027-02-08',
    })
    const aroundTheClock = {
      ...mornings,
      fromDate: '2027-02-07',
      toDate: '2027-02-09',
      windows: [{ weekdays: ['SUNDAY', 'MONDAY', 'TUESDAY'], from: '00:00', to: '24:00' }],
      durationMinutes: 720,
      gapMinutes: 0,
    }
    expect(told(await previews(recruiter, aroundTheClock))).toEqual([
      '2027-02-07 00:00 made',
      '2027-02-07 12:00 made',
      '2027-02-08 00:00 left out BLOCKED_PERIOD',
      '2027-02-08 12:00 left out BLOCKED_PERIOD',
      '2027-02-09 00:00 made',
      '2027-02-09 12:00 made',
    ])
  })

  test('that was cancelled slot by slot may be opened again', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const { slots } = granted(await recruiter.does('openSlots', mornings))
    await house.database.query("update slot set status = 'CANCELLED' where id = $1", [slots[0].id])
    await house.database.query("update slot set status = 'CLOSED' where id = $1", [slots[1].id])
    const again = await recruiter.does('openSlots', mornings)
    expect(again['slots']).toMatchObject([{ startsAt: slots[0].startsAt }])
    expect(again['plan']).toMatchObject({ madeCount: 1, leftOutCount: 5 })
  })

  test('of which nothing is left to open opens nothing, and says so slot by slot', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const longAgo = { ...mornings, fromDate: '2020-03-23', toDate: '2020-03-29' }
    expect(await recruiter.does('openSlots', longAgo)).toMatchObject({
      __typename: 'SlotsOpened',
      slots: [],
      plan: { madeCount: 0, leftOutCount: 6 },
    })
  })

  test('is opened once, however often it is asked for with one key, and by many at once only once without a key', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const document = `mutation($input: OpenSlotsInput!, $key: String) {
      openSlots(input: $input, idempotencyKey: $key) {
        __typename ... on SlotsOpened { slots { id } plan { proposals { startsAt isMade } } } } }`
    const asked = (input: object, key?: string) =>
      recruiter.reads(document, { input, key }).then(({ openSlots }) => openSlots)

    const answers = await Promise.all(Array.from({ length: 5 }, () => asked(mornings, 'week 12')))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await openStarts(recruiter)).toHaveLength(6)
    expect((await asked({ ...mornings, capacity: 2 }, 'week 12')).__typename).toBe('IdempotencyKeyReused')

    const next = { ...mornings, fromDate: '2027-03-29', toDate: '2027-04-04' }
    const many = await Promise.all(Array.from({ length: 8 }, () => asked(next)))
    expect(many.map(({ slots }) => slots.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 6])
    expect(await openStarts(recruiter)).toHaveLength(12)
  })

  test('leaves a line for each slot in the audit trail, and one piece of news for all', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const { slots } = granted(await recruiter.does('openSlots', mornings))
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId actorKind } } }')
    expect(auditLog.nodes).toHaveLength(6)
    for (const { id } of slots)
      expect(auditLog.nodes).toContainEqual({ action: 'SlotOpenedByPattern', entityId: id, actorKind: 'STAFF' })
    const hints = await house.database.query('select topic, subject_id from live_event where company_id = $1', [
      story.companyId,
    ])
    expect(hints).toEqual([{ topic: 'slotChanged', subject_id: slots[0].id }])
  })

  test('may have 500 slots, which cost the database as many statements as one', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const job = await story.job()
    const people = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const input = (fromDate: string, days: number, to: string) => ({
      ...mornings,
      fromDate,
      toDate: new Date(Date.parse(fromDate) + (days - 1) * 86_400_000).toISOString().slice(0, 10),
      durationMinutes: 10,
      gapMinutes: 0,
      windows: [{ weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], from: '06:00', to }],
      jobId: job.id,
      interviewerIds: people.map(({ id }) => id),
    })
    const costOf = async (document: string, ...dates: Parameters<typeof input>) => {
      proxy.reset()
      const data = await recruiter.reads(document, { input: input(...dates) })
      const beside = /live_event|auth_session|from staff_member\s+where user_id|^(listen|notify)/
      return {
        data,
        statements: proxy
          .statements()
          .filter((text) => !beside.test(text) || text.startsWith('insert'))
          .map((text) => text.slice(0, 80)),
      }
    }
    const plan = '{ madeCount proposals { busyInterviewers { id } } }'
    const preview = `query($input: OpenSlotsInput!) { previewSlots(input: $input) { ... on SlotPlan ${plan} } }`
    const open = `mutation($input: OpenSlotsInput!) { openSlots(input: $input) {
      ... on SlotsOpened { slots { id } plan ${plan} } } }`

    const [one, all] = [await costOf(open, '2027-03-15', 1, '06:10'), await costOf(open, '2027-03-22', 5, '22:40')]
    expect([one.data.openSlots.slots.length, all.data.openSlots.slots.length]).toEqual([1, 500])
    expect(all.statements.length, all.statements.join('\n')).toBe(one.statements.length)
    expect(all.statements.length, all.statements.join('\n')).toBeLessThanOrEqual(25)

    const [fewer, more] = [
      await costOf(preview, '2027-04-05', 1, '06:10'),
      await costOf(preview, '2027-04-12', 5, '22:40'),
    ]
    expect([fewer.data.previewSlots.madeCount, more.data.previewSlots.madeCount]).toEqual([1, 500])
    expect(more.statements.length, more.statements.join('\n')).toBe(fewer.statements.length)
  })
})

describe('from a template', () => {
  const template = {
    name: 'Mornings',
    durationMinutes: 45,
    gapMinutes: 15,
    capacity: 3,
    mode: 'ONSITE',
    location: 'Storgatan 12',
    windows: mornings.windows,
  }

  test('a week is opened by its dates alone, and what is said goes before the template', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const made = granted(await recruiter.does('createSlotTemplate', { ...template, interviewerIds: [ines.id] }))
    const dates = { fromDate: mornings.fromDate, toDate: mornings.toDate, templateId: made.id }

    expect(await previews(recruiter, dates)).toMatchObject({
      madeCount: 6,
      capacity: 3,
      location: 'Storgatan 12',
      interviewers: [{ id: ines.id }],
    })
    const opened = await recruiter.does('openSlots', {
      ...dates,
      capacity: 1,
      mode: 'VIDEO',
      meetingUrl: 'https://meet.test/x',
      interviewerIds: [olof.id],
      windows: [{ weekdays: ['TUESDAY'], from: '13:00', to: '14:00' }],
    })
    expect(opened['slots']).toMatchObject([
      {
        capacity: 1,
        mode: 'VIDEO',
        location: null,
        meetingUrl: 'https://meet.test/x',
        interviewers: [{ id: olof.id }],
        durationMinutes: 45,
      },
    ])
  })

  test('a single slot is opened by its time alone', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const { id: templateId } = granted(
      await recruiter.does('createSlotTemplate', { ...template, interviewerIds: [ines.id] }),
    )
    const startsAt = new Date('2027-03-22T08:00:00Z')
    const answer = await recruiter.does('createSlots', {
      slots: [
        { startsAt, templateId },
        { startsAt, templateId, mode: 'PHONE', durationMinutes: 30, interviewerIds: [] },
        { startsAt, mode: 'PHONE', durationMinutes: 20 },
      ],
    })
    expect(answer['slots']).toMatchObject([
      { durationMinutes: 45, capacity: 3, mode: 'ONSITE', location: 'Storgatan 12', interviewers: [{ id: ines.id }] },
      { durationMinutes: 30, capacity: 3, mode: 'PHONE', location: null, interviewers: [] },
      { durationMinutes: 20, capacity: 1, mode: 'PHONE', location: null, interviewers: [] },
    ])
  })

  test('and without one, length and mode must be said', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect(
      await recruiter.does('createSlots', {
        slots: [{ startsAt: new Date('2027-03-22T08:00:00Z') }],
      }),
    ).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'slots.0.durationMinutes' }, { path: 'slots.0.mode' }],
    })
    const bare = { fromDate: mornings.fromDate, toDate: mornings.toDate }
    expect(await previews(recruiter, bare)).toMatchObject({ fields: [{ path: 'durationMinutes' }, { path: 'mode' }] })
    expect(await previews(recruiter, { ...bare, durationMinutes: 30, mode: 'PHONE' })).toMatchObject({
      fields: [{ path: 'windows' }],
    })
  })
})

describe('what cannot be right', () => {
  const everyMinute = { weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'], from: '00:00', to: '24:00' }

  test.each<[string, object, string]>([
    ['dates the wrong way round', { toDate: '2027-03-21' }, 'toDate'],
    ['more than 366 days', { toDate: '2028-03-22' }, 'toDate'],
    [
      'ten thousand slots',
      { windows: [everyMinute], durationMinutes: 5, gapMinutes: 0, toDate: '2027-05-30' },
      'toDate',
    ],
    ['a date that is none', { fromDate: '2027-02-30' }, 'fromDate'],
    ['a date that is no date', { toDate: '22/03/2027' }, 'toDate'],
    ['an empty window', { windows: [{ ...mornings.windows[0], to: '09:00' }] }, 'windows.0.to'],
    ['a reversed window', { windows: [{ ...mornings.windows[0], to: '08:00' }] }, 'windows.0.to'],
    ['no windows', { windows: [] }, 'windows'],
    ['days that do not come', { toDate: '2027-03-22', windows: [{ ...everyMinute, weekdays: ['FRIDAY'] }] }, 'windows'],
    ['an unknown zone', { timeZone: 'Mars/Olympus_Mons' }, 'timeZone'],
    ['an offset for a zone', { timeZone: '+02:00' }, 'timeZone'],
    ['a capacity of none', { capacity: 0 }, 'capacity'],
    ['a capacity of too many', { capacity: 1001 }, 'capacity'],
    ['a slot too short', { durationMinutes: 4 }, 'durationMinutes'],
    ['a slot too long', { durationMinutes: 1441 }, 'durationMinutes'],
    ['a gap too long', { gapMinutes: 1441 }, 'gapMinutes'],
    ['a text with a NUL', { location: 'Room\u0000' }, 'location'],
  ])('is refused next to its field in preview and mutation, and opens nothing: %s', async (_, wrong, path) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const refusal = { __typename: 'InvalidInput', fields: [{ path }] }
    expect(await previews(recruiter, { ...mornings, ...wrong })).toMatchObject(refusal)
    expect(await recruiter.does('openSlots', { ...mornings, ...wrong })).toMatchObject(refusal)
    expect(await openStarts(recruiter)).toEqual([])
  })

  test.each([
    ['LocationIsMissing', { mode: 'ONSITE' }],
    ['MeetingUrlIsMissing', { mode: 'VIDEO' }],
  ])('is refused with %s where a mode needs it', async (kind, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect((await previews(recruiter, { ...mornings, ...wrong })).__typename).toBe(kind)
    expect((await recruiter.does('openSlots', { ...mornings, ...wrong })).__typename).toBe(kind)
  })

  test('ends in NOT_FOUND for a template, a job or a person that is not there, or has left', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const gone = await story.interviewer()
    await house.database.query('update staff_member set active = false where id = $1', [gone.id])
    for (const wrong of [{ templateId: 'nothing' }, { jobId: 'nothing' }, { interviewerIds: [gone.id] }]) {
      expect(await recruiter.failsTo('openSlots', { ...mornings, ...wrong })).toBe('NOT_FOUND')
      const { errors } = await recruiter.ask(previewDocument, { input: { ...mornings, ...wrong } })
      expect(errors![0]!.extensions.code).toBe('NOT_FOUND')
    }
    expect(await openStarts(recruiter)).toEqual([])
  })
})

describe('around a clock change', () => {
  /** Zone, the Sunday on which its clocks change, hours around it, and each slot as it is told. */
  const changes: [string, string, [string, string], string[]][] = [
    [
      'America/New_York',
      '2027-03-14',
      ['01:00', '04:00'],
      ['01:00 06:00Z UTC-05:00', '02:00 NONEXISTENT_TIME', '03:00 07:00Z UTC-04:00'],
    ],
    [
      'America/New_York',
      '2027-11-07',
      ['00:00', '03:00'],
      ['00:00 04:00Z UTC-04:00', '01:00 05:00Z UTC-04:00 REPEATED_TIME', '02:00 07:00Z UTC-05:00'],
    ],
    [
      'Europe/Stockholm',
      '2027-03-28',
      ['01:00', '04:00'],
      ['01:00 00:00Z UTC+01:00', '02:00 NONEXISTENT_TIME', '03:00 01:00Z UTC+02:00'],
    ],
    [
      'Europe/Stockholm',
      '2027-10-31',
      ['01:00', '04:00'],
      ['01:00 23:00Z UTC+02:00', '02:00 00:00Z UTC+02:00 REPEATED_TIME', '03:00 02:00Z UTC+01:00'],
    ],
    [
      'Europe/Dublin',
      '2027-03-28',
      ['00:00', '03:00'],
      ['00:00 00:00Z UTC+00:00', '01:00 NONEXISTENT_TIME', '02:00 01:00Z UTC+01:00'],
    ],
    [
      'Europe/Dublin',
      '2027-10-31',
      ['00:00', '03:00'],
      ['00:00 23:00Z UTC+01:00', '01:00 00:00Z UTC+01:00 REPEATED_TIME', '02:00 02:00Z UTC+00:00'],
    ],
    [
      // Half an hour: 02:00 is missing, 03:00 is not.
      'Australia/Lord_Howe',
      '2027-10-03',
      ['01:00', '04:00'],
      ['01:00 14:30Z UTC+10:30', '02:00 NONEXISTENT_TIME', '03:00 16:00Z UTC+11:00'],
    ],
    [
      'Australia/Lord_Howe',
      '2027-04-04',
      ['00:30', '03:30'],
      ['00:30 13:30Z UTC+11:00', '01:30 14:30Z UTC+11:00 REPEATED_TIME', '02:30 16:00Z UTC+10:30'],
    ],
    [
      'America/St_Johns',
      '2027-03-14',
      ['01:00', '04:00'],
      ['01:00 04:30Z UTC-03:30', '02:00 NONEXISTENT_TIME', '03:00 05:30Z UTC-02:30'],
    ],
    [
      'America/St_Johns',
      '2027-11-07',
      ['00:00', '03:00'],
      ['00:00 02:30Z UTC-02:30', '01:00 03:30Z UTC-02:30 REPEATED_TIME', '02:00 05:30Z UTC-03:30'],
    ],
    [
      // Back for Ramadan.
      'Africa/Casablanca',
      '2024-03-10',
      ['01:00', '04:00'],
      ['01:00 00:00Z UTC+01:00', '02:00 01:00Z UTC+01:00 REPEATED_TIME', '03:00 03:00Z UTC+00:00'],
    ],
    [
      'Africa/Casablanca',
      '2024-04-14',
      ['01:00', '04:00'],
      ['01:00 01:00Z UTC+00:00', '02:00 NONEXISTENT_TIME', '03:00 02:00Z UTC+01:00'],
    ],
    [
      // The day begins at 01:00.
      'America/Santiago',
      '2027-09-05',
      ['00:00', '03:00'],
      ['00:00 NONEXISTENT_TIME', '01:00 04:00Z UTC-03:00', '02:00 05:00Z UTC-03:00'],
    ],
    [
      'America/Santiago',
      '2027-04-03',
      ['22:00', '24:00'],
      ['22:00 01:00Z UTC-03:00', '23:00 02:00Z UTC-03:00 REPEATED_TIME'],
    ],
    [
      'Asia/Kolkata',
      '2027-03-28',
      ['01:00', '04:00'],
      ['01:00 19:30Z UTC+05:30', '02:00 20:30Z UTC+05:30', '03:00 21:30Z UTC+05:30'],
    ],
    [
      // No summer time any more since 2022: the day on which it would have begun is like any other.
      'Asia/Tehran',
      '2027-03-22',
      ['00:00', '02:00'],
      ['00:00 20:30Z UTC+03:30', '01:00 21:30Z UTC+03:30'],
    ],
    [
      // None since 2021.
      'Pacific/Apia',
      '2027-04-04',
      ['02:00', '05:00'],
      ['02:00 13:00Z UTC+13:00', '03:00 14:00Z UTC+13:00', '04:00 15:00Z UTC+13:00'],
    ],
    [
      'Pacific/Apia',
      '2021-04-04',
      ['02:00', '05:00'],
      ['02:00 12:00Z UTC+14:00', '03:00 13:00Z UTC+14:00 REPEATED_TIME', '04:00 15:00Z UTC+13:00'],
    ],
  ]

  test.each(changes)('in %s on %s slots are where its clocks show them', async (timeZone, date, [from, to], slots) => {
    const recruiter = await tellStory(house, { timeZone }).then((story) => story.recruiter())
    house.clock.stopAt('2020-01-01T00:00:00Z')
    const input = {
      ...mornings,
      fromDate: date,
      toDate: date,
      windows: [{ weekdays: ['SATURDAY', 'SUNDAY', 'MONDAY'], from, to }],
      durationMinutes: 60,
      gapMinutes: 0,
    }
    const { slots: opened, plan } = await recruiter.does('openSlots', input)
    expect(
      (plan.proposals as Proposal[]).map(({ time, startsAt, offset, remarks }) =>
        [time, ...(startsAt ? [`${startsAt.slice(11, 16)}Z`, offset] : []), ...remarks].join(' '),
      ),
    ).toEqual(slots)
    const made = (plan.proposals as Proposal[]).filter(({ isMade }) => isMade)
    expect(made.map(({ startsAt }) => startsAt)).toEqual(opened.map((slot: { startsAt: string }) => slot.startsAt))
    expect(made).toHaveLength(slots.filter((slot) => !slot.includes('NONEXISTENT')).length)
    // An hour is an hour, whatever the clocks do in it.
    for (const slot of opened) expect(slot.durationMinutes).toBe(60)
  })
})
