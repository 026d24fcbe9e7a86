import { expect, test } from 'vitest'
import { clashingApplications, mergedDetails, type Details } from './merge.rules.ts'

const details = (changes: Partial<Details>): Details => ({
  name: 'Ada',
  email: null,
  addressBadSince: null,
  addressBadReason: null,
  phone: null,
  timeZone: 'Europe/Stockholm',
  language: 'SV',
  ...changes,
})

test('the kept entry says who somebody is, and what it does not know comes from the other one', () => {
  const kept = details({ email: 'ada@one.test' })
  const other = details({ name: 'Ada L', email: 'ada@two.test', phone: '+46 1', language: 'EN' })
  expect(mergedDetails(kept, other, [])).toEqual({ ...kept, phone: '+46 1' })
  expect(mergedDetails(details({}), other, [])).toEqual({ ...details({}), email: 'ada@two.test', phone: '+46 1' })
})

test('what was chosen comes from the other entry, and with an address whether emails to it come back', () => {
  const kept = details({ email: 'ada@one.test', addressBadSince: '2026-11-01', addressBadReason: '550', phone: '1' })
  const other = details({ name: 'Ada L', email: 'ada@two.test', timeZone: 'Europe/Paris', language: 'EN' })
  expect(mergedDetails(kept, other, ['NAME', 'EMAIL', 'PHONE', 'TIME_ZONE', 'LANGUAGE'])).toEqual({
    ...other,
    phone: null,
  })
  expect(mergedDetails(kept, other, ['NAME'])).toEqual({ ...kept, name: 'Ada L' })
})

test('two live applications for one job clash, whoever of the two has them', () => {
  const live = [
    { id: 'a', jobId: 'nurse' },
    { id: 'b', jobId: 'nurse' },
    { id: 'c', jobId: 'designer' },
  ]
  expect(clashingApplications(live)).toEqual(['a', 'b'])
  expect(clashingApplications(live.slice(1))).toEqual([])
})
