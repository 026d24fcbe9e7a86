import { expect, test } from 'vitest'
import { isAroundItsHour, isLobbyOpen } from './arrival.rules'

const hour = {
  status: 'SCHEDULED',
  mode: 'VIDEO',
  lateFrom: '2026-11-21T12:00:00.000Z',
  opensAt: '2026-11-21T12:45:00.000Z',
}
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

test('an interview is around its hour from an hour before it, and its lobby opens later', () => {
  expect(isAroundItsHour(hour, at('11:59:59.999'))).toBe(false)
  expect(isAroundItsHour(hour, at('12:00:00'))).toBe(true)
  expect(isLobbyOpen(hour, at('12:44:59.999'))).toBe(false)
  expect(isLobbyOpen(hour, at('12:45:00'))).toBe(true)
  expect(isLobbyOpen({ ...hour, status: 'IN_PROGRESS' }, at('15:00:00'))).toBe(true)
})

test('nobody waits in one that is over or self-guided', () => {
  for (const other of [{ status: 'COMPLETED' }, { status: 'NO_SHOW' }, { mode: 'SELF_GUIDED' }])
    expect([
      isAroundItsHour({ ...hour, ...other }, at('13:00:00')),
      isLobbyOpen({ ...hour, ...other }, at('13:00:00')),
    ]).toEqual([false, false])
})
