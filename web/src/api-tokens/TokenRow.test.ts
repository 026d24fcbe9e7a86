import { mount } from '@vue/test-utils'
import { computed } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, expect, test } from 'vitest'
import { recruiter } from '../../test/dialog'
import { viewerKey } from '../dashboard/use-viewer'
import type { TokenRow_ApiTokenFragment } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import TokenRow from './TokenRow.vue'

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const token: TokenRow_ApiTokenFragment = {
  id: 'token',
  name: 'Careers site',
  scopes: ['READ', 'SCHEDULE'],
  ending: 'wqya',
  state: 'ACTIVE',
  createdAt: '2026-11-22T14:34:00Z',
  expiresAt: '2027-11-22T23:00:00Z',
  revokedAt: null,
  lastUsedAt: null,
  createdBy: { id: 'astrid', name: 'Astrid Holm' },
}
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const shown = (change: Partial<TokenRow_ApiTokenFragment> = {}) =>
  mount(TokenRow, {
    props: { token: { ...token, ...change } },
    global: { plugins: [router, i18n], provide: { [viewerKey as symbol]: computed(() => recruiter) } },
  })
const text = (change?: Partial<TokenRow_ApiTokenFragment>) => shown(change).text().replace(/\s+/g, ' ')

test('a token says what it is, may do and when it ends, with the year', () => {
  const words = text()
  for (const part of ['Careers site', 'gr_…wqya', 'Read', 'Schedule', 'Never used', 'Made by Astrid Holm'])
    expect(words).toContain(part)
  expect(words).toContain('ends 23 Nov 2027, 00:00 CET')
})

test('one that was used says when', () => {
  expect(text({ lastUsedAt: '2026-11-22T14:35:00Z' })).toContain('Last used 22 Nov 2026, 15:35 CET')
})

test('one that was made by command says so', () => {
  expect(text({ createdBy: null })).toContain('Made by command')
})

test('one that was revoked or has ended says so, and only what was revoked cannot be', () => {
  const revoked = shown({ state: 'REVOKED', revokedAt: '2026-11-23T14:35:00Z' })
  expect(revoked.text()).toContain('revoked 23 Nov 2026')
  expect(revoked.find('button').exists()).toBe(false)
  const over = shown({ state: 'EXPIRED', expiresAt: '2026-11-22T14:35:00Z' })
  expect(over.text()).toContain('ended 22 Nov 2026')
  expect(over.get('button').text()).toContain('Revoke')
})
