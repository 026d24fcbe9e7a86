import { expect, test } from 'vitest'
import type { Transaction } from '../shared/transaction.ts'
import { leaveHint } from './live-events.ts'

test('an address that fails is a change of its candidate, and none of a staff member', () => {
  const left: object[] = []
  const tx = { companyId: 'c', insert: (_table: string, row: object) => left.push(row) } as unknown as Transaction
  for (const type of ['Candidate', 'StaffMember'])
    leaveHint(tx, { name: 'AddressFailed', about: { type, id: type }, fields: ['email'] })
  expect(left).toEqual([{ company_id: 'c', topic: 'candidateChanged', subject_id: 'Candidate' }])
})
