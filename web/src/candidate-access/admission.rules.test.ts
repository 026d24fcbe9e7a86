import { describe, expect, test } from 'vitest'
import { phaseAt, type Admission } from './admission.rules'

const admission: Admission = {
  phase: 'EARLY',
  opensAt: '2026-11-21T13:45:00.000Z',
  startsAt: '2026-11-21T14:00:00.000Z',
  closesAt: '2026-11-21T14:15:00.000Z',
  started: false,
  arrival: null,
}
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

describe('the phase of an interview', () => {
  test.each([
    ['08:00:00', 'EARLY'],
    ['13:44:59.999', 'EARLY'],
    ['13:45:00', 'LOBBY'],
    ['13:59:59.999', 'LOBBY'],
    ['14:00:00', 'LIVE'],
    ['14:14:59.999', 'LIVE'],
    ['14:15:00', 'EXPIRED'],
    ['23:00:00', 'EXPIRED'],
  ])('at %s it is %s', (time, phase) => expect(phaseAt(admission, at(time))).toBe(phase))

  test.each(['CANCELLED', 'DONE'] as const)('%s stays so at any hour', (phase) => {
    for (const time of ['08:00:00', '13:50:00', '14:05:00', '15:00:00'])
      expect(phaseAt({ ...admission, phase }, at(time))).toBe(phase)
  })

  test('whoever has started is inside, before the hour and after the door has closed', () => {
    for (const time of ['13:50:00', '14:05:00', '16:00:00'])
      expect(phaseAt({ ...admission, phase: 'LIVE', started: true }, at(time))).toBe('LIVE')
  })

  test('so is who has said that they are here, and not who has said to be late', () => {
    for (const time of ['13:50:00', '14:05:00', '16:00:00'])
      expect(phaseAt({ ...admission, phase: 'LIVE', arrival: { state: 'HERE' } }, at(time))).toBe('LIVE')
    expect(phaseAt({ ...admission, arrival: { state: 'LATE' } }, at('14:15:00'))).toBe('EXPIRED')
  })

  test('what the server has seen is not taken back by a device that lags', () => {
    expect(phaseAt({ ...admission, phase: 'LOBBY' }, at('13:44:59'))).toBe('LOBBY')
    expect(phaseAt({ ...admission, phase: 'EXPIRED' }, at('14:14:59'))).toBe('EXPIRED')
  })

  test('a door that opens at the start itself has no lobby', () => {
    const prompt = { ...admission, opensAt: admission.startsAt }
    expect(phaseAt(prompt, at('13:59:59'))).toBe('EARLY')
    expect(phaseAt(prompt, at('14:00:00'))).toBe('LIVE')
  })
})
