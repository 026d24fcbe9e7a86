import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

describe.skipIf(noBrowser)('API tokens', () => {
  const { visitor } = openDemo()
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name }).first()

  /** What another system is told: it is no page of ours, and has nothing but its token. */
  async function asks(page: Page, token: string) {
    const response = await fetch(new URL('/graphql', page.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { apiToken { name scopes } } candidates { totalCount } }' }),
    })
    return (await response.json()) as {
      data: { viewer: { apiToken: { name: string; scopes: string[] } } } | null
      errors?: { extensions: { code: string } }[]
    }
  }

  test.each(looks)('are made, used and revoked, at $viewport.width px in $colorScheme', async (look) => {
    const name = `Careers site ${look.viewport.width}`
    const admin = await visitor(look)
    const { page } = admin
    await signIn(page, 'admin@demo.test')
    await page.goto('/settings/api-tokens')
    await heading(page, 'API tokens').waitFor()
    if (look === looks[0]) {
      await page.getByText('No other system has a token').waitFor()
      await isAccessible(page, 'no tokens')
    }
    await page.getByRole('button', { name: 'New token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make token' }).click()
    await dialog.getByText('Enter a name.').first().waitFor()
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('checkbox', { name: 'Contact data' }).click()
    await dialog.getByRole('radio', { name: 'Until a day of your choice' }).click()
    await isAccessible(page, 'a token about to be made')
    await dialog.getByRole('radio', { name: 'A year' }).click()
    await dialog.getByRole('button', { name: 'Make token' }).click()
    const token = await dialog.getByLabel(`Token of ${name}`).inputValue()
    expect(token).toMatch(/^gr_[a-z2-7]{52}$/)
    await isAccessible(page, 'the secret of a token')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await row(page, name).getByText('Never used').waitFor()
    expect(await page.content()).not.toContain(token)

    expect((await asks(page, token)).data!.viewer.apiToken).toEqual({ name, scopes: ['READ', 'CONTACT'] })
    await until('the use to be noted', async () => {
      await page.reload()
      await row(page, name).waitFor()
      return (await row(page, name).getByText('Last used').count()) > 0
    })
    await isAccessible(page, 'a token that was used')

    // A second one of the same name is refused beside it.
    await page.getByRole('button', { name: 'New token' }).click()
    await dialog.getByLabel('Name').fill(name.toUpperCase())
    await dialog.getByRole('button', { name: 'Make token' }).click()
    await dialog.getByText('Another token is called').first().waitFor()
    await page.keyboard.press('Escape')

    await row(page, name).getByRole('button', { name: 'Revoke' }).click()
    await dialog.getByText(`Revoke “${name}”?`).waitFor()
    await isAccessible(page, 'a token about to be revoked')
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await row(page, name).getByText('Revoked', { exact: true }).waitFor()
    expect((await asks(page, token)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
    admin.wasClean()
  })

  test('are nothing for recruiters', async () => {
    const { page } = await visitor(looks[0])
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/settings/api-tokens')
    await heading(page, 'There is nothing here')
      .or(page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'New token' }).count()).toBe(0)
  })
})
