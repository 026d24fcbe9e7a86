import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, recruiter, type Answer } from '../../test/dialog'
import type { Viewer } from '../dashboard/use-viewer'
import type { AttentionKind, AttentionRow_AttentionFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import NeedsYou from './NeedsYou.vue'

const needed = (
  kind: AttentionKind,
  name: string,
  changes: Partial<AttentionRow_AttentionFragment> = {},
): AttentionRow_AttentionFragment => ({
  id: `${kind}:${name}`,
  kind,
  interview: {
    id: `interview of ${name}`,
    startsAt: '2026-11-24T09:00:00.000Z',
    endsAt: '2026-11-24T09:45:00.000Z',
    candidate: { id: name, name },
    job: { id: 'job', title: 'Nurse' },
    ownScorecard: null,
    proposal: null,
  },
  delivery: null,
  ...changes,
})
const email = (status: 'BOUNCED' | 'FAILED' | 'SKIPPED_NO_ADDRESS', address: string | null) =>
  ({
    id: 'delivery',
    kind: 'INVITATION',
    status,
    errorCode: null,
    hint: null,
    queuedAt: '2026-11-24T08:00:00.000Z',
    application: { id: 'application', job: { id: 'job', title: 'Nurse' } },
    candidate: { id: 'ada', name: 'Ada', email: address, phone: null, timeZone: 'Europe/Paris', language: 'FR' },
    staffMember: null,
  }) satisfies NonNullable<AttentionRow_AttentionFragment['delivery']>

const attention = (nodes: AttentionRow_AttentionFragment[]) => ({
  nodes,
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: nodes.length,
})

enableAutoUnmount(afterEach)
beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:30:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

const done: Answer = { __typename: 'Interview', id: 'interview of Ada' }
async function shown(nodes: AttentionRow_AttentionFragment[], answer: Answer = done, viewer: Viewer = recruiter) {
  const props = {
    attention: attention(nodes),
    turned: { after: null, before: null },
    mayRecruit: viewer.role !== 'INTERVIEWER',
  }
  const opened = await openDialog(NeedsYou, props, answer, {}, viewer)
  // Vue takes an event for one from before its listener where both are of the same millisecond.
  vi.setSystemTime('2026-11-24T08:30:01Z')
  return {
    ...opened,
    says: () => opened.mounted.text().replace(/\s+/g, ' '),
    rows: () => opened.mounted.findAll('li').map((row) => row.text().replace(/\s+/g, ' ')),
    buttons: () => opened.mounted.findAll('button, a').map((button) => button.text().replace(/\s+/g, ' ')),
    becomes: (now: AttentionRow_AttentionFragment[]) => opened.mounted.setProps({ attention: attention(now) }),
  }
}

test.each([
  ['en', 'Nothing needs you'],
  ['sv', 'Inget väntar på dig'],
  ['fr', 'Rien ne vous attend'],
] as const)('is calm where nothing needs anybody, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const list = await shown([])
  expect(list.says()).toContain(words)
  expect(list.rows()).toEqual([])
})

test.each([
  ['NO_SHOW_SUGGESTED', 'Has not come', ['No-show: Ada', 'They came: Ada']],
  ['SCORECARD_OWED', 'Your feedback is missing', ['Write feedback: Ada']],
  ['DECLINED', 'Declined, and the interview still stands', ['Move …: Ada', 'Cancel interview: Ada']],
  ['UNANSWERED', 'No answer yet, and it is soon', ['Send the invitation again: Ada']],
  ['NOBODY_MEETS', 'Nobody is named to meet them', ['Name somebody …: Ada']],
  ['END_UNTOLD', 'Its time is over. Was it held?', ['Mark as completed: Ada']],
] as const)('%s says why, of whom and when, and what to do', async (kind, why, actions) => {
  const list = await shown([needed(kind, 'Ada')])
  expect(list.rows()[0]).toContain(why)
  expect(list.rows()[0]).toContain('Ada · Nurse · Tue 24 Nov, 10:00–10:45 CET')
  expect(list.buttons()).toEqual(['Ada', ...actions])
  expect(list.says()).toMatch(/^Needs you11 open/)
})

test.each([
  ['BOUNCED', 'wrong@candidates.test', 'Invitation: Bounced', 'Correct the address: Ada'],
  ['SKIPPED_NO_ADDRESS', null, 'Invitation: No address', 'Add an address: Ada'],
  ['FAILED', 'ada@candidates.test', 'Invitation: Failed', 'Send again: Ada'],
] as const)('an email that is %s is mended by the one thing that helps', async (status, address, why, action) => {
  const list = await shown([needed('EMAIL_IN_TROUBLE', 'Ada', { delivery: email(status, address) })])
  expect(list.rows()[0]).toContain(why)
  expect(list.buttons()).toEqual(['Ada', action])
})

test('a proposal is accepted with one press', async () => {
  const row = needed('TIME_PROPOSED', 'Ada')
  const list = await shown([
    {
      ...row,
      interview: {
        ...row.interview!,
        proposal: {
          id: 'proposal',
          proposedStartsAt: '2026-11-24T13:00:00.000Z',
          proposedEndsAt: '2026-11-24T13:45:00.000Z',
          comment: 'After lunch?',
          interviewer: null,
        },
      },
    },
  ])
  expect(list.says()).toContain('Ada suggests another time')
  expect(list.says()).toContain('Tue 24 Nov, 14:00–14:45 CETAfter lunch?')
  await list.press('Move it there')
  expect(list.sent).toMatchObject([{ proposalId: 'proposal' }])
})

test('nothing moves under a hand, and everything is as it is once that is gone', async () => {
  const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map((name) => needed('UNANSWERED', name))
  const list = await shown([ada!, ben!])
  const button = list.mounted.findAll('button').find((each) => each.text().includes('Ada'))!
  button.element.focus()
  await list.becomes([cleo!, ben!])
  expect(list.rows().map((row) => /(Settled)?.*(Ada|Ben|Cleo) ·/.exec(row)?.slice(1))).toEqual([
    ['Settled', 'Ada'],
    [undefined, 'Ben'],
    [undefined, 'Cleo'],
  ])
  // The focus is where it was, on what does nothing any more.
  expect(document.activeElement).toBe(button.element)
  await button.trigger('click')
  await flushPromises()
  expect(list.sent).toEqual([])

  button.element.blur()
  document.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  await flushPromises()
  expect(list.rows().map((row) => /(Ada|Ben|Cleo) ·/.exec(row)?.[1])).toEqual(['Cleo', 'Ben'])
})
