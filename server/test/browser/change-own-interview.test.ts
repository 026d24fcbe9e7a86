import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { asks, desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('a candidate who cannot come, on a phone', () => {
  const { visitor, linkTo } = openDemo()

  test('moves the interview from the link in the email, and later calls it off; the recruiter sees both', async () => {
    const desk = await visitor(desktop)
    const { page: recruiter } = desk
    await signIn(recruiter, 'recruiter@demo.test')
    await books(recruiter, 'Lucas Martin')
    await recruiter.getByRole('link', { name: 'Interviews' }).first().click()
    const row = recruiter.getByRole('row', { name: /Lucas Martin/ })
    await row.getByText('Scheduled').waitFor()
    const before = (await row.getByRole('time').first().textContent())!

    const candidate = await visitor(phone)
    const { page } = candidate
    await page.goto(await linkTo('lucas.martin@candidates.test', 'interview'))
    await page.getByRole('heading', { name: 'Can’t come at this time?' }).waitFor()
    await isAccessible(page, 'the page of who may change it')
    const former = await page.locator('dl time').first().textContent()

    // By keyboard alone, as somebody would who cannot point.
    await page.getByRole('button', { name: 'Choose another time' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Choose another time' }).waitFor()
    const times = page.getByRole('listitem').getByRole('button').filter({ hasText: 'left' })
    await times.first().waitFor()
    await isAccessible(page, 'the other times')
    // Nothing has happened yet: whoever reloads keeps what they have.
    await page.reload()
    await page.getByRole('button', { name: 'Choose another time' }).press('Enter')
    await times.first().press('Enter')
    await page.getByRole('heading', { name: 'Move the interview?' }).waitFor()
    await isAccessible(page, 'the move to confirm')
    await page.getByLabel('Why? Only if you like').fill('My train is late.')
    await page.getByRole('button', { name: 'Yes, move it' }).press('Enter')
    await page.getByRole('heading', { name: 'You have moved your interview' }).waitFor()
    expect(await page.getByRole('deletion').textContent()).toBe(former)
    await isAccessible(page, 'the moved interview')
    await page.reload()
    await page.getByRole('heading', { name: 'You have moved your interview' }).waitFor()

    // The list follows by itself, and the page of the interview tells from where, by whom and why.
    await until(
      'the recruiter sees the new time',
      async () => (await row.getByRole('time').first().textContent()) !== before,
    )
    await row.getByText('Lucas Martin').click()
    await recruiter.getByText('My train is late.').waitFor()

    await page.getByRole('button', { name: 'Call the interview off' }).click()
    await page.getByRole('heading', { name: 'Call the interview off?' }).waitFor()
    await isAccessible(page, 'the interview to call off')
    await page.getByLabel('Why? Only if you like').fill('I found another job.')
    await page.getByRole('button', { name: 'Yes, call it off' }).click()
    await page.getByRole('heading', { name: 'You have called this interview off' }).waitFor()
    await page.getByText('I found another job.').waitFor()
    await isAccessible(page, 'the interview that was called off')
    await recruiter.getByText('Cancelled').first().waitFor()
    await recruiter.getByText('I found another job.').waitFor()
    desk.wasClean()
    candidate.wasClean()
  })

  test('a page that is open while the recruiter moves the interview tells old and new time by itself', async () => {
    const desk = await visitor(desktop)
    const { page: recruiter } = desk
    await signIn(recruiter, 'recruiter@demo.test')
    await books(recruiter, 'Amina Yusuf')
    const candidate = await visitor({ ...phone, colorScheme: 'dark' })
    const { page } = candidate
    await page.goto(await linkTo('amina.yusuf@candidates.test', 'interview'))
    await page.getByRole('heading', { name: 'Can’t come at this time?' }).waitFor()
    const former = await page.locator('dl time').first().textContent()

    await movesLater(recruiter, 'Amina Yusuf')

    await page.getByRole('heading', { name: 'Lindgren & Co has moved your interview' }).waitFor()
    expect(await page.getByRole('deletion').textContent()).toBe(former)
    await page.getByText('Our meeting room is being painted.').waitFor()
    await isAccessible(page, 'an interview that the company moved')
    desk.wasClean()
    candidate.wasClean()
  })
})

/** The recruiter books somebody into the first slot that has a place. */
async function books(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Slots' }).click()
  await page.getByRole('button', { name: 'Book', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Book a candidate' })
  await dialog.getByLabel('Application').click()
  await page.getByPlaceholder('Search').last().fill(name)
  await page.getByRole('option', { name: new RegExp(name) }).click()
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await dialog.getByRole('button', { name: 'Book', exact: true }).click()
  await page.getByText(`${name} is booked`).waitFor()
  await page.keyboard.press('Escape')
}

/** The recruiter moves somebody's interview by a day, with a reason; as their own page would ask for it. */
async function movesLater(page: Page, name: string): Promise<void> {
  const { interviews } = await asks<{ interviews: { nodes: { id: string; startsAt: string }[] } }>(
    page,
    'query($search: String!) { interviews(first: 1, filter: { search: $search }) { nodes { id startsAt } } }',
    { search: name },
  )
  const { id: interviewId, startsAt } = interviews.nodes[0]!
  const aDayLater = new Date(Date.parse(startsAt) + 24 * 60 * 60_000).toISOString()
  const { rescheduleInterview } = await asks<{ rescheduleInterview: { __typename: string } }>(
    page,
    'mutation($input: RescheduleInterviewInput!) { rescheduleInterview(input: $input) { __typename } }',
    { input: { interviewId, startsAt: aDayLater, reason: 'Our meeting room is being painted.' } },
  )
  expect(rescheduleInterview.__typename).toBe('Interview')
}
