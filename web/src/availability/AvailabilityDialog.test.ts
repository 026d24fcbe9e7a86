import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import DateField from '../ui/DateField.vue'
import AvailabilityDialog from './AvailabilityDialog.vue'
import ChoosableTimes from './ChoosableTimes.vue'

const johan = { __typename: 'StaffMember', id: 'johan', name: 'Johan Ek' }
const planned = {
  application: {
    __typename: 'Application',
    id: 'application',
    interviews: [],
    job: {
      __typename: 'Job',
      id: 'job',
      rounds: [
        {
          __typename: 'JobRound',
          number: 1,
          name: 'Day at the office',
          durationMinutes: 180,
          mode: 'PHONE',
          location: null,
          meetingUrl: null,
          interviewers: [johan],
          anyOf: [],
          kit: null,
        },
      ],
    },
  },
}
const explainAvailability = {
  __typename: 'AvailabilityExplained',
  durationMinutes: 180,
  earliest: '2026-11-24T08:00:00.000Z',
  latest: '2027-01-20T08:00:00.000Z',
  everybody: [],
  people: [],
  firstFree: null,
  whyNothing: { __typename: 'WhyNothing', reason: 'PEOPLE_NEVER_FREE', causes: [], pools: [], interviewers: [johan] },
}
const freeTimes = {
  __typename: 'FreeTimeConnection',
  nodes: [{ __typename: 'FreeTime', startsAt: '2026-12-08T08:00:00.000Z', date: '2026-12-08', interviewers: [johan] }],
}

enableAutoUnmount(afterEach)
beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

const nobodyAsked = { __typename: 'None', message: '' }

test('the next round of an application brings its people, and where they have no time the next free one is told', async () => {
  const known = { ...planned, explainAvailability, freeTimes }
  const dialog = await openDialog(AvailabilityDialog, { applicationId: 'application' }, nobodyAsked, known)
  await vi.waitFor(() => expect(dialog.text()).toContain('Johan Ek: never free for 3 hours.'))
  await vi.waitFor(() => expect(dialog.text()).toContain('Next free: Tue 8 Dec, 09:00 CET'))
})

test('nothing is asked of nobody, or of more days than are explained', async () => {
  const dialog = await openDialog(AvailabilityDialog, {}, nobodyAsked, { explainAvailability })
  expect(dialog.text()).toContain('Choose who meets the candidate.')
  const [, last] = dialog.mounted.findAllComponents(DateField)
  last!.vm.$emit('update:modelValue', '2026-12-25')
  await vi.waitFor(() => expect(dialog.text()).toContain('Choose up to 31 days, the last not before the first.'))
})

const slots = (totalCount: number) => ({ __typename: 'SlotConnection', totalCount })
const available = (...nodes: object[]) => ({ __typename: 'SlotConnection', nodes })

test.each([
  [available(), 0, 0, 'There is nothing to choose: no slot for this job is open.'],
  [available(), 0, 3, 'There is nothing to choose: all 3 slots ahead are full.'],
  [
    available(),
    2,
    3,
    'There is nothing to choose: 2 slots are open, but too soon, too far ahead, or their people have no time.',
  ],
  [
    available({
      __typename: 'Slot',
      id: 'slot',
      startsAt: '2026-11-26T09:00:00.000Z',
      endsAt: '2026-11-26T09:45:00.000Z',
    }),
    2,
    3,
    'The first time to choose is Thu 26 Nov, 10:00–10:45 CET.',
  ],
])(
  'what a candidate would find behind a link is told before it is sent: %#',
  async (availableSlots, open, full, words) => {
    const known = { availableSlots, open: slots(open), full: slots(full) }
    const { mounted } = await openDialog(
      ChoosableTimes,
      { applicationId: 'application', jobId: 'job' },
      nobodyAsked,
      known,
    )
    expect(mounted.text()).toContain(words)
    expect(mounted.find('button').exists()).toBe(availableSlots.nodes.length === 0)
  },
)
