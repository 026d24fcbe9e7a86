import { expect, test } from 'vitest'
import { evidenceOf } from './evidence.rules'

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`
const email = { status: 'SENT', queuedAt: at(0), sentAt: at(1), bouncedAt: null, serverResponse: '250 ok' }
const nothing = { delivery: null, pageOpenedAt: null, rsvp: 'NEEDS_ACTION', answers: [] }
const shown = (facts: Partial<Parameters<typeof evidenceOf>[0]>) =>
  evidenceOf({ ...nothing, ...facts }).map(({ name, word, state }) => `${name} ${word} ${state}`)

test('an interview of which nothing is known says so', () => {
  expect(shown({})).toEqual(['email none waiting', 'page unopened waiting', 'answer none waiting'])
})

test('each step that has come stands with its time and the words of the server', () => {
  const steps = evidenceOf({
    delivery: email,
    pageOpenedAt: at(2),
    rsvp: 'ACCEPTED',
    answers: [
      {
        isCandidates: true,
        way: 'EMAIL',
        answer: 'ACCEPTED',
        outcome: 'APPLIED',
        fromAddress: 'ada@example.com',
        recordedAt: at(3),
      },
    ],
  })
  expect(steps).toEqual([
    { name: 'email', word: 'queued', state: 'done', at: at(0), detail: null },
    { name: 'handover', word: 'sent', state: 'done', at: at(1), detail: '250 ok' },
    { name: 'arrival', word: 'quiet', state: 'waiting', at: null, detail: null },
    { name: 'page', word: 'opened', state: 'done', at: at(2), detail: null },
    { name: 'answer', word: 'ACCEPTED_EMAIL', state: 'done', at: at(3), detail: 'ada@example.com' },
  ])
})

test('an email that came back, failed, was withdrawn or waits is told as that', () => {
  expect(shown({ delivery: { ...email, status: 'BOUNCED', bouncedAt: at(4) } })).toContain('arrival bounced bad')
  expect(shown({ delivery: { ...email, status: 'FAILED' } })).toContain('handover failed bad')
  expect(shown({ delivery: { ...email, status: 'CANCELLED' } })).toContain('email withdrawn waiting')
  expect(shown({ delivery: { ...email, status: 'SKIPPED_NO_ADDRESS' } })).toContain('email skipped bad')
  expect(shown({ delivery: { ...email, status: 'SENDING' } })).toContain('handover waiting waiting')
})

test('an answer of an interviewer, or one that did not count, is not the candidate’s', () => {
  const said = { way: 'PAGE', answer: 'DECLINED', recordedAt: at(3) }
  const answers = [
    { ...said, isCandidates: false, outcome: 'APPLIED' },
    { ...said, isCandidates: true, outcome: 'OLD_TIME' },
  ]
  expect(shown({ rsvp: 'DECLINED', answers })).toContain('answer DECLINED bad')
  expect(shown({ rsvp: 'TENTATIVE', answers })).toContain('answer TENTATIVE maybe')
})
