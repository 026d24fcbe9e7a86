import { expect, test } from 'vitest'
import { whyNoPeriod, type ToldPeriod } from './blocked-period.rules.ts'

const holiday: ToldPeriod = {
  kind: 'HOLIDAY',
  fromDate: '2027-12-24',
  toDate: '2027-12-26',
  startsAt: null,
  endsAt: null,
}
const blocked: ToldPeriod = {
  kind: 'BLOCKED',
  fromDate: null,
  toDate: null,
  startsAt: new Date('2027-05-03T09:00:00Z'),
  endsAt: new Date('2027-05-03T12:00:00Z'),
}

test('a holiday is told by dates, another period by instants', () => {
  expect(whyNoPeriod(holiday)).toEqual([])
  expect(whyNoPeriod({ ...holiday, toDate: '2027-12-24' })).toEqual([])
  expect(whyNoPeriod(blocked)).toEqual([])
})

test.each<[string, ToldPeriod, string[]]>([
  ['a holiday without dates', { ...holiday, fromDate: null, toDate: null }, ['fromDate', 'toDate']],
  ['a holiday with instants', { ...holiday, startsAt: blocked.startsAt }, ['startsAt']],
  ['a period without its end', { ...blocked, endsAt: null }, ['endsAt']],
  ['a period with dates', { ...blocked, fromDate: '2027-05-03', toDate: '2027-05-03' }, ['fromDate', 'toDate']],
  ['a holiday that ends before it begins', { ...holiday, toDate: '2027-12-23' }, ['toDate']],
  ['a period of no length', { ...blocked, endsAt: blocked.startsAt }, ['endsAt']],
  ['a holiday of more than 366 days', { ...holiday, toDate: '2028-12-24' }, ['toDate']],
  ['a period of more than 366 days', { ...blocked, endsAt: new Date('2028-05-03T09:00:00.001Z') }, ['endsAt']],
])('%s is none', (_, period, paths) => {
  expect(whyNoPeriod(period).map(({ path }) => path)).toEqual(paths)
})

test('a period may be as long as a leap year', () => {
  expect(whyNoPeriod({ ...holiday, toDate: '2028-12-23' })).toEqual([])
  expect(whyNoPeriod({ ...blocked, endsAt: new Date('2028-05-03T09:00:00Z') })).toEqual([])
})
