import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const phone = { name: 'Phone screen', durationMinutes: 30, mode: 'PHONE' }
const mornings = [{ weekdays: ['MONDAY', 'WEDNESDAY'], from: '09:00', to: '12:00' }]

describe('a slot template', () => {
  test('keeps all that is said of how slots are opened', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer('Inès')
    const answer = await recruiter.does('createSlotTemplate', {
      name: 'Mornings in the office',
      durationMinutes: 45,
      gapMinutes: 15,
      capacity: 3,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      windows: mornings,
      interviewerIds: [ines.id, ines.id],
    })
    expect(answer).toMatchObject({
      __typename: 'SlotTemplate',
      name: 'Mornings in the office',
      durationMinutes: 45,
      gapMinutes: 15,
      capacity: 3,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      meetingUrl: null,
      windows: mornings,
      interviewers: [{ id: ines.id }],
    })
  })

  test('says one place, no gap and no hours where nothing else is said', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect(await recruiter.does('createSlotTemplate', phone)).toMatchObject({
      capacity: 1,
      gapMinutes: 0,
      windows: [],
      interviewers: [],
    })
  })

  test('has a name that no other one has, letter case aside, even where two are made at once', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const answers = await Promise.all(
      ['Phone screen', 'PHONE SCREEN', 'phone Screen'].map((name) =>
        recruiter.does('createSlotTemplate', { ...phone, name }),
      ),
    )
    expect(answers.map((answer) => answer.__typename).sort()).toEqual([
      'SlotTemplate',
      'SlotTemplateAlreadyExists',
      'SlotTemplateAlreadyExists',
    ])
    const made = answers.find((answer) => answer.__typename === 'SlotTemplate')!
    for (const refusal of answers.filter((answer) => answer !== made))
      expect(refusal).toMatchObject({ template: { id: made.id }, message: 'Another template has this name already.' })

    const other = granted(await recruiter.does('createSlotTemplate', { ...phone, name: 'Another' }))
    expect(await recruiter.does('updateSlotTemplate', { templateId: other.id, name: 'phone screen' })).toMatchObject({
      __typename: 'SlotTemplateAlreadyExists',
      template: { id: made.id },
    })
    const renamed = await recruiter.does('updateSlotTemplate', { templateId: made.id, name: 'phone SCREEN' })
    expect(renamed).toMatchObject({ __typename: 'SlotTemplate', name: 'phone SCREEN' })
  })

  test('is changed in what is said, and keeps the rest', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const { id: templateId } = granted(
      await recruiter.does('createSlotTemplate', {
        ...phone,
        location: 'Room 1',
        windows: mornings,
        interviewerIds: [ines.id],
      }),
    )
    expect(
      await recruiter.does('updateSlotTemplate', { templateId, capacity: 4, durationMinutes: null }),
    ).toMatchObject({
      capacity: 4,
      durationMinutes: 30,
      location: 'Room 1',
      windows: mornings,
      interviewers: [{ id: ines.id }],
    })
    expect(
      await recruiter.does('updateSlotTemplate', {
        templateId,
        mode: 'VIDEO',
        meetingUrl: 'https://meet.test/x',
        location: null,
        windows: [],
        interviewerIds: [olof.id],
      }),
    ).toMatchObject({
      name: 'Phone screen',
      capacity: 4,
      mode: 'VIDEO',
      location: null,
      meetingUrl: 'https://meet.test/x',
      windows: [],
      interviewers: [{ id: olof.id }],
    })
    expect(await recruiter.does('updateSlotTemplate', { templateId, interviewerIds: [] })).toMatchObject({
      interviewers: [],
    })
    const { auditLog } = await (
      await story.admin()
    ).reads('{ auditLog(first: 3) { nodes { action entityId fields } } }')
    expect(auditLog.nodes).toEqual([
      { action: 'SlotTemplateUpdated', entityId: templateId, fields: ['interviewers'] },
      {
        action: 'SlotTemplateUpdated',
        entityId: templateId,
        fields: ['mode', 'location', 'meetingUrl', 'windows', 'interviewers'],
      },
      { action: 'SlotTemplateUpdated', entityId: templateId, fields: ['capacity'] },
    ])
  })

  test('is listed by name, without those who have left, until it is deleted', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const b = granted(await recruiter.does('createSlotTemplate', { ...phone, name: 'B', interviewerIds: [ines.id] }))
    const a = granted(await recruiter.does('createSlotTemplate', { ...phone, name: 'A' }))
    await house.database.query('update staff_member set active = false where id = $1', [ines.id])
    const listed = async () =>
      (await recruiter.reads('{ slotTemplates { nodes { id interviewers { id } } } }')).slotTemplates.nodes

    expect(await listed()).toEqual([
      { id: a.id, interviewers: [] },
      { id: b.id, interviewers: [] },
    ])
    expect(await recruiter.does('deleteSlotTemplate', { templateId: b.id })).toEqual({
      __typename: 'SlotTemplateDeleted',
      id: b.id,
    })
    expect(await listed()).toHaveLength(1)
    expect(await recruiter.failsTo('deleteSlotTemplate', { templateId: b.id })).toBe('NOT_FOUND')
    expect(await recruiter.failsTo('updateSlotTemplate', { templateId: b.id, name: 'C' })).toBe('NOT_FOUND')
  })

  test.each<[string, object, string]>([
    ['a capacity of none', { capacity: 0 }, 'capacity'],
    ['a capacity of too many', { capacity: 1001 }, 'capacity'],
    ['a negative gap', { gapMinutes: -1 }, 'gapMinutes'],
    ['a slot too short', { durationMinutes: 4 }, 'durationMinutes'],
    ['a time that is none', { windows: [{ ...mornings[0], from: '24:00' }] }, 'windows.0.from'],
    ['another time that is none', { windows: [{ ...mornings[0], to: '9' }] }, 'windows.0.to'],
    ['a window on no day', { windows: [{ ...mornings[0], weekdays: [] }] }, 'windows.0.weekdays'],
    ['a window that ends before it begins', { windows: [{ ...mornings[0], to: '08:00' }] }, 'windows.0.to'],
    ['windows that overlap', { windows: [...mornings, ...mornings] }, 'windows.1.to'],
    ['a link that is none', { meetingUrl: 'http://meet.test' }, 'meetingUrl'],
  ])('with %s is refused next to the field, when it is made and when it is changed', async (_, wrong, path) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const refusal = { __typename: 'InvalidInput', fields: [{ path }] }
    expect(await recruiter.does('createSlotTemplate', { ...phone, ...wrong })).toMatchObject(refusal)
    const { id: templateId } = granted(await recruiter.does('createSlotTemplate', phone))
    expect(await recruiter.does('updateSlotTemplate', { templateId, ...wrong })).toMatchObject(refusal)
  })

  test('says where people meet, as its mode needs', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const refused = await recruiter.does('createSlotTemplate', { ...phone, mode: 'ONSITE' })
    expect(refused.__typename).toBe('LocationIsMissing')
    const { id: templateId } = granted(await recruiter.does('createSlotTemplate', phone))
    const changed = await recruiter.does('updateSlotTemplate', { templateId, mode: 'VIDEO' })
    expect(changed.__typename).toBe('MeetingUrlIsMissing')
    expect((await recruiter.reads('{ slotTemplates { nodes { mode } } }')).slotTemplates.nodes).toEqual([
      { mode: 'PHONE' },
    ])
  })
})
