import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { mailOccasion } from './mail-words.rules.ts'

const house = await openHouse({ worker: true })

const wordsOf = async (person: StaffMember, occasion: string, language = 'EN') =>
  (
    await person.reads(
      `query($language: Language) { emailWords(language: $language) {
        occasion subject intro isAdapted defaultSubject placeholders { name requiredInSubject } } }`,
      { language },
    )
  ).emailWords.find((each: { occasion: string }) => each.occasion === occasion)

const preview = `query($input: EmailPreviewInput!) { emailPreview(input: $input) { __typename
  ... on EmailPreview { senderName subject html text htmlBytes
    calendarEvent { method summary startsAt endsAt timeZone location description sequence organizer } }
  ... on InvalidInput { fields { path message } } } }`

describe('the words of an email', () => {
  test('are ours until a company has its own, and ours again when it takes them back', async () => {
    const admin = await tellStory(house).then((story) => story.admin())
    const ours = await wordsOf(admin, 'INVITATION')
    expect(ours).toMatchObject({ subject: 'Interview scheduled: {jobTitle} at {companyName}', isAdapted: false })
    const invitation = { occasion: 'INVITATION', language: 'EN' }
    granted(await admin.does('updateEmailWords', { ...invitation, subject: 'See you soon: {jobTitle}' }))
    expect(await wordsOf(admin, 'INVITATION')).toEqual({
      ...ours,
      subject: 'See you soon: {jobTitle}',
      isAdapted: true,
    })
    expect(await wordsOf(admin, 'INVITATION', 'SV')).toMatchObject({ isAdapted: false })
    granted(await admin.does('updateEmailWords', invitation))
    expect(await wordsOf(admin, 'INVITATION')).toEqual(ours)
    expect(await house.database.query('select from email_words')).toEqual([])
  })

  test('that are the same as ours are ours', async () => {
    const admin = await tellStory(house).then((story) => story.admin())
    const { subject, intro } = await wordsOf(admin, 'MOVE')
    granted(await admin.does('updateEmailWords', { occasion: 'MOVE', language: 'EN', subject, intro }))
    expect(await wordsOf(admin, 'MOVE')).toMatchObject({ isAdapted: false })
  })

  test('are said by the next email, with the name and the signature of the company', async () => {
    const story = await tellStory(house, { name: 'Northwind' })
    const admin = await story.admin()
    granted(
      await admin.does('updateEmailWords', {
        occasion: 'INVITATION',
        language: 'SV',
        subject: '{jobTitle}: välkommen, {candidateName}',
        intro: 'Vi ses {date}.',
      }),
    )
    granted(await admin.does('updateCompanyBrand', { senderName: 'Northwind Jobb', signature: 'Hälsningar' }))
    const ada = await story.applicant({ name: 'Ada', language: 'SV' })
    granted(await (await story.recruiter()).schedules(ada, { startsAt: new Date('2027-03-02T09:00:00Z') }))
    const email = await ada.readsEmail()
    expect(email).toMatchObject({ subject: 'Backend Engineer: välkommen, Ada', fromName: 'Northwind Jobb' })
    expect(email.text).toContain('\n\nVi ses tisdag 2 mars 2027.\n\n')
    expect(email.text).toContain('\n\nHälsningar\n\n--\n')
  })

  test.each([
    ['a placeholder that nobody knows', { subject: '{jobTitle} {salary}' }, 'subject', /no \{salary\}/],
    ['a placeholder of another email', { intro: 'Until {until}' }, 'intro', /no \{until\}/],
    ['a subject without the job', { subject: 'Your interview' }, 'subject', /\{jobTitle\}/],
    ['loose braces', { intro: 'Hello {{jobTitle}}' }, 'intro', /Braces/],
    ['a subject of two lines', { subject: '{jobTitle}\r\nBcc: eve@evil.example' }, 'subject', /line breaks/],
    ['a subject that is too long', { subject: `{jobTitle}${'x'.repeat(120)}` }, 'subject', /120/],
    ['an introduction that is too long', { intro: 'x'.repeat(2001) }, 'intro', /2000/],
    ['a control character', { intro: 'a\u0007b' }, 'intro', /control/],
  ])('are refused next to their field: %s', async (_, words, path, message) => {
    const admin = await tellStory(house).then((story) => story.admin())
    const invitation = { occasion: 'INVITATION', language: 'EN' } as const
    const refusal = { __typename: 'InvalidInput', fields: [{ path, message: expect.stringMatching(message) }] }
    expect(await admin.does('updateEmailWords', { ...invitation, ...words })).toMatchObject(refusal)
    const { emailPreview } = await admin.reads(preview, { input: { ...invitation, words } })
    expect(emailPreview).toEqual({ ...refusal, fields: [{ ...refusal.fields[0], path: `words.${path}` }] })
  })
})

describe('a preview', () => {
  const languages = ['EN', 'SV', 'FR'] as const

  test.each(mailOccasion.flatMap((occasion) => languages.map((language) => ({ occasion, language }))))(
    'shows $occasion in $language',
    async (input) => {
      const story = await tellStory(house, { name: 'Northwind' })
      const { emailPreview } = await (await story.recruiter()).reads(preview, { input })
      const { __typename, subject, html, text, calendarEvent, htmlBytes, senderName } = emailPreview
      expect(__typename).toBe('EmailPreview')
      expect(senderName).toBe('Northwind')
      for (const said of [html, text]) expect(said).toContain('Northwind')
      expect(subject).not.toBe('')
      for (const said of [subject, html, text]) expect(said).not.toMatch(/undefined|[{}]{2}|\{\w+\}/)
      expect(html).toContain(`<html lang="${input.language.toLowerCase()}"`)
      expect(htmlBytes).toBe(Buffer.byteLength(html))
      const hasNone = /^(CHOOSE|WAITLIST|STAFF|PASSWORD)_|REMINDER|APPROVAL|REJECTION|FEEDBACK/
      if (hasNone.test(input.occasion)) expect(calendarEvent).toBeNull()
      else
        expect(calendarEvent).toMatchObject({
          method: /CANCELLATION|RELEASED/.test(input.occasion) ? 'CANCEL' : 'REQUEST',
          timeZone: 'Europe/Stockholm',
          location: 'https://meet.example.com/room',
          sequence: /INVITATION|CHOSEN/.test(input.occasion) ? 0 : 1,
        })
    },
  )

  test('shows a brand and words that are not saved yet, and saves none of them', async () => {
    const story = await tellStory(house, { name: 'Northwind' })
    const recruiter = await story.recruiter()
    const input = {
      occasion: 'INVITATION',
      language: 'EN',
      brand: { senderName: 'Northwind Talent', colour: '#7a1fa2', signature: 'The team' },
      words: { subject: 'Soon: {jobTitle}', intro: 'You are invited.' },
    }
    const { emailPreview } = await recruiter.reads(preview, { input })
    expect(emailPreview).toMatchObject({ senderName: 'Northwind Talent', subject: 'Soon: Product designer' })
    expect(emailPreview.html).toContain('#7a1fa2')
    expect(emailPreview.text).toContain('You are invited.')
    expect(emailPreview.text).toContain('The team')
    const saved = await recruiter.reads(preview, { input: { occasion: 'INVITATION', language: 'EN' } })
    expect(saved.emailPreview).toMatchObject({
      senderName: 'Northwind',
      subject: 'Interview scheduled: Product designer at Northwind',
    })
  })

  test('sends nothing', async () => {
    const story = await tellStory(house)
    await (await story.recruiter()).reads(preview, { input: { occasion: 'INVITATION', language: 'EN' } })
    expect(await house.database.query('select from delivery where company_id = $1', [story.companyId])).toEqual([])
  })
})
