import { describe, expect, test } from 'vitest'
import { day, hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

/** 10:00 in Stockholm on a working day, a week or more ahead. */
const workday = (() => {
  const at = new Date(hoursAhead(7 * 24))
  at.setUTCHours(9, 0, 0, 0)
  while (at.getUTCDay() !== 3) at.setTime(at.getTime() + day)
  return at
})()

describe('somebody whose own calendar says that they are busy', () => {
  test('is not booked, and the next free time is named', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer('Ines')]
    await story.isBusyElsewhere(ines, workday, 60)
    const answer = await recruiter.schedules(await story.applicant(), {
      startsAt: shifted(workday, 30 * minute),
      durationMinutes: 45,
      interviewers: [ines],
    })
    expect(answer).toMatchObject({ __typename: 'BusyElsewhere', interviewers: [{ name: 'Ines' }] })
    expect(answer.nextFreeAt).toBeTruthy()
  })

  test('is booked all the same by a recruiter who names them and gives a reason', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer('Ines')]
    await story.isBusyElsewhere(ines, workday, 60)
    const wish = { startsAt: workday, durationMinutes: 45, interviewers: [ines], overrideReason: 'She said yes.' }
    expect(granted(await recruiter.schedules(await story.applicant(), wish))).toMatchObject({ status: 'SCHEDULED' })
  })

  test('is never chosen from a pool, not even with a reason', async () => {
    const story = await tellStory(house)
    const [recruiter, ines, olof] = [
      await story.recruiter(),
      await story.interviewer('Ines'),
      await story.interviewer('Olof'),
    ]
    await story.isBusyElsewhere(ines, workday, 60)
    const wish = { startsAt: workday, durationMinutes: 45, overrideReason: 'It must be then.' }
    const chosen = granted(await recruiter.schedules(await story.applicant(), { ...wish, anyOf: [[ines.id, olof.id]] }))
    expect(chosen.interviewers).toMatchObject([{ name: 'Olof' }])
    expect(await recruiter.schedules(await story.applicant(), { ...wish, anyOf: [[ines.id]] })).toMatchObject({
      __typename: 'PanelIsNotFree',
      inTheWay: [{ reason: 'BusyElsewhere' }],
    })
  })

  test('has no free time then, and the explanation names the calendar and nothing of the appointment', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer('Ines')]
    await story.isBusyElsewhere(ines, workday, 60)
    const { freeTimes, explainAvailability } = await recruiter.reads(
      `query($input: AvailabilityInput!) {
        freeTimes(input: $input) { ... on FreeTimeConnection { nodes { startsAt } } }
        explainAvailability(input: $input) { ... on AvailabilityExplained { people { notFree { cause calendar startsAt endsAt } } } }
      }`,
      {
        input: {
          interviewerIds: [ines.id],
          durationMinutes: 30,
          from: shifted(workday, -hour / 2),
          to: shifted(workday, 1.5 * hour),
        },
      },
    )
    expect(freeTimes.nodes.map((each: { startsAt: string }) => each.startsAt)).toEqual([
      shifted(workday, -hour / 2).toISOString(),
      shifted(workday, hour).toISOString(),
    ])
    expect(explainAvailability.people[0].notFree).toEqual([
      {
        cause: 'EXTERNAL_CALENDAR',
        calendar: 'Home',
        startsAt: workday.toISOString(),
        endsAt: shifted(workday, hour).toISOString(),
      },
    ])
  })

  test('is no reason to offer their slot to a candidate, who is told that the time is gone', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer('Ines')]
    const slot = await recruiter.opens({ startsAt: workday, durationMinutes: 45, interviewers: [ines] })
    const later = await recruiter.opens({ startsAt: shifted(workday, 2 * hour), interviewers: [ines] })
    const candidate = await story.chooser()
    expect((await candidate.seesTimes()).map(({ id }) => id)).toEqual([slot.id, later.id])
    await story.isBusyElsewhere(ines, workday, 60)
    expect((await candidate.seesTimes()).map(({ id }) => id)).toEqual([later.id])
    expect(await candidate.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone' })
    expect(await recruiter.books(slot, await story.applicant())).toMatchObject({ __typename: 'BusyElsewhere' })
  })
})
