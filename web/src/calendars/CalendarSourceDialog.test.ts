import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import CalendarSourceDialog from './CalendarSourceDialog.vue'

const source: Answer = {
  __typename: 'CalendarSource',
  id: 'source',
  kind: 'CALDAV',
  name: 'Work',
  host: 'cloud.example',
  state: 'STALE',
  isReading: false,
  lastReadAt: '2026-11-21T08:00:00.000Z',
  lastTriedAt: '2026-11-21T12:00:00.000Z',
  nextReadAt: '2026-11-21T18:00:00.000Z',
  error: 'LOGIN_REFUSED',
  warnings: [],
  busyStretches: 3,
  writes: false,
  entriesWaiting: 0,
  writingError: null,
}

const adding = (answer: Answer = source) =>
  openDialog(CalendarSourceDialog, { staffMemberId: 'ines', source: null }, answer)
const changing = (answer: Answer = source) =>
  openDialog(CalendarSourceDialog, { staffMemberId: 'ines', source }, answer)

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

describe('a calendar that is connected', () => {
  test('by its link needs a name and an address, and is sent with them alone', async () => {
    const dialog = await adding()
    await dialog.submit()
    expect(dialog.complaints()).toEqual([
      ['Name', 'This is needed.'],
      ['Address', 'This is needed.'],
    ])
    expect(dialog.sent).toEqual([])
    await dialog.write('Name', 'Private')
    await dialog.write('Address', 'calendar.example/x.ics')
    await dialog.submit()
    expect(dialog.complaints()).toEqual([['Address', 'An address begins with https:// or webcal://']])
    await dialog.write('Address', 'webcal://calendar.example/x.ics')
    await dialog.submit()
    expect(dialog.sent).toEqual([
      { staffMemberId: 'ines', kind: 'ICS', name: 'Private', url: 'webcal://calendar.example/x.ics' },
    ])
  })

  test('shows what the server says of the address beside it', async () => {
    const message = 'Must be a link that begins with https:// or webcal://.'
    const dialog = await adding({ __typename: 'InvalidInput', message, fields: [{ path: 'url', message }] })
    await dialog.write('Name', 'Private')
    await dialog.write('Address', 'http://calendar.example/x.ics')
    await dialog.submit()
    expect(dialog.complaints()).toEqual([['Address', `Not accepted: ${message}`]])
  })
})

describe('a calendar that is changed', () => {
  test('keeps its address, which is never shown, where none is typed in', async () => {
    const dialog = await changing()
    expect(dialog.text()).toContain('Its address at cloud.example is never shown.')
    await dialog.write('Name', 'Office')
    await dialog.submit()
    expect(dialog.sent).toEqual([{ sourceId: 'source', name: 'Office', writes: false }])
  })

  test('is told its address whole, so that no password goes to another place', async () => {
    const message = 'Must not be empty.'
    const dialog = await changing({ __typename: 'InvalidInput', message, fields: [{ path: 'access.user', message }] })
    await dialog.write('Password', 'new')
    await dialog.submit()
    expect(dialog.complaints()).toEqual([
      ['Address', 'This is needed.'],
      ['User', 'This is needed.'],
    ])
    await dialog.write('Address', 'https://cloud.example/dav/')
    await dialog.write('User', 'ines')
    await dialog.submit()
    expect(dialog.sent).toEqual([
      {
        sourceId: 'source',
        name: 'Work',
        access: { url: 'https://cloud.example/dav/', user: 'ines', password: 'new' },
        writes: false,
      },
    ])
    expect(dialog.complaints()).toEqual([['User', `Not accepted: ${message}`]])
  })
})
