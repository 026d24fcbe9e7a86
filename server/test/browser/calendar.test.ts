import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { asks, desktop, goTo, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

interface Meeting {
  id: string
  startsAt: string
  endsAt: string
}

const hour = 3_600_000

async function meetingWith(page: Page, name: string): Promise<Meeting> {
  const { interviews } = await asks<{ interviews: { nodes: Meeting[] } }>(
    page,
    'query($search: String) { interviews(filter: { search: $search }) { nodes { id startsAt endsAt } } }',
    { search: name },
  )
  return interviews.nodes[0]!
}

/** An instant on the clocks of a zone. */
const wall = (instant: string | number, timeZone: string) => {
  const at = new Date(instant)
  return {
    date: new Intl.DateTimeFormat('en-CA', { timeZone }).format(at),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at),
  }
}
const stockholm = 'Europe/Stockholm'

const drawn = (page: Page, id: string): Locator => page.locator(`[data-event="${id}"][role=button]`)
/** What is read aloud of an event tells when it is. */
const isDrawnAt = (page: Page, id: string, time: string) =>
  drawn(page, id)
    .filter({ hasText: `, ${time}–` })
    .waitFor()

/** Drags an event so many minutes down its column, as a hand would. It is 45 minutes high. */
async function drag(page: Page, id: string, minutes: number) {
  await drawn(page, id).scrollIntoViewIfNeeded()
  const box = (await drawn(page, id).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + 8]
  const far = (box.height / 45) * minutes
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + far / 2, { steps: 5 })
  await page.mouse.move(x, y + far, { steps: 5 })
  await page.mouse.up()
}

describe.skipIf(noBrowser)('the calendar', () => {
  const { visitor, newestEmail } = openDemo()

  test('an interview is dragged, looked at, put back, dragged again and moved; a colleague sees it', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    const dialog = page.getByRole('dialog')
    await signIn(page, 'recruiter@demo.test')
    await goTo(page, 'Calendar')
    await page.getByRole('heading', { name: 'Calendar', level: 1 }).waitFor()
    const sofia = await meetingWith(page, 'Sofia Lindqvist')
    const { date, time } = wall(sofia.startsAt, stockholm)
    const [later] = [wall(Date.parse(sofia.startsAt) + hour, stockholm).time]
    const week = `/calendar?view=week&date=${date}`
    await page.goto(week)
    await isDrawnAt(page, sofia.id, time)

    const colleague = await visitor(desktop)
    await signIn(colleague.page, 'admin@demo.test')
    await colleague.page.goto(week)
    await isDrawnAt(colleague.page, sofia.id, time)
    // Who stands on another event keeps standing there when something changes: nothing is drawn anew.
    const daniel = await meetingWith(page, 'Daniel Osei')
    await drawn(colleague.page, daniel.id).focus()

    await drag(page, sofia.id, 60)
    await dialog.getByText('Nothing is in the way').waitFor()
    expect(await dialog.textContent()).toContain(later)
    await dialog.getByText('sofia.lindqvist@candidates.test').waitFor()
    await isAccessible(page, 'a move that is looked at')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await isDrawnAt(page, sofia.id, time)
    expect((await meetingWith(page, 'Sofia Lindqvist')).startsAt).toBe(sofia.startsAt)

    await drag(page, sofia.id, 60)
    await dialog.getByRole('button', { name: 'Move interview' }).click()
    await dialog.getByText('Sofia Lindqvist’s interview is moved').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await isDrawnAt(page, sofia.id, later)
    expect((await newestEmail('sofia.lindqvist@candidates.test', 2)).text).toContain(later)
    await isDrawnAt(colleague.page, sofia.id, later)
    expect(await colleague.page.evaluate('document.activeElement.dataset.event')).toBe(daniel.id)

    // Longer by its lower edge; the rules are asked again.
    const edge = (await drawn(page, sofia.id).boundingBox())!
    await drawn(page, sofia.id).hover()
    await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height - 2)
    await page.mouse.down()
    await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height + edge.height / 3, { steps: 6 })
    await page.mouse.up()
    await dialog.getByText('Nothing is in the way').waitFor()
    expect(await dialog.textContent()).toContain(
      `${later}–${wall(Date.parse(sofia.endsAt) + hour + hour / 4, stockholm).time}`,
    )
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await dialog.waitFor({ state: 'detached' })
    visit.wasClean()
    colleague.wasClean()
  })

  test('everything is there by the keyboard: arrows, the card, the move, the views', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const [hanna, daniel] = [await meetingWith(page, 'Hanna Berg'), await meetingWith(page, 'Daniel Osei')]
    await page.goto(`/calendar?view=day&date=${wall(hanna.startsAt, stockholm).date}`)
    await drawn(page, hanna.id).waitFor()
    const stands = () => page.evaluate<string>('document.activeElement.dataset.event')
    await drawn(page, daniel.id).focus()
    await page.keyboard.press('Home')
    const seen = new Set([await stands()])
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press('ArrowDown')
      seen.add(await stands())
    }
    expect([...seen]).toEqual(expect.arrayContaining([hanna.id, daniel.id]))
    await drawn(page, hanna.id).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Move …' }).waitFor()
    await isAccessible(page, 'the card of an interview')
    await page.keyboard.press('Escape')
    await until('the focus is back', async () => (await stands()) === hanna.id)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Move …' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Move this interview' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await until('the focus is back from the dialog', async () => (await stands()) === hanna.id)

    for (const [key, view] of [
      ['m', 'month'],
      ['w', 'week'],
      ['l', 'list'],
      ['d', 'day'],
    ] as const) {
      await page.locator('[data-event]').first().focus()
      await page.keyboard.press(key)
      await page.waitForURL(new RegExp(`view=${view}`))
      await page.locator('[data-event]').first().waitFor()
    }
    await page.locator('[data-event]').first().focus()
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'Schedule' }).waitFor()
    await page.keyboard.press('Escape')
    visit.wasClean()
  })

  test('an empty time is where an interview or a slot begins, and a slot is where somebody is booked', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const far = wall(Date.now() + 30 * 24 * hour, stockholm).date
    await page.goto(`/calendar?view=day&date=${far}`)
    const grid = page.getByRole('region', { name: /^Calendar, / })
    await grid.getByText('10:00', { exact: true }).waitFor()
    const row = (await grid.getByText('10:00', { exact: true }).boundingBox())!
    const room = (await grid.boundingBox())!
    const point = () => page.mouse.click(room.x + room.width / 2, row.y + 4)
    await point()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Schedule interview' }).click()
    await dialog.getByText('10:00').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await point()
    await dialog.getByRole('button', { name: 'Open a slot' }).click()
    await dialog.getByLabel('Meeting link').fill('https://meet.lindgren.test/x')
    await dialog.getByRole('button', { name: 'Open 1 slot' }).click()
    await dialog.waitFor({ state: 'detached' })
    const slot = grid.getByRole('button', { name: /Slot, .*10:00–10:45.*0 of 1 places taken/ })
    await slot.click()
    await page.getByRole('button', { name: 'Book' }).click()
    await page.getByRole('dialog').getByText('10:00–10:45').waitFor()
    await page.keyboard.press('Escape')
    visit.wasClean()
  })

  test.each([
    ['Asia/Tokyo', '2027-03-28', '2027-03-28T07:00:00Z'],
    ['America/New_York', '2027-03-14', '2027-03-14T15:00:00Z'],
  ])('both zones are at hand, with %s, also on the day on which clocks change', async (timezoneId, date, startsAt) => {
    const visit = await visitor({ ...desktop, timezoneId })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const { createCandidate } = await asks<{ createCandidate: { id: string } }>(
      page,
      'mutation($input: CreateCandidateInput!) { createCandidate(input: $input) { ... on Candidate { id } } }',
      { input: { name: `Zoe ${timezoneId}`, timeZone: timezoneId } },
    )
    const { jobs } = await asks<{ jobs: { nodes: { id: string }[] } }>(page, '{ jobs { nodes { id } } }')
    const { createApplication } = await asks<{ createApplication: { id: string } }>(
      page,
      'mutation($input: CreateApplicationInput!) { createApplication(input: $input) { ... on Application { id } } }',
      { input: { candidateId: createCandidate.id, jobId: jobs.nodes[0]!.id } },
    )
    const { scheduleInterview } = await asks<{ scheduleInterview: { id: string } }>(
      page,
      'mutation($input: ScheduleInterviewInput!) { scheduleInterview(input: $input) { __typename ... on Interview { id } } }',
      {
        input: {
          applicationId: createApplication.id,
          startsAt,
          durationMinutes: 45,
          mode: 'PHONE',
          interviewerIds: [],
          timeZone: stockholm,
        },
      },
    )
    const { id } = scheduleInterview
    /** It lies beside the hour of the axis that its zone's clocks show. */
    const liesAt = async (zone: string) => {
      const { time } = wall(startsAt, zone)
      await isDrawnAt(page, id, time)
      await drawn(page, id).scrollIntoViewIfNeeded()
      const label = page.getByRole('region', { name: /^Calendar, / }).getByText(time, { exact: true })
      const [hourAt, eventAt] = [(await label.first().boundingBox())!, (await drawn(page, id).boundingBox())!]
      expect(Math.abs(hourAt.y - eventAt.y)).toBeLessThan(12)
    }
    await page.goto(`/calendar?view=day&date=${date}`)
    await liesAt(stockholm)
    await page.getByRole('button', { name: /^Mine/ }).click()
    await page.waitForURL(/zone=own/)
    await page.goto(`/calendar?view=day&date=${wall(startsAt, timezoneId).date}&zone=own`)
    await liesAt(timezoneId)
    await drawn(page, id).click()
    for (const zone of [stockholm, timezoneId])
      await page.getByRole('dialog').getByText(wall(startsAt, zone).time).first().waitFor()
    visit.wasClean()
  })

  test('a phone shows a day, a tap opens the card, and the list says the same', async () => {
    const visit = await visitor(phone)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const gosta = await meetingWith(page, 'Gösta Ekman')
    await goTo(page, 'Calendar')
    await page.getByRole('button', { name: 'Day', pressed: true }).waitFor()
    await page.goto(`/calendar?date=${wall(gosta.startsAt, stockholm).date}`)
    await drawn(page, gosta.id).tap()
    await page.getByRole('link', { name: 'Open' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'List' }).tap()
    await page.getByRole('button', { name: 'Gösta Ekman' }).tap()
    await page.getByRole('link', { name: 'Open' }).tap()
    await page.getByRole('heading', { name: 'Gösta Ekman' }).waitFor()
    visit.wasClean()
  })

  test.each(looks)('every view is accessible at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor({ ...look, timezoneId: 'America/New_York' })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const { date } = wall((await meetingWith(page, 'Gösta Ekman')).startsAt, stockholm)
    for (const view of ['day', 'week', 'month', 'list']) {
      await page.goto(`/calendar?view=${view}&date=${date}`)
      await page.locator('[data-event]').first().waitFor()
      await isAccessible(page, `the calendar by ${view}`)
    }
    visit.wasClean()
  })
})
