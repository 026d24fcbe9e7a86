import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { hour, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Asker, type StaffMember, type Story } from '../../test/story.ts'
import { language } from '../shared/language.ts'
import { columnNames, exportWords, exportedLists, valueSets } from './export-words.ts'
import { listColumns } from './list-columns.ts'

const house = await openHouse()
/** In winter, so that clocks in Stockholm are one hour ahead. */
const nineInStockholm = new Date('2031-01-15T08:00:00Z')

const fetched = (who: Asker, list: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${house.url}/api/export/${list}.csv?${new URLSearchParams(query)}`, {
    headers: { ...who.headers, ...headers },
  })

/** Reads a file of comma-separated values as RFC 4180 says, apart from our own writing. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  for (let row: string[] = [], at = 0; at < text.length;) {
    const [whole, quoted, bare, end] = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y.exec(
      // Sticky expressions begin where they are told to.
      text.slice(at),
    )! as unknown as [string, string | undefined, string | undefined, string]
    row.push(quoted?.replaceAll('""', '"') ?? bare!)
    at += whole.length
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

async function csvOf(who: Asker, list: string, query: Record<string, string> = {}) {
  const answer = await fetched(who, list, query)
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (answer.status !== 200) throw new Error(`${answer.status} ${bytes.toString()}`)
  // UTF-8 with its mark, so that spreadsheet programs know.
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const [head, ...rows] = readCsv(bytes.subarray(3).toString('utf8'))
  return { headers: answer.headers, head: head!, rows }
}

describe('a list as a file', () => {
  let story: Story
  let recruiter: StaffMember
  let ines: StaffMember
  const filter = (wish: object) => ({ filter: JSON.stringify(wish) })
  beforeAll(async () => {
    house.clock.stopAt(shifted(nineInStockholm, -240 * hour))
    story = await tellStory(house, { name: 'Lindgren & Co / "Åre"' })
    ;[recruiter, ines] = [await story.recruiter('Rita'), await story.interviewer('Ines')]
    const nurse = await recruiter.createsJob('Nurse; "night"')
    const names = ['=HYPERLINK("https://evil.test")', 'Åsa, Ö', 'Zoë']
    for (const [index, name] of names.entries()) {
      const candidate = await story.applicant({ name, ...(index === 0 ? { job: nurse } : {}) })
      granted(
        await recruiter.schedules(candidate, {
          startsAt: shifted(nineInStockholm, index * hour),
          mode: 'VIDEO',
          meetingUrl: 'https://meet.test/a',
          timeZone: index === 2 ? 'Asia/Kolkata' : 'Europe/Stockholm',
          interviewers: index === 1 ? [ines] : [],
        }),
      )
    }
  })

  test('has a line for each row, in order, with the zone beside its times', async () => {
    const columns = 'startsAt,candidate,job,status,interviewers,round'
    const { head, rows } = await csvOf(recruiter, 'interviews', { columns, sort: 'STARTS_AT_ASC', language: 'EN' })
    expect(head).toEqual(['Starts', 'Time zone', 'Candidate', 'Job', 'Round', 'Status', 'Interviewers'])
    expect(rows).toEqual([
      [
        '2031-01-15T09:00:00+01:00',
        'Europe/Stockholm',
        `'=HYPERLINK("https://evil.test")`,
        'Nurse; "night"',
        '1',
        'Scheduled',
        '',
      ],
      ['2031-01-15T10:00:00+01:00', 'Europe/Stockholm', 'Åsa, Ö', 'Backend Engineer', '1', 'Scheduled', 'Ines'],
      ['2031-01-15T15:30:00+05:30', 'Asia/Kolkata', 'Zoë', 'Backend Engineer', '1', 'Scheduled', ''],
    ])
  })

  test('is narrowed down and sorted as the list is, and says how much there is', async () => {
    const { rows, headers } = await csvOf(recruiter, 'interviews', {
      ...filter({ search: 'backend', status: ['SCHEDULED'] }),
      sort: 'CANDIDATE_DESC',
      columns: 'candidate',
    })
    expect(rows).toEqual([['Åsa, Ö'], ['Zoë']].toSorted().toReversed())
    expect(headers.get('x-total-count')).toBe('2')
    expect((await csvOf(recruiter, 'interviews', filter({ status: [] }))).rows).toEqual([])
  })

  test('is called by company, list and day, and kept by no cache', async () => {
    const { headers } = await csvOf(recruiter, 'interviews', { language: 'FR' })
    const name = decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(headers.get('content-disposition')!)![1]!)
    expect(name).toMatch(/^Lindgren & Co Åre entretiens \d{4}-\d\d-\d\d\.csv$/)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test.each(language)('says what its columns and values are in %s', async (each) => {
    const { head, rows } = await csvOf(recruiter, 'interviews', { columns: 'candidate,mode', language: each })
    const words = exportWords[each]
    expect(head).toEqual([words.columns.candidate, words.columns.mode])
    expect(rows[0]![1]).toBe(words.values.mode['VIDEO'])
  })

  test.each(exportedLists)('of %s can have every column', async (list) => {
    const { head, rows } = await csvOf(recruiter, list)
    expect(head.length).toBeGreaterThanOrEqual(listColumns[list].columns.length)
    for (const row of rows) expect(row).toHaveLength(head.length)
    if (list !== 'slots') expect(rows.length).toBeGreaterThan(0)
  })

  test('of slots tells who meets the candidates, all of them or any of some', async () => {
    const olof = await story.interviewer('Olof')
    const place = { mode: 'ONSITE', location: '+46 Room' }
    await recruiter.opens({
      startsAt: nineInStockholm,
      ...place,
      interviewers: [ines],
      anyOf: [[olof.id, recruiter.id]],
    })
    const { rows } = await csvOf(recruiter, 'slots', { columns: 'startsAt,place,interviewers,anyOf,capacity' })
    expect(rows).toEqual([['2031-01-15T09:00:00+01:00', 'Europe/Stockholm', '1', "'+46 Room", 'Ines', 'Olof; Rita']])
  })

  test('goes on page by page to its end', async () => {
    const many = await tellStory(house)
    const opener = await many.recruiter()
    const slots = Array.from({ length: 200 }, (_, index) => ({
      startsAt: shifted(nineInStockholm, index * hour).toISOString(),
      durationMinutes: 30,
      mode: 'PHONE',
    }))
    for (const part of [slots, slots.slice(0, 50)]) granted(await opener.does('createSlots', { slots: part }))
    const { rows, headers } = await csvOf(opener, 'slots', { columns: 'startsAt', sort: 'STARTS_AT_DESC' })
    expect(rows).toHaveLength(250)
    expect(headers.get('x-total-count')).toBe('250')
    expect(rows).toEqual(rows.toSorted().toReversed())
  })

  test('leaves in the audit trail who took which columns, and nothing of what was in them', async () => {
    await csvOf(recruiter, 'interviews', { ...filter({ search: 'Zoë' }), columns: 'startsAt,candidate' })
    const entries = await house.database.query(
      "select actor_id, entity_type, fields from audit_entry where company_id = $1 and action = 'ListExported'",
      [story.companyId],
    )
    expect(entries).toContainEqual({
      actor_id: recruiter.id,
      entity_type: 'Company',
      fields: ['interviews.startsAt', 'interviews.timeZone', 'interviews.candidate'],
    })
  })

  test('holds for interviewers the interviews that they attend, without what they do not see', async () => {
    const { rows } = await csvOf(ines, 'interviews', { columns: 'candidate,candidateEmail' })
    expect(rows).toEqual([['Åsa, Ö', '']])
    expect((await csvOf(recruiter, 'interviews', { columns: 'candidateEmail' })).rows[1]![0]).toContain('@')
    for (const list of ['slots', 'deliveries', 'applications', 'candidates'])
      expect((await fetched(ines, list)).status).toBe(403)
  })

  test('is nothing of another company', async () => {
    const elsewhere = await (await tellStory(house)).recruiter()
    for (const list of exportedLists) expect((await csvOf(elsewhere, list)).rows).toEqual([])
  })

  test('is refused to who is not signed in, and to pages of others', async () => {
    const candidate = (await story.arranged()).candidate.holder
    for (const who of [story.nobody(), candidate]) expect((await fetched(who, 'interviews')).status).toBe(401)
    expect((await fetched(recruiter, 'interviews', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await fetched(recruiter, 'interviews', {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  test('is refused where the question is none', async () => {
    for (const query of [
      { filter: '{' },
      filter({ nonsense: true }),
      filter({ status: ['NONSENSE'] }),
      filter({ startsFrom: 'soon' }),
      { sort: 'NONSENSE' },
      { columns: 'candidate,password' },
      { columns: 'capacity' },
      { language: 'DE' },
    ]) {
      const answer = await fetched(recruiter, 'interviews', query as Record<string, string>)
      expect([query, answer.status]).toEqual([query, 400])
      expect(((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code).toBe(
        'BAD_USER_INPUT',
      )
    }
    expect((await fetched(recruiter, 'passwords')).status).toBe(404)
  })

  test('is written for one person twice at once, and not three times', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetched(recruiter, 'interviews')))
    const statuses = answers.map(({ status }) => status)
    await Promise.all(answers.map((answer) => answer.text()))
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2)
    expect(answers.find(({ status }) => status === 429)!.headers.get('retry-after')).toBe('10')
    expect((await fetched(recruiter, 'interviews')).status).toBe(200)
  })
})

describe('the words of files', () => {
  test.each(language)('are those of the dashboard in %s', (each) => {
    const shown = JSON.parse(
      readFileSync(new URL(`../../../web/src/locales/${each.toLowerCase()}.json`, import.meta.url), 'utf8'),
    ) as Record<string, Record<string, string>>
    for (const set of valueSets) {
      const { none: _, ...words } = shown[set]!
      expect(exportWords[each].values[set]).toEqual(words)
    }
  })

  test('name every column differently, and none that no list has', () => {
    const used = new Set(Object.values(listColumns).flatMap(({ columns }) => columns.map(({ name }) => name)))
    expect([...columnNames].filter((name) => name !== 'timeZone' && !used.has(name))).toEqual([])
    for (const each of language)
      for (const list of exportedLists) {
        const heads = listColumns[list].columns.map(({ name }) => exportWords[each].columns[name])
        expect(new Set([...heads, exportWords[each].columns.timeZone]).size).toBe(heads.length + 1)
      }
  })
})
