import { expect, test } from 'vitest'
import { nameOf } from './file-name.rules'

test.each([
  [`attachment; filename="Hos ?re.csv"; filename*=UTF-8''Hos%20%C3%85re.csv`, 'Hos Åre.csv'],
  ['attachment; filename="a \\"b\\".csv"', 'a "b".csv'],
  [`attachment; filename="a.csv"; filename*=UTF-8''%E0%A4%A`, 'a.csv'],
  ['attachment', null],
  [null, null],
])('the name in %s is %s', (header, name) => expect(nameOf(header)).toBe(name))
