import { expect, test } from 'vitest'
import { zoneNamed } from './zone-names.ts'

test.each([
  ['Europe/Stockholm', 'Europe/Stockholm'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
  ['UTC', 'Etc/UTC'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['w. europe standard time', 'Europe/Berlin'],
  [' Eastern Standard Time ', 'America/New_York'],
  ['/freeassociation.sourceforge.net/Europe/Paris', 'Europe/Paris'],
  ['/example.org/20260101_1/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['"W. Europe Standard Time"', 'Europe/Berlin'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['/freeassociation.sourceforge.net/Tzfile/Europe/Stockholm', 'Europe/Stockholm'],
  ['/mozilla.org/20050126_1/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Customized Time Zone', null],
  ['GMT+2 or so', null],
  ['x'.repeat(10_000), null],
  ['///', null],
  ['../../etc', null],
  ['GMT+0200', null],
  ['+02:00', null],
  ['EST', null],
  ['Europe/Nowhere', null],
  ['', null],
])('%s is %s', (name, zone) => expect(zoneNamed(name)).toBe(zone))

test('names of Windows lead to zones that there are', () => {
  const said = ['Dateline', 'Romance', 'GTB', 'FLE', 'AUS Eastern', 'SA Pacific', 'Line Islands', 'Qyzylorda']
  for (const name of said) {
    const zone = zoneNamed(`${name} Standard Time`)
    expect(new Intl.DateTimeFormat('en', { timeZone: zone! }).resolvedOptions().timeZone).toBeTruthy()
  }
})
