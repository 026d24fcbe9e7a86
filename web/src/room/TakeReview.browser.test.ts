import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { soon } from '../../test/soon'
import { i18n, useWords } from '../shared/i18n'
import { openPartStore } from './part-store'
import type { Take } from './room.rules'
import TakeReview from './TakeReview.vue'

afterEach(() => vi.restoreAllMocks())

const take = (id: string): Take => ({ id, questionId: 'question', kind: 'AUDIO', status: 'SENDING', page: null })

test('a take that can be heard is let go of before its bytes are', async () => {
  await useWords('candidateAccess')
  const store = await openPartStore('review')
  for (const answerId of ['first', 'second']) {
    await store.begin({
      answerId,
      interviewId: 'interview',
      questionId: 'question',
      uploadUrl: `/api/interview/uploads/${answerId}`,
      contentType: 'audio/webm',
    })
    await store.append(answerId, new Uint8Array([1, 2, 3]), 1)
  }
  const page = mount(TakeReview, {
    props: { take: take('first'), text: '', store, wasInterrupted: false },
    global: { plugins: [i18n] },
  })
  const player = () => page.get('audio').element
  await soon(() => expect(player().getAttribute('src')).toMatch(/^blob:/))

  // A player that is only about to load what is gone would say so on the console.
  const stillWanted: boolean[] = []
  const revoke = URL.revokeObjectURL.bind(URL)
  let known = player()
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => {
    stillWanted.push(known.getAttribute('src') === address)
    revoke(address)
  })
  const first = player().getAttribute('src')
  await page.setProps({ take: take('second') })
  await soon(() => expect(player().getAttribute('src')).toMatch(/^blob:/))
  expect(player().getAttribute('src')).not.toBe(first)
  known = player()
  page.unmount()
  expect(stillWanted).toEqual([false, false])
  store.close()
})
