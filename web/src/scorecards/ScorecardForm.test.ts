import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { computed } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { viewerKey } from '../dashboard/use-viewer'
import { possibleTypes } from '../gql/possible-types'
import { i18n, setLocale, useWords } from '../shared/i18n'
import ScorecardForm from './ScorecardForm.vue'

enableAutoUnmount(afterEach)
beforeEach(() => {
  sessionStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

const version = (words: string, recommendation: string | null = null) => ({
  __typename: 'ScorecardVersion',
  id: words,
  number: 1,
  recommendation,
  words,
  savedAt: '2026-11-22T09:00:00Z',
  submittedAt: null,
  scores: [],
})
const scorecard = (revision: number, facts: object = {}) => ({
  __typename: 'Scorecard',
  id: 'scorecard',
  revision,
  submittedAt: null,
  submitted: null,
  draft: version('saved'),
  ...facts,
})
const changed = { __typename: 'ScorecardHasChanged', message: 'Another window saved it.', revision: 7 }
/** The line is dead. */
const nothing = Symbol('no answer')

/** The form of somebody who judges by being calm, which must be scored, and kind, before a server that answers in turn. */
async function openForm(answers: (object | typeof nothing)[], ownScorecard: object | null = null) {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const sent: { operation: string; input: Record<string, unknown> }[] = []
  const link = new ApolloLink(({ operationName, variables }) => {
    sent.push({ operation: operationName, input: variables['input'] })
    const answer = answers.shift()
    if (!answer || typeof answer === 'symbol') return new Observable((observer) => observer.error(new Error('No line')))
    return Observable.of({ data: { [operationName.charAt(0).toLowerCase() + operationName.slice(1)]: answer } })
  })
  const criterion = (id: string, name: string, mustBeScored: boolean) => ({ id, name, mustBeScored, lookFor: null })
  const viewer = {
    role: 'INTERVIEWER',
    company: { id: 'company', name: 'Lindgren & Co', timeZone: 'Europe/Stockholm', language: 'EN' },
    staffMember: { id: 'ivar', name: 'Ivar Holm', email: 'ivar@demo.test' },
    profile: {
      id: 'ruben',
      clocks: 'COMPANY',
      timeZone: null,
      language: null,
      wantsReminders: true,
      wantsFeedbackReminders: true,
    },
    workplaces: [],
  }
  const mounted = mount(ScorecardForm, {
    attachTo: document.body,
    props: {
      interview: {
        id: 'interview',
        kit: { id: 'version', criteria: [criterion('calm', 'Calm', true), criterion('kind', 'Kind', false)] },
        ownScorecard,
      },
    } as never,
    global: {
      plugins: [
        createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: ScorecardForm }] }),
        i18n,
      ],
      provide: {
        [viewerKey as symbol]: computed(() => viewer),
        [DefaultApolloClient]: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) }),
      },
    },
  })
  await flushPromises()
  const root = mounted.element as HTMLElement
  const find = <Kind extends Element>(selector: string) => root.querySelector<Kind>(selector)!
  const impression = () => [...root.querySelectorAll<HTMLTextAreaElement>('textarea')].at(-1)!
  return {
    sent,
    mounted,
    impression,
    says: () => root.textContent!.replace(/\s+/g, ' '),
    state: () => find('[role=status]').textContent!.replace(/\s+/g, ' ').trim(),
    complaints: () => [...root.querySelectorAll('p.text-error')].filter((each) => each.textContent?.trim()),
    async writes(words: string) {
      impression().value = words
      impression().dispatchEvent(new Event('input', { bubbles: true }))
      await flushPromises()
    },
    async scores(criterionId: string) {
      find<HTMLInputElement>(`#score-${criterionId}`).click()
      await flushPromises()
    },
    async recommends() {
      find<HTMLInputElement>('input[value=YES]').click()
      await flushPromises()
    },
    async pauses(milliseconds = 800) {
      await vi.advanceTimersByTimeAsync(milliseconds)
      await flushPromises()
    },
    async submits() {
      find('footer')
        .closest('form')!
        .dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
    },
    async presses(label: string) {
      ;[...root.querySelectorAll('button')].find((each) => each.textContent?.trim() === label)!.click()
      await flushPromises()
    },
  }
}

describe('a scorecard', () => {
  test('that lacks something is not sent, says what, and leads there', async () => {
    const form = await openForm([])
    await form.submits()
    expect(form.sent).toEqual([])
    expect(document.activeElement?.id).toBe('score-calm')
    expect(form.complaints()).toHaveLength(2)
    await form.scores('calm')
    expect(form.complaints()).toHaveLength(1)
    await form.submits()
    expect(document.activeElement?.id).toBe('recommendation')
  })

  test('is saved once its writer pauses, and submitted as it stands', async () => {
    const form = await openForm([scorecard(1), scorecard(2), scorecard(3)])
    await form.writes('Listens')
    await form.pauses(700)
    await form.writes('Listens well.')
    await form.pauses(700)
    expect(form.sent).toEqual([])
    await form.pauses(100)
    expect(form.sent).toMatchObject([
      { operation: 'SaveScorecard', input: { interviewId: 'interview', revision: 0, words: 'Listens well.' } },
    ])
    expect(form.state()).toContain('Draft saved')

    await form.scores('calm')
    await form.recommends()
    await form.submits()
    const content = {
      words: 'Listens well.',
      recommendation: 'YES',
      scores: [{ criterionId: 'calm', score: 1, notSeen: false, words: '' }],
    }
    expect(form.sent.slice(1)).toMatchObject([
      { operation: 'SaveScorecard', input: { revision: 1, ...content } },
      { operation: 'SubmitScorecard', input: { revision: 2, ...content } },
    ])
    expect(form.mounted.emitted('submitted')).toHaveLength(1)
  })

  test('that could not be saved says so, is sent again as it was, and then as it is', async () => {
    const form = await openForm([nothing, scorecard(1), scorecard(2)])
    await form.writes('One.')
    await form.pauses()
    const failed = form.state()
    await form.writes('One and two.')
    await form.pauses(5_000)
    expect(failed).toMatch(/not saved/i)
    expect(form.sent.map(({ input }) => input['words'])).toEqual(['One.', 'One.', 'One and two.'])
    expect(form.sent[1]!.input['idempotencyKey']).toBe(form.sent[0]!.input['idempotencyKey'])
    expect(form.sent[2]!.input).toMatchObject({ revision: 1 })
    expect(form.sent[2]!.input['idempotencyKey']).not.toBe(form.sent[0]!.input['idempotencyKey'])
    expect(form.state()).toContain('Draft saved')
  })

  test('is there again after a reload, also what no server has', async () => {
    const before = await openForm([nothing, nothing])
    await before.writes('Nobody has this yet.')
    await before.pauses()
    before.mounted.unmount()
    const after = await openForm([scorecard(1)])
    expect(after.impression().value).toBe('Nobody has this yet.')
    await after.pauses()
    expect(after.sent).toMatchObject([{ input: { words: 'Nobody has this yet.', revision: 0 } }])
    expect(sessionStorage.getItem('scorecard:ivar:interview')).toBeNull()
  })
})

describe('one that another window changed meanwhile', () => {
  test('is not overwritten: its writer decides, and keeps theirs', async () => {
    const form = await openForm([changed, scorecard(8)], scorecard(1))
    await form.writes('Mine.')
    await form.pauses()
    expect(form.says()).toContain('Keep what is here')
    await form.writes('Mine still.')
    await form.pauses(10_000)
    expect(form.sent).toHaveLength(1)
    await form.submits()
    expect(form.sent).toHaveLength(1)
    await form.presses('Keep what is here')
    expect(form.sent[1]).toMatchObject({ operation: 'SaveScorecard', input: { words: 'Mine still.', revision: 7 } })
    expect(form.says()).not.toContain('Keep what is here')
  })

  test('or takes the other one', async () => {
    const form = await openForm([changed], scorecard(1))
    await form.writes('Mine.')
    await form.pauses()
    await form.presses('Take the other one')
    expect(form.mounted.emitted('reload')).toHaveLength(1)
    expect(sessionStorage.getItem('scorecard:ivar:interview')).toBeNull()
    form.mounted.unmount()
    await flushPromises()
    expect(form.sent).toHaveLength(1)
  })
})

describe('a correction', () => {
  const submitted = { submittedAt: '2026-11-22T09:00:00Z', submitted: version('Before.', 'YES'), draft: null }

  test('that is given up is discarded, with what was saved of it', async () => {
    const form = await openForm([scorecard(4), scorecard(5, submitted)], scorecard(3, submitted))
    await form.writes('After.')
    await form.pauses()
    await form.presses('Not now')
    expect(form.sent.map(({ operation }) => operation)).toEqual(['SaveScorecard', 'DiscardScorecardDraft'])
    expect(form.mounted.emitted('reload')).toHaveLength(1)
  })

  test('of which nothing was written needs nothing discarded', async () => {
    const form = await openForm([], scorecard(3, submitted))
    await form.presses('Not now')
    expect(form.sent).toEqual([])
    expect(form.mounted.emitted('reload')).toHaveLength(1)
  })
})

test('a submission whose answer was lost is the same wish when it is made again', async () => {
  const own = scorecard(2, { draft: { ...version('Well.', 'YES'), scores: [] } })
  const form = await openForm([scorecard(3), nothing, scorecard(4)], own)
  await form.scores('calm')
  await form.submits()
  expect(form.says()).toContain('What you wrote is kept')
  expect(form.mounted.emitted('submitted')).toBeUndefined()
  await form.submits()
  const [, first, second] = form.sent
  expect(second).toEqual(first)
  expect(first).toMatchObject({ operation: 'SubmitScorecard' })
  expect(form.mounted.emitted('submitted')).toHaveLength(1)
})
