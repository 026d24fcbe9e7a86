import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asks, desktop, isAccessible, noBrowser, openCandidate, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('a candidate chooses a time, on a phone', () => {
  const { visitor, url, linkTo } = openDemo()

  test('from the link in the email to the page of the interview, and the recruiter sees it', async () => {
    const desk = await visitor(desktop)
    const { page: recruiter } = desk
    await signIn(recruiter, 'recruiter@demo.test')
    await sendLink(recruiter, 'Lucas Martin')

    const candidate = await visitor({ ...phone, timezoneId: 'Asia/Kolkata' })
    const { page } = candidate
    await page.goto(await linkTo('lucas.martin@candidates.test', 'choose'))
    await page.getByRole('heading', { name: 'Choose a time', exact: true }).waitFor()
    // The page speaks the candidate's language until they choose another one, and shows the device's zone.
    await page.getByRole('button', { name: 'FR, Français' }).click()
    await page.getByRole('heading', { name: 'Choisissez un créneau' }).waitFor()
    await page.getByRole('button', { name: 'EN, English' }).click()
    expect(await page.getByLabel('Times are shown for').inputValue()).toMatch(/Kolkata|Calcutta/)
    const times = page.getByRole('listitem').getByRole('button').filter({ hasText: 'left' })
    await times.first().waitFor()
    expect(await times.first().textContent()).toContain('GMT+5:30')
    await isAccessible(page, 'the times')
    await page.getByLabel('Times are shown for').selectOption('Europe/Stockholm')
    await page
      .getByText(/\d\d:\d\d CES?T/)
      .first()
      .waitFor()
    expect(await times.first().textContent()).not.toContain('GMT+5:30')

    await times.first().click()
    await page.getByRole('heading', { name: 'Does this suit you?' }).waitFor()
    expect(await page.getByRole('timer').textContent()).toMatch(/1 minute|2 minutes/)
    await isAccessible(page, 'the time to confirm')
    // What is kept is kept, also for who reloads the page.
    await page.reload()
    await page.getByRole('heading', { name: 'Does this suit you?' }).waitFor()
    await page.getByRole('button', { name: 'Take this time' }).click()
    await page.getByRole('heading', { name: 'You have a time' }).waitFor()
    await isAccessible(page, 'the chosen time')
    await page.getByRole('link', { name: 'Open my interview page' }).click()
    await page.getByRole('heading', { name: 'You are expected' }).waitFor()
    expect(page.url()).toMatch(new RegExp(`^${url()}/interview/[a-z2-7]{52}$`))

    await recruiter.getByRole('link', { name: 'Interviews' }).first().click()
    await recruiter
      .getByRole('row', { name: /Lucas Martin/ })
      .getByText('Scheduled')
      .waitFor()
    desk.wasClean()
    candidate.wasClean()
  })

  test('a time that somebody else was faster with is told kindly, and who waits for it gets it when it is free', async () => {
    const desk = await visitor(desktop)
    await signIn(desk.page, 'recruiter@demo.test')
    const [one, other] = await twoWhoWait(desk.page)
    for (const person of [one, other]) await sendLink(desk.page, person.name)
    const [fast, slow] = [await visitor(phone), await visitor({ ...phone, colorScheme: 'dark' })]
    // The slower one's phone hears of nothing by itself.
    await slow.page.routeWebSocket(/graphql/, () => {})
    for (const [{ page }, { email }] of [
      [fast, one],
      [slow, other],
    ] as const) {
      await page.goto(await linkTo(email, 'choose'))
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('button', { name: 'EN, English' }).click()
      await page.getByRole('heading', { name: 'Choose a time', exact: true }).waitFor()
    }
    const last = fast.page.getByRole('listitem').getByRole('button').filter({ hasText: '1 place left' }).first()
    const wanted = (await last.textContent())!.trim().replace(/\s+/g, ' ')
    const same = slow.page.getByRole('button', { name: wanted })
    await same.waitFor()
    await last.click()
    await fast.page.getByRole('heading', { name: 'Does this suit you?' }).waitFor()
    await same.click()
    await slow.page.getByRole('heading', { name: 'Somebody was a moment faster' }).waitFor()
    await isAccessible(slow.page, 'a time that was lost')
    await slow.page.getByRole('button', { name: 'Tell me when a place is free there' }).click()
    await slow.page.getByRole('button').filter({ hasText: 'You are waiting' }).waitFor()

    // The faster one gives it back, and the place is kept for who waits.
    await fast.page.getByRole('button', { name: 'Look for another one' }).click()
    await fast.page.getByRole('heading', { name: 'Choose a time', exact: true }).waitFor()
    await linkTo(other.email, 'choose', /^(A place|En plats|Une place)/)
    await slow.page.reload()
    await slow.page.getByRole('heading', { level: 1 }).waitFor()
    await slow.page.getByRole('button', { name: 'EN, English' }).click()
    await slow.page.getByRole('heading', { name: /A place is free/ }).waitFor()
    await isAccessible(slow.page, 'an offered place')
    await slow.page.getByRole('button', { name: 'Have a look' }).click()
    await slow.page.getByRole('button', { name: 'Take this time' }).click()
    await slow.page.getByRole('heading', { name: 'You have a time' }).waitFor()
    for (const visit of [desk, fast, slow]) visit.wasClean()
  })

  test('a link that opens nothing says so, and says nothing else', async () => {
    const somebody = await visitor(phone)
    const answer = await somebody.page.goto(`/choose/${'a'.repeat(52)}`)
    expect(answer!.headers()).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    await somebody.page.getByRole('heading', { name: 'This link does not open anything' }).waitFor()
    await isAccessible(somebody.page, 'a closed door')
    somebody.wasClean()
  })
})

/** The recruiter opens a candidate's profile and sends them a link. */
async function sendLink(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Candidates' }).first().click()
  await openCandidate(page, name)
  await page
    .getByRole('button', { name: /Send a link to choose a time|Send again/ })
    .first()
    .click()
  await page.getByText(/The link is on its way to|has no email address/).waitFor()
}

interface Applicant {
  name: string
  email: string
}

/** Two with addresses who have applied for the same job, may be scheduled, and have no link yet. */
async function twoWhoWait(page: Page): Promise<[Applicant, Applicant]> {
  type Waiting = { job: { id: string }; schedulingLink: object | null; candidate: Applicant }
  const { applications } = await asks<{ applications: { nodes: Waiting[] } }>(
    page,
    `{ applications(first: 100, filter: { status: [PENDING] }) { nodes {
      job { id } schedulingLink { id } candidate { name email } } } }`,
  )
  const free = applications.nodes.filter(({ schedulingLink, candidate }) => !schedulingLink && candidate.email)
  const [one, other] = [...Map.groupBy(free, ({ job }) => job.id).values()]
    .find((ofOneJob) => ofOneJob.length > 1)!
    .map(({ candidate }) => candidate)
  return [one!, other!]
}
