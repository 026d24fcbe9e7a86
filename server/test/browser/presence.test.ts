import { describe, test } from 'vitest'
import { desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('where a candidate is, in a browser', () => {
  const { visitor, linkTo } = openDemo()

  test('the dashboard follows a candidate from the lobby into the room, out of it and back', async () => {
    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    const row = recruiter.page.getByRole('row', { name: /Maya Okafor/ })
    await row.getByText('Scheduled').waitFor()

    const link = await linkTo('maya.okafor@candidates.test', 'interview')
    const candidate = await visitor(phone)
    // The line of the candidate's page, in our hands.
    let isBlocked = false
    const lines: { close(options: { code: number }): Promise<void> }[] = []
    await candidate.page.routeWebSocket(/\/graphql$/, (line) => {
      if (isBlocked) return void line.close({ code: 4000 })
      lines.push(line, line.connectToServer())
    })
    await candidate.page.goto(link)
    await row.getByText('In the lobby').waitFor()
    await candidate.page.getByRole('button', { name: 'Start the interview' }).click()
    await candidate.page.getByRole('button', { name: 'Start, and answer in writing' }).click()
    await row.getByText(/^In the room · question 1 of \d$/).waitFor()

    // Its page says that nothing comes by itself any more, goes on, and takes it back when it does.
    isBlocked = true
    for (const line of lines) await line.close({ code: 4000 })
    const notice = candidate.page.getByText('Live news from the server is interrupted')
    await notice.waitFor()
    await isAccessible(candidate.page, 'the page without its line')
    await candidate.page.getByText('Tell us about a system you built').waitFor()
    isBlocked = false
    await notice.waitFor({ state: 'hidden' })
    await row.getByText(/^In the room · question 1 of \d$/).waitFor()

    await candidate.page.goto('about:blank')
    await row.getByText(/^Left the page (just now|1 min ago) · question 1 of \d$/).waitFor()
    await isAccessible(recruiter.page, 'the list with somebody who has left')
    await candidate.page.goto(link)
    await row.getByText(/^In the room · question 1 of \d$/).waitFor()

    // The interview's own page says the same.
    await row.getByRole('link', { name: 'Maya Okafor' }).click()
    await recruiter.page.getByText(/^In the room · question 1 of \d$/).waitFor()
    recruiter.wasClean()
  })
})
