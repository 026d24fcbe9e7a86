import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { desktop, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('the main job, in a browser', () => {
  const { visitor, url, newestEmail, linkTo } = openDemo()

  test('a recruiter books, sees the email leave, and the candidate follows its link', async () => {
    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')

    await recruiter.page.getByRole('link', { name: 'Slots' }).click()
    await recruiter.page.getByRole('button', { name: 'Book', exact: true }).first().click()
    const dialog = recruiter.page.getByRole('dialog', { name: 'Book a candidate' })
    await dialog.getByLabel('Application').click()
    await recruiter.page.getByPlaceholder('Search').last().fill('Lucas')
    await recruiter.page.getByRole('option', { name: /Lucas Martin/ }).click()
    // The list gives the focus back when it has closed; only then does a person's hand reach the next field.
    await recruiter.page.getByRole('listbox').waitFor({ state: 'hidden' })
    await until('the notes are written', async () => {
      await dialog.getByLabel('Notes').fill('Ring the bell twice.')
      return (await dialog.getByLabel('Notes').inputValue()) === 'Ring the bell twice.'
    })
    await dialog.getByRole('button', { name: 'Book', exact: true }).click()
    await recruiter.page.getByText('Lucas Martin is booked').waitFor()

    // The list learns by itself that the email has left.
    await recruiter.page.keyboard.press('Escape')
    await recruiter.page.getByRole('link', { name: 'Interviews' }).first().click()
    const row = recruiter.page.getByRole('row', { name: /Lucas Martin/ })
    await row.getByText('Sent').waitFor()

    const email = await newestEmail('lucas.martin@candidates.test')
    expect(email.subject).toBe('Interview scheduled: Backend Engineer at Lindgren & Co')

    // The candidate reads it on the mailbox's page and presses its link.
    const candidate = await visitor(phone)
    await candidate.page.goto(`/mailbox/messages/${email.id}`)
    const letter = candidate.page.frameLocator('iframe')
    const link = await letter.locator('a[href*="/interview/"]').first().getAttribute('href')
    expect(link).toMatch(new RegExp(`^${url()}/interview/[a-z2-7]{52}$`))
    await candidate.page.goto(link!)
    await candidate.page.getByRole('heading', { name: 'You are expected' }).waitFor()
    await candidate.page.getByText('Ring the bell twice.').waitFor()
    await candidate.page.getByRole('button', { name: 'Yes, I will be there' }).click()

    // And the recruiter sees the answer without reloading.
    await row.getByText('Accepted').waitFor()
    recruiter.wasClean()
    candidate.wasClean()
  })

  test('at the hour the candidate starts, sees the first question and finishes, and the dashboard follows', async () => {
    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    const row = recruiter.page.getByRole('row', { name: /Maya Okafor/ })
    await row.getByText('Scheduled').waitFor()

    const link = await linkTo('maya.okafor@candidates.test', 'interview')
    const key = link.slice(-52)

    const candidate = await visitor(phone)
    let letRoomCome!: () => void
    const comes = new Promise<void>((resolve) => (letRoomCome = resolve))
    await candidate.page.route('**/assets/RoomStage-*.js', async (route) => {
      await comes
      await route.continue()
    })
    // The older form of the link leads to the same page.
    await candidate.page.goto(`/?session_key=${key}`)
    expect(candidate.page.url()).toBe(link)
    // The part of the page that asks whether they may be recorded is slow to come: nobody is in before it has.
    await candidate.page.getByRole('button', { name: 'Start the interview' }).click()
    letRoomCome()
    await candidate.page.getByRole('button', { name: 'Start, and answer in writing' }).click()
    await candidate.page.getByText('Tell us about a system you built').waitFor()
    await row.getByText('In progress').waitFor()

    await candidate.page.reload()
    await candidate.page.getByText('Tell us about a system you built').waitFor()
    await candidate.page.getByRole('button', { name: 'Finish the interview' }).click()
    await candidate.page.getByRole('button', { name: 'Yes, finish' }).click()
    await candidate.page.getByRole('heading', { name: 'This interview is over' }).waitFor()
    await row.getByText('Completed').waitFor()
    recruiter.wasClean()
    candidate.wasClean()
  })

  test('a link that opens nothing says so, and says nothing else', async () => {
    const somebody = await visitor(phone)
    await somebody.page.goto(`/interview/${'a'.repeat(52)}`)
    await somebody.page.getByRole('heading', { name: 'This link does not open anything' }).waitFor()
    somebody.wasClean()
  })
})
