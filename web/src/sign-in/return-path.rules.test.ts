import { expect, test } from 'vitest'
import { returnPath } from './return-path.rules'

test('after signing in a person returns to the page they came for', () => {
  expect(returnPath('/interviews/42?tab=email')).toBe('/interviews/42?tab=email')
})

test.each(['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', undefined, ['/a']])(
  'a return path never leads to another site: %s',
  (wanted) => expect(returnPath(wanted)).toBe('/'),
)
