import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asks, desktop, isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

const password = 'correct horse battery'

describe.skipIf(noBrowser)('the people of a company', () => {
  const { visitor } = openDemo()
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
  /** Somebody who has several interviews ahead. */
  const busiest = async (page: Page) => {
    const { people } = await asks<{ people: { nodes: { name: string; interviewsAhead: number }[] } }>(
      page,
      '{ people(first: 100) { nodes { name interviewsAhead } } }',
    )
    return people.nodes.toSorted((one, other) => other.interviewsAhead - one.interviewsAhead)[0]!.name
  }
  async function chooses(page: Page, name: string, action: string) {
    await page.getByRole('button', { name: `What to do with ${name}` }).click()
    await page.getByRole('menuitem', { name: action }).click()
    return page.getByRole('dialog')
  }

  test.each(looks)('are added and join by themselves, at $viewport.width px in $colorScheme', async (look) => {
    const name = `Nora Newcomer ${look.viewport.width}`
    const admin = await visitor(look)
    const { page } = admin
    await signIn(page, 'admin@demo.test')
    await page.goto('/settings/people')
    await heading(page, 'People').waitFor()
    await row(page, 'admin@demo.test').getByText('You', { exact: true }).waitFor()
    await isAccessible(page, 'the people')
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Email').fill('recruiter@demo.test')
    await dialog.getByRole('radio', { name: 'Interviewer' }).click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('Somebody with this address is among your people already.').waitFor()
    await isAccessible(page, 'an address that is there')
    await dialog.getByLabel('Email').fill(`nora${look.viewport.width}@demo.test`)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const link = await dialog.getByLabel(`Link for ${name} to join`).inputValue()
    await isAccessible(page, 'the link to hand over')
    await page.keyboard.press('Escape')
    await row(page, name).getByText('Has not joined yet').waitFor()

    const newcomer = await visitor(look)
    await newcomer.page.goto(link)
    await heading(newcomer.page, 'Join Greenroom Demo')
      .or(newcomer.page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor()
    await isAccessible(newcomer.page, 'the door to join')
    await newcomer.page.getByLabel('Password').fill('too short')
    await newcomer.page.getByRole('button', { name: 'Join' }).click()
    await newcomer.page.getByText('At least 12 characters.').first().waitFor()
    await newcomer.page.getByLabel('Password').fill(password)
    await newcomer.page.getByRole('button', { name: 'Join' }).click()
    await newcomer.page
      .getByRole('button', { name: /Account/ })
      .first()
      .waitFor()

    const late = await visitor(look)
    await late.page.goto(link)
    await heading(late.page, 'This link does not work any more').waitFor()
    await isAccessible(late.page, 'a link that is over')
    late.wasClean()

    await page.reload()
    await row(page, name).getByText('Interviewer').filter({ visible: true }).waitFor()
    await row(page, name).getByText('Has not joined yet').waitFor({ state: 'detached' })
    const leaving = await chooses(page, name, 'Deactivate')
    await isAccessible(page, 'somebody about to go')
    await leaving.getByRole('button', { name: 'Deactivate' }).click()
    await row(page, name).getByText('Has left').waitFor()
    // They are out at once, wherever they were.
    await newcomer.page.reload()
    await heading(newcomer.page, 'Sign in').waitFor()
    const back = await chooses(page, name, 'Take back')
    await back.getByRole('button', { name: 'Take back' }).click()
    await row(page, name).getByText('Has left').waitFor({ state: 'detached' })
    const changed = await chooses(page, name, 'Change what they may do')
    await changed.getByRole('radio', { name: 'Administrator' }).click()
    await isAccessible(page, 'what somebody may do')
    await changed.getByRole('button', { name: 'Save' }).click()
    await row(page, name).getByText('Administrator').filter({ visible: true }).waitFor()
    admin.wasClean()
  })

  test.each(looks)('hand over what lies ahead of them, at $viewport.width px in $colorScheme', async (look) => {
    const admin = await visitor(look)
    const { page } = admin
    await signIn(page, 'admin@demo.test')
    await page.goto('/settings/people')
    await heading(page, 'People').waitFor()
    // Somebody who is free whenever the demo is looked at.
    const colleague = `Hanna ${look.viewport.width}`
    await asks(page, 'mutation($input: AddPersonInput!) { addPerson(input: $input) { __typename } }', {
      input: { name: colleague, email: `hanna${look.viewport.width}@demo.test`, role: 'INTERVIEWER' },
    })
    const name = await busiest(page)
    const leaving = await chooses(page, name, 'Deactivate')
    await leaving.getByText(/interviews? with them (is|are) ahead/).waitFor()
    await isAccessible(page, 'somebody about to go who is expected')
    await leaving.getByRole('button', { name: 'Hand over interviews' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: `Hand over the interviews of ${name}` })
    const boxes = dialog.getByRole('checkbox')
    await boxes.nth(1).waitFor()
    // Only the first of them.
    await boxes.first().press('Space')
    await boxes.nth(1).press('Space')
    await dialog.getByText(/\(1 of \d+ chosen\)/).waitFor()
    await dialog.getByRole('button', { name: 'Show what would happen' }).press('Enter')
    await dialog.getByText('Choose a person.').first().waitFor()
    await dialog.getByLabel('Comes', { exact: true }).press('Enter')
    await page.getByRole('option', { name: colleague }).click()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Show what would happen' }).press('Enter')
    await dialog.getByText(/^1 of 1 can be changed\. Nothing is done yet\./).waitFor()
    await isAccessible(page, 'what would be handed over')
    await dialog.getByRole('button', { name: /^Do it for/ }).press('Enter')
    await dialog.getByText('1 interview changed.').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).press('Enter')
    // And they are asked for again who was about to go.
    await page.getByRole('dialog', { name: `Deactivate ${name}?` }).waitFor()
    admin.wasClean()
  })

  test('are nothing for recruiters', async () => {
    const { page } = await visitor(desktop)
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/settings/people')
    await heading(page, 'Nothing here')
      .or(page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'Add a person' }).count()).toBe(0)
  })
})
