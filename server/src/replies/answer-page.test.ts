import { expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse, secret } from '../../test/house.ts'
import { granted, tellStory, type InterviewWishes } from '../../test/story.ts'
import { answerKey } from '../mail/answer-link.ts'
import { newId } from '../shared/id.ts'
import { formNonce, isFormNonce } from './answer-form.ts'

const house = await openHouse({ worker: true })

const linksIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/(https?:\/\/\S+\/answer\/[a-z2-7]+)\?want=(\w+)/g)].map(([url, , wish]) => [wish, url]),
  ) as Record<'accept' | 'decline' | 'time', string>

async function invited({ language, ...wishes }: InterviewWishes & { language?: 'EN' | 'SV' | 'FR' } = {}) {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const candidate = await story.applicant(language ? { language } : {})
  const interview = granted(await recruiter.schedules(candidate, { startsAt: hoursAhead(48), ...wishes }))
  const links = linksIn((await candidate.readsEmail()).text!)
  const sees = async () =>
    (
      await recruiter.reads(
        `query($id: ID!) { interview(id: $id) { rsvp status proposal { proposedStartsAt comment interviewer { id } }
          interviewerAnswers { rsvp } answers { nodes { way answer } } } }`,
        { id: interview.id },
      )
    ).interview
  return { story, recruiter, candidate, interview, links, sees, page: links.accept.split('?')[0]! }
}

const nonceIn = (html: string) => /name="nonce" value="([^"]+)"/.exec(html)![1]!

async function press(page: string, fields: Record<string, string>, nonce?: string): Promise<Response> {
  const proof = nonce ?? nonceIn(await (await fetch(page)).text())
  return fetch(page, { method: 'POST', body: new URLSearchParams({ nonce: proof, ...fields }), redirect: 'manual' })
}

test('an email brings the links, and a pressed button answers', async () => {
  const { candidate, links, sees, page } = await invited()
  const email = await candidate.readsEmail()
  for (const url of Object.values(links)) expect(email.html!.replaceAll('&amp;', '&')).toContain(url)
  const shown = await (await fetch(links.accept)).text()
  expect(shown).toContain('You have not answered yet.')
  const answer = await press(page, { answer: 'ACCEPTED' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, new URL(page).pathname])
  expect(await sees()).toMatchObject({ rsvp: 'ACCEPTED', answers: { nodes: [{ way: 'LINK', answer: 'ACCEPTED' }] } })
  expect(await (await fetch(page)).text()).toContain('You have accepted.')
  await press(page, { answer: 'ACCEPTED' })
  expect((await sees()).answers.nodes).toHaveLength(1)
  await press(page, { answer: 'DECLINED' })
  expect(await sees()).toMatchObject({ rsvp: 'DECLINED', status: 'SCHEDULED' })
})

test('the candidate’s own page leads there too, as long as there is something to answer', async () => {
  const { recruiter, candidate, interview, links } = await invited()
  candidate.isGiven(interview['candidateLink'] as string)
  expect((await candidate.sees())['suggestTimeUrl']).toBe(links.time)
  granted(await recruiter.cancels(interview))
  expect((await candidate.sees())['suggestTimeUrl']).toBeNull()
})

test('opening a link changes nothing, however often and by whatever', async () => {
  const { links, interview, page } = await invited()
  const rows = () =>
    house.database.query(
      `select to_json(interview) as it, (select count(*) from invitation_answer) as answers,
        (select count(*) from audit_entry) as audits from interview where id = $1`,
      [interview.id],
    )
  const before = await rows()
  for (const url of [
    ...Object.values(links),
    page,
    `${page}?answer=ACCEPTED&want=accept`,
    `${page}?calendar=invite.ics`,
  ])
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
      expect((await fetch(url, { method })).status).toBeLessThan(500)
  expect(await rows()).toEqual(before)
})

test('only a form that stood on this page, and not long ago, answers', async () => {
  const [mine, other] = [await invited(), await invited()]
  const others = nonceIn(await (await fetch(other.page)).text())
  for (const nonce of ['', 'x', others, `${others.split('.')[0]}.${'a'.repeat(22)}`]) {
    const answer = await press(mine.page, { answer: 'ACCEPTED' }, nonce)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Please press again')
  }
  expect((await mine.sees()).rsvp).toBe('NEEDS_ACTION')
  const now = new Date()
  const nonce = formNonce(secret, 'key', now)
  expect(isFormNonce(nonce, ['older', secret], 'key', now)).toBe(true)
  expect(isFormNonce(nonce, [secret], 'another', now)).toBe(false)
  expect(isFormNonce(nonce, [secret], 'key', new Date(now.getTime() + 12 * 3_600_000 + 1))).toBe(false)
})

test('another time is proposed by the clock of the candidate', async () => {
  const { page, sees, links } = await invited()
  expect(await (await fetch(links.time)).text()).toMatch(/<details[^>]*open/)
  const wish = (date: string, time: string, comment = '') => press(page, { propose: 'time', date, time, comment })
  expect(await (await wish('2020-01-01', '10:00')).text()).toContain('That time is past.')
  for (const [date, time] of [
    ['2099-02-31', '10:00'],
    ['soon', '10:00'],
    ['2099-01-01', '25:00'],
    ['', ''],
  ] as const)
    expect((await wish(date, time)).status).toBe(422)
  const refused = await (await wish('2020-01-01', '10:00', '<b>Later</b> & "well"')).text()
  expect(refused).toContain('&lt;b&gt;Later&lt;/b&gt; &amp; &quot;well&quot;</textarea>')
  expect((await wish('2099-07-01', '10:00', 'In summer?')).status).toBe(303)
  expect((await sees()).proposal).toMatchObject({
    proposedStartsAt: '2099-07-01T08:00:00.000Z',
    comment: 'In summer?',
    interviewer: null,
  })
  expect(await (await fetch(page)).text()).toContain('You have suggested Wednesday, 1 July 2099')
})

test('an interviewer answers by the links of their own email', async () => {
  const story = await tellStory(house)
  const ivar = await story.interviewer()
  const { recruiter, interview } = await story.arranged({ interviewers: [ivar] })
  const { accept } = linksIn((await house.post.waitFor(ivar.email)).text!)
  const page = accept.split('?')[0]!
  expect(await (await fetch(accept)).text()).toContain('You meet Ada Applicant')
  await press(page, { answer: 'TENTATIVE' })
  const seen = await recruiter.reads(
    'query($id: ID!) { interview(id: $id) { rsvp interviewerAnswers { rsvp interviewer { id } } } }',
    { id: interview.id },
  )
  expect(seen.interview).toEqual({
    rsvp: 'NEEDS_ACTION',
    interviewerAnswers: [{ rsvp: 'TENTATIVE', interviewer: { id: ivar.id } }],
  })
  const [entry] = await house.database.query(
    `select actor_kind, actor_id from audit_entry where entity_id = $1 and action = 'InvitationAnswered'`,
    [interview.id],
  )
  expect(entry).toEqual({ actor_kind: 'STAFF', actor_id: ivar.id })
})

test('a link ends with what it is about', async () => {
  const cancelled = await invited()
  const nonce = nonceIn(await (await fetch(cancelled.page)).text())
  await cancelled.recruiter.cancels(cancelled.interview)
  const closed = await (await fetch(cancelled.page)).text()
  expect(closed).toContain('This interview was called off.')
  expect(closed).not.toContain('<form')
  expect((await press(cancelled.page, { answer: 'ACCEPTED' }, nonce)).status).toBe(409)

  const story = await tellStory(house)
  const ivar = await story.interviewer()
  const { recruiter, interview } = await story.arranged({ interviewers: [ivar] })
  const left = linksIn((await house.post.waitFor(ivar.email)).text!).accept
  granted(await recruiter.reschedules(interview, { interviewers: [] }))
  expect(await (await fetch(left)).text()).toContain('You no longer take part in this interview.')

  const past = await invited()
  house.clock.stopAt(hoursAhead(60))
  expect(await (await fetch(past.page)).text()).toContain('This interview is over')
})

test('a link that is unknown, revoked, malformed or of another secret has one and the same answer', async () => {
  const revoked = await invited()
  await house.database.query('update interview set access_key_version = 2 where id = $1', [revoked.interview.id])
  const good = (await invited()).page.split('/').at(-1)!
  const at = (key: string) => `${house.url}/answer/${key}`
  const answers = await Promise.all(
    [
      revoked.page,
      at(answerKey(secret, newId(), 1)),
      at(answerKey('another secret', newId(), 1)),
      at(good.slice(0, -1)),
      at(`${good}a`),
      at(good.toUpperCase()),
      at('%00'),
      at('x'.repeat(3000)),
      at(revoked.interview['candidateLink'].split('/').at(-1) as string),
    ].map(async (url) => {
      const reply = await fetch(url)
      return [reply.status, await reply.text()]
    }),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toEqual([404, expect.stringContaining('This link does not work')])
})

test('the secret stays on the page, and nothing runs there', async () => {
  const { page } = await invited()
  const { headers } = await fetch(page)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
  })
  const key = page.split('/').at(-1)!
  expect(JSON.stringify(house.log)).toContain('/answer/[cut]')
  expect(JSON.stringify(house.log)).not.toContain(key)
})

test('the page speaks the language of who is asked, and hands out the event', async () => {
  const swede = await invited({ language: 'SV' })
  expect(await (await fetch(swede.links.decline)).text()).toContain('Tryck på knappen för att tacka nej.')
  const french = await invited({ language: 'FR', mode: 'ONSITE', location: '<i>12, rue</i> des Lilas' })
  const shown = await (await fetch(french.page)).text()
  expect(shown).toContain('<html lang="fr">')
  expect(shown).toContain('&lt;i&gt;12, rue&lt;/i&gt; des Lilas')
  const file = await fetch(`${french.page}?calendar=invite.ics`)
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const ics = await file.text()
  const uid = /^UID:(.+)$/m.exec((await french.candidate.readsEmail()).calendars[0]!.content)![1]!.trim()
  expect(ics).toContain('METHOD:PUBLISH')
  expect(ics.replaceAll('\r\n ', '')).toContain(`UID:${uid}`)
})
