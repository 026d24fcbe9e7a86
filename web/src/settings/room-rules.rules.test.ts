import { expect, test } from 'vitest'
import { draftOf, inputOf, languageToMend, problemsOfRoom, type RoomRules } from './room-rules.rules'

const ours = 'We record {recorded} for {days}.'
const rules: RoomRules = {
  words: (['EN', 'SV', 'FR'] as const).map((language) => ({ language, text: ours, defaultText: ours })),
  recordsVideo: false,
  keptDays: 180,
  allowsText: true,
}

test('what is saved comes back as it was, and words that are ours are not sent as somebody’s own', () => {
  const draft = draftOf(rules)
  draft.allowsText = false
  draft.words.SV = ` Vi spelar in {recorded} i {days}, {companyName}. `
  expect(inputOf(draft, rules)).toEqual({
    words: [
      { language: 'EN', text: null },
      { language: 'SV', text: 'Vi spelar in {recorded} i {days}, {companyName}.' },
      { language: 'FR', text: null },
    ],
    recordsVideo: false,
    keptDays: 180,
    allowsText: false,
  })
})

test.each([
  ['', 'missingWords'],
  ['We record you for {days}.', 'missingPlaceholder'],
  ['We record {recorded}.', 'missingPlaceholder'],
  [`${ours} {salary}`, 'unknownHere'],
  [`${ours} {`, 'looseBraces'],
  [ours.padEnd(4001, 'x'), 'tooLong'],
  [`${ours} {companyName}`, undefined],
])('%j: %s', (text, code) => {
  const draft = draftOf(rules)
  draft.words.FR = text
  expect(problemsOfRoom(draft, 'EN').map((each) => each.code)).toEqual(code ? [code] : [])
  // What is wrong must be in sight.
  expect(languageToMend(draft, 'EN')).toBe(code ? 'FR' : null)
})

test('what is wrong in the language on show is mended first', () => {
  const draft = draftOf(rules)
  draft.words = { EN: '', SV: '', FR: '' }
  expect(languageToMend(draft, 'SV')).toBe('SV')
})

test.each([null, 0, 1.5, 3651])('%j days are none', (keptDays) => {
  expect(problemsOfRoom({ ...draftOf(rules), keptDays }, 'EN')).toEqual([
    { name: 'keptDays', code: 'keptDaysOutOfBounds' },
  ])
})
