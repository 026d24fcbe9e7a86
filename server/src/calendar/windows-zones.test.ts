import { expect, test } from 'vitest'
import { zoneOfTzid } from './windows-zones.ts'

test.each([
  ['Europe/Stockholm', 'Europe/Stockholm'],
  ['"W. Europe Standard Time"', 'Europe/Berlin'],
  ['w. europe standard time', 'Europe/Berlin'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['/freeassociation.sourceforge.net/Tzfile/Europe/Stockholm', 'Europe/Stockholm'],
  ['/mozilla.org/20050126_1/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['UTC', 'Etc/UTC'],
])('%s is the zone %s', (tzid, zone) => expect(zoneOfTzid(tzid)).toBe(zone))

test.each(['', '+02:00', 'Customized Time Zone', 'GMT+2 or so', 'x'.repeat(10_000), '///', '../../etc'])(
  '%s is no zone',
  (tzid) => expect(zoneOfTzid(tzid)).toBeNull(),
)
