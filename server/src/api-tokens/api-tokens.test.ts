import { describe, expect, test } from 'vitest'
import { day, hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { Asker, granted, tellStory, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const viewer = '{ viewer { company { id } apiToken { id name scopes state } } }'
const list = `{ apiTokens(first: 100) { nodes { id name scopes ending state createdAt expiresAt revokedAt lastUsedAt
  createdBy { id } } } }`

const bearer = (authorization: string, more: Record<string, string> = {}) =>
  new Asker(house, { authorization, ...more })
const codeOf = async (asker: Asker, query: string, variables?: Record<string, unknown>) =>
  (await asker.ask(query, variables)).errors?.[0]?.extensions.code

const wish = (more: object = {}) => ({
  name: `Careers site ${newId()}`,
  scopes: ['READ'],
  expiresAt: hoursAhead(24),
  ...more,
})

describe('a token', () => {
  test('is told once when an admin makes it, and the list shows all of it but the secret', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const made = await admin.does('createApiToken', wish({ name: 'Careers site', scopes: ['SCHEDULE'] }))
    expect(made).toMatchObject({ __typename: 'ApiTokenCreated', secret: expect.stringMatching(/^gr_[a-z2-7]{52}$/) })
    const secret = made['secret'] as string
    const { body } = await admin.ask(list)
    expect(body).not.toContain(secret)
    expect(JSON.parse(body).data.apiTokens.nodes).toEqual([
      {
        id: made['token'].id,
        name: 'Careers site',
        scopes: ['READ', 'SCHEDULE'],
        ending: secret.slice(-4),
        state: 'ACTIVE',
        createdAt: expect.any(String),
        expiresAt: expect.any(String),
        revokedAt: null,
        lastUsedAt: null,
        createdBy: { id: admin.id },
      },
    ])
  })

  test('says to its program who it is, and nothing that only people have', async () => {
    const story = await tellStory(house)
    const program = await story.programCalled('Careers site', 'SCHEDULE')
    expect(await program.reads(viewer)).toEqual({
      viewer: {
        company: { id: story.companyId },
        apiToken: {
          id: program.id,
          name: 'Careers site',
          scopes: ['READ', 'SCHEDULE'],
          state: 'ACTIVE',
        },
      },
    })
    for (const field of ['role', 'staffMember { id }', 'profile { id }', 'workplaces { id }'])
      expect(await codeOf(program, `{ viewer { ${field} } }`)).toBe('FORBIDDEN')
    // And people have none.
    const admin = await story.admin()
    expect((await admin.reads('{ viewer { apiToken { id } } }')).viewer.apiToken).toBeNull()
  })

  test('tells its last use, which is written once a minute at most', async () => {
    const story = await tellStory(house)
    const program = await story.program('READ')
    const usedAt = async () =>
      (
        await house.database.query<{ at: Date | null }>('select last_used_at as at from api_token where id = $1', [
          program.id,
        ])
      )[0]!.at
    const wasUsed = async (seconds: number) => {
      await house.database.query("update api_token set last_used_at = now() - $2 * interval '1 second' where id = $1", [
        program.id,
        seconds,
      ])
      return usedAt()
    }
    await program.reads(viewer)
    await until('the use to be noted', async () => (await usedAt()) !== null)

    const minutesAgo = await wasUsed(300)
    await program.reads(viewer)
    await until('the later use to be noted', async () => (await usedAt())! > minutesAgo!)
    const noted = await usedAt()
    for (let again = 0; again < 3; again++) await program.reads(viewer)
    expect(await usedAt()).toEqual(noted)
  })

  test('that is nothing, ended, revoked or of another kind is answered like none at all, whatever the cookie says', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const [revoked, expired, good] = [
      await story.program('READ'),
      await story.program('READ'),
      await story.program('READ'),
    ]
    granted(await admin.does('revokeApiToken', { tokenId: revoked.id }))
    await house.database.query("update api_token set expires_at = now() - interval '1 second' where id = $1", [
      expired.id,
    ])
    const query = '{ interviews { totalCount } }'
    const nobody = await story.nobody().ask(query)
    expect(nobody.errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
    const last = good.secret.at(-1) === 'a' ? 'b' : 'a'
    for (const authorization of [
      `Bearer ${revoked.secret}`,
      `Bearer ${expired.secret}`,
      `Bearer ${good.secret.slice(0, -1)}${last}`,
      `Bearer ${good.secret.toUpperCase()}`,
      `Bearer ${good.secret} ${good.secret}`,
      `Bearer gr_${'a'.repeat(52)}`,
      'Bearer gr_',
      'Bearer',
      `Candidate ${good.secret}`,
      `Basic ${good.secret}`,
      good.secret,
    ]) {
      const { status, body } = await bearer(authorization, admin.headers).ask(query)
      expect({ authorization, status, body }).toEqual({ authorization, status: nobody.status, body: nobody.body })
    }
    expect(await codeOf(good, query)).toBeUndefined()
    expect(await codeOf(bearer(`bearer  ${good.secret}`), query)).toBeUndefined()
  })

  test('is not to be had from a dump of the database', async () => {
    const story = await tellStory(house)
    const program = await story.program('READ')
    const rows = await house.database.query<Record<string, unknown>>('select * from api_token where id = $1', [
      program.id,
    ])
    const dump = JSON.stringify([
      rows,
      await house.database.query('select * from audit_entry where company_id = $1', [story.companyId]),
      await house.database.query('select * from idempotency_key where company_id = $1', [story.companyId]),
    ])
    expect(dump).not.toContain(program.secret)
    expect(dump).not.toContain(program.secret.slice(3, -4))
    for (const value of Object.values(rows[0]!))
      for (const text of [String(value), `gr_${String(value)}`])
        expect(await codeOf(bearer(`Bearer ${text}`), '{ interviews { totalCount } }')).toBe('UNAUTHENTICATED')
    expect(JSON.stringify(house.log)).not.toContain(program.secret)
  })

  test('works on when who made it has left', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const made = await admin.does('createApiToken', wish())
    const other = await story.admin('Another Admin')
    await house.database.query('update staff_member set joined_at = now() where company_id = $1', [story.companyId])
    granted(await other.does('deactivatePerson', { staffMemberId: admin.id }))
    const program = bearer(`Bearer ${made['secret'] as string}`)
    expect((await program.reads(viewer)).viewer.company.id).toBe(story.companyId)
    expect((await other.reads(list)).apiTokens.nodes).toMatchObject([{ state: 'ACTIVE', createdBy: { id: admin.id } }])
  })
})

describe('no token is made', () => {
  test('with a name that another one has, but for one that was revoked', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const atOnce = await Promise.all([1, 2, 3].map(() => admin.does('createApiToken', wish({ name: 'Careers' }))))
    expect(atOnce.map((answer) => answer.__typename).sort()).toEqual([
      'ApiTokenCreated',
      'TokenNameIsTaken',
      'TokenNameIsTaken',
    ])
    expect(await admin.does('createApiToken', wish({ name: 'CAREERS' }))).toMatchObject({
      __typename: 'TokenNameIsTaken',
    })
    const [{ id }] = (await admin.reads(list)).apiTokens.nodes
    granted(await admin.does('revokeApiToken', { tokenId: id }))
    expect((await admin.does('createApiToken', wish({ name: 'Careers' }))).__typename).toBe('ApiTokenCreated')
    // Another company may call its own the same.
    const elsewhere = await (await tellStory(house)).admin()
    expect((await elsewhere.does('createApiToken', wish({ name: 'Careers' }))).__typename).toBe('ApiTokenCreated')
  })

  test('that ends in the past, or after more than a year', async () => {
    const admin = await (await tellStory(house)).admin()
    const ending = async (expiresAt: Date) => (await admin.does('createApiToken', wish({ expiresAt }))).__typename
    const now = new Date()
    house.clock.stopAt(now)
    expect(await ending(now)).toBe('TokenEndIsPast')
    expect(await ending(shifted(now, 1000))).toBe('ApiTokenCreated')
    expect(await ending(shifted(now, 366 * day))).toBe('ApiTokenCreated')
    expect(await ending(shifted(now, 366 * day + 1))).toBe('TokenEndIsTooFar')
  })

  test('past the fiftieth that works', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const first = await admin.does('createApiToken', wish())
    await house.database.query(
      `insert into api_token (company_id, id, name, hash, ending, scopes, created_at, expires_at)
        select company_id, gen_random_uuid(), 'Token ' || n, 'hash ' || n || company_id, 'abcd', scopes, now(),
          now() + interval '1 day' from api_token, generate_series(1, 48) n where id = $1`,
      [first['token'].id],
    )
    expect((await admin.does('createApiToken', wish())).__typename).toBe('ApiTokenCreated')
    expect(await admin.does('createApiToken', wish())).toMatchObject({ __typename: 'TooManyTokens', limit: 50 })
    await house.database.query('update api_token set expires_at = now() where id = $1', [first['token'].id])
    expect((await admin.does('createApiToken', wish())).__typename).toBe('ApiTokenCreated')
  })

  test.each([
    ['without a name', { name: ' ' }, 'name'],
    ['with a name of two lines', { name: 'a\nb' }, 'name'],
    ['with a name that is too long', { name: 'a'.repeat(81) }, 'name'],
    ['for nothing', { scopes: [] }, 'scopes'],
  ])('%s', async (_, wrong, path) => {
    const admin = await (await tellStory(house)).admin()
    expect(await admin.does('createApiToken', wish(wrong))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })

  test('by whom but admins, and by no program, whatever it may', async () => {
    const story = await tellStory(house)
    const all = await story.program('READ', 'SCHEDULE', 'CONTACT', 'ADMIN')
    for (const asker of [await story.recruiter(), all]) {
      expect(await asker.failsTo('createApiToken', wish())).toBe('FORBIDDEN')
      expect(await asker.failsTo('revokeApiToken', { tokenId: all.id })).toBe('FORBIDDEN')
      expect(await codeOf(asker, list)).toBe('FORBIDDEN')
    }
  })
})

/** A candidate with an interview, and programs that read. */
async function meeting(story: Story) {
  const email = `ada-${newId()}@candidates.test`
  const ada = await story.applicant({ name: 'Ada Applicant', email, phone: '+46 70 123' })
  const interview = granted(await (await story.recruiter()).schedules(ada))
  return { ada, email, interview }
}

describe('contact data', () => {
  test('is for programs with that scope alone: others are refused and not told null', async () => {
    const story = await tellStory(house)
    const { ada, email } = await meeting(story)
    const query = 'query($id: ID!) { candidate(id: $id) { name email phone addressBadReason } }'
    const without = await story.program('READ', 'SCHEDULE', 'ADMIN')
    const { data, errors, body } = await without.ask(query, { id: ada.id })
    expect(data.candidate).toEqual({ name: 'Ada Applicant', email: null, phone: null, addressBadReason: null })
    expect(errors!.map(({ path, message, extensions }) => [path!.at(-1), extensions.code, message])).toEqual(
      ['email', 'phone', 'addressBadReason'].map((field) => [
        field,
        'FORBIDDEN',
        'This needs an API token with the scope CONTACT.',
      ]),
    )
    expect(body).not.toContain(email)
    const { candidate } = await (await story.program('CONTACT')).reads(query, { id: ada.id })
    expect(candidate).toEqual({ name: 'Ada Applicant', email, phone: '+46 70 123', addressBadReason: null })
  })

  test('finds nobody for a program that may not read it', async () => {
    const story = await tellStory(house)
    const { email } = await meeting(story)
    const found = async (asker: Asker, text: string) => {
      const { candidates, deliveries } = await asker.reads(
        `query($text: String) { candidates(search: $text) { totalCount }
          deliveries(filter: { search: $text }) { totalCount } }`,
        { text },
      )
      return [candidates.totalCount, deliveries.totalCount]
    }
    const [without, withIt] = [await story.program('READ'), await story.program('CONTACT')]
    expect(await found(withIt, email)).toEqual([1, 1])
    expect(await found(without, email)).toEqual([0, 0])
    expect(await found(without, 'Ada App')).toEqual([1, 1])
  })

  test('does not come with events either', async () => {
    const story = await tellStory(house)
    const without = await story.program('READ')
    const ears = without.listens()
    await ears.opened()
    const candidates = ears.to(
      `subscription($after: String) { candidateChanged(after: $after) { candidate { name email } } }`,
      { after: await house.cursor() },
    )
    await story.applicant({ name: 'Eve', email: `eve-${newId()}@candidates.test` })
    await until('an event', () => candidates.heard.length > 0)
    expect(candidates.heard[0]).toMatchObject({
      data: { candidateChanged: { candidate: { name: 'Eve', email: null } } },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    })
    await ears.close()
  })

  test('and whatever else a token opens is not to be had from the other doors', async () => {
    const story = await tellStory(house)
    const all = await story.program('READ', 'SCHEDULE', 'CONTACT', 'ADMIN')
    for (const [path, status] of [
      ['/api/export/candidates.csv', 401],
      ['/api/interview/calendar.ics', 401],
    ] as const)
      expect((await fetch(`${house.url}${path}`, { headers: all.headers })).status).toBe(status)
  })
})

describe('what a program does', () => {
  const book = `mutation($input: BookSlotInput!) { bookSlot(input: $input) { __typename
    ... on Booking { id interview { id } } ... on Refusal { message } } }`

  test('is in the audit trail and on every screen under the name of its token', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const recruiter = await story.recruiter()
    const program = await story.programCalled('Careers site', 'SCHEDULE')
    const ada = await story.applicant()
    const slot = await recruiter.opens()
    const { bookSlot } = await program.reads(book, { input: { slotId: slot.id, applicationId: ada.applicationId } })
    expect(bookSlot.__typename).toBe('Booking')
    const id = bookSlot.interview.id as string
    const token = { id: program.id, name: 'Careers site' }

    const does = (mutation: string, input: object) =>
      program.reads(
        `mutation($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { __typename } }`,
        { input },
      )
    await does('rescheduleInterview', { interviewId: id, startsAt: hoursAhead(50) })
    await does('cancelInterview', { interviewId: id, reason: 'Away' })
    await does('decideApplication', { applicationId: ada.applicationId, decision: 'REJECTED', reason: 'Gone' })

    const { interview } = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { status cancelledBy cancelledByStaffMember { id }
        scheduledBy { id } scheduledByToken { id name } cancelledByToken { id name }
        moves { movedBy movedByStaffMember { id } movedByToken { id name } }
        application { status decidedBy { id } decidedByToken { id name } } } }`,
      { id },
    )
    expect(interview).toEqual({
      status: 'CANCELLED',
      cancelledBy: 'TOKEN',
      cancelledByStaffMember: null,
      scheduledBy: null,
      scheduledByToken: token,
      cancelledByToken: token,
      moves: [{ movedBy: 'TOKEN', movedByStaffMember: null, movedByToken: token }],
      application: { status: 'REJECTED', decidedBy: null, decidedByToken: token },
    })
    const { auditLog } = await admin.reads(
      '{ auditLog(first: 50) { nodes { action actorKind actor { id } apiToken { id name } } } }',
    )
    const did = (action: string) => auditLog.nodes.find((entry: { action: string }) => entry.action === action)
    for (const action of ['InterviewScheduled', 'InterviewRescheduled', 'InterviewCancelled', 'ApplicationDecided'])
      expect(did(action)).toEqual({ action, actorKind: 'TOKEN', actor: null, apiToken: token })
    expect(did('ApiTokenCreated')).toMatchObject({ actorKind: 'STAFF', apiToken: null })
    // What people did shows no program.
    const { interview: byPerson } = await recruiter.reads(
      'query($id: ID!) { interview(id: $id) { scheduledBy { id } scheduledByToken { id } cancelledByToken { id } } }',
      { id: (await meeting(story)).interview.id },
    )
    expect(byPerson).toEqual({ scheduledBy: { id: recruiter.id }, scheduledByToken: null, cancelledByToken: null })
  })

  test('is done once per key, and the keys of one token are nothing to another', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 5 })
    const [one, two] = [await story.program('SCHEDULE'), await story.program('SCHEDULE')]
    const [ada, ben] = [await story.applicant(), await story.applicant()]
    const input = (applicationId: string) => ({ input: { slotId: slot.id, applicationId, idempotencyKey: 'order 1' } })
    const first = (await one.reads(book, input(ada.applicationId))).bookSlot
    expect(first.__typename).toBe('Booking')
    expect((await one.reads(book, input(ada.applicationId))).bookSlot).toEqual(first)
    expect((await one.reads(book, input(ben.applicationId))).bookSlot.__typename).toBe('IdempotencyKeyReused')
    expect((await two.reads(book, input(ben.applicationId))).bookSlot.__typename).toBe('Booking')
  })

  test('needs the scope for it, and changes nothing without', async () => {
    const story = await tellStory(house)
    const ada = await story.applicant()
    const slot = await (await story.recruiter()).opens()
    const reader = await story.program('READ', 'CONTACT', 'ADMIN')
    const { errors } = await reader.ask(book, { input: { slotId: slot.id, applicationId: ada.applicationId } })
    expect(errors![0]).toMatchObject({
      message: 'This needs an API token with the scope SCHEDULE.',
      extensions: { code: 'FORBIDDEN' },
    })
    const [{ taken }] = (await house.database.query<{ taken: number }>(
      'select places_taken as taken from slot where id = $1',
      [slot.id],
    )) as [{ taken: number }]
    expect(taken).toBe(0)
    // The personal link acts for the candidate: it goes to who may act.
    const link = 'query($id: ID!) { interview(id: $id) { candidateLink } }'
    const { interview } = await meeting(story)
    expect(await codeOf(reader, link, { id: interview.id })).toBe('FORBIDDEN')
    const { interview: seen } = await (await story.program('SCHEDULE')).reads(link, { id: interview.id })
    expect(seen.candidateLink).toContain('/interview/')
  })

  test('covers the hours of people, for a system that knows them', async () => {
    const story = await tellStory(house)
    const ivar = await story.interviewer()
    const program = await story.program('SCHEDULE')
    const { addTimeOff } = await program.reads(
      'mutation($input: AddTimeOffInput!) { addTimeOff(input: $input) { __typename ... on TimeOff { id } } }',
      { input: { staffMemberId: ivar.id, startsAt: hoursAhead(48), endsAt: hoursAhead(72) } },
    )
    expect(addTimeOff.__typename).toBe('TimeOff')
  })

  test('reads scorecards that were submitted, and no draft', async () => {
    const story = await tellStory(house)
    const ivar = await story.interviewer()
    const { interview } = await meeting(story)
    await house.database.query(
      `insert into interview_interviewer (company_id, interview_id, interviewer_id)
        values ($1, $2, $3)`,
      [story.companyId, interview.id, ivar.id],
    )
    await house.database.query(
      "update interview set status = 'COMPLETED', starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour', started_at = now() - interval '2 hours', ended_at = now() where id = $1",
      [interview.id],
    )
    const program = await story.program('READ')
    const query = `query($id: ID!) { interview(id: $id) { scorecards { author { id } submitted { recommendation } }
      scorecardSummary { submitted } } }`
    granted(await ivar.savesScorecard(interview))
    expect((await program.reads(query, { id: interview.id })).interview.scorecards).toEqual([])
    granted(await ivar.submitsScorecard(interview, { revision: 1 }))
    expect((await program.reads(query, { id: interview.id })).interview).toEqual({
      scorecards: [{ author: { id: ivar.id }, submitted: { recommendation: 'YES' } }],
      scorecardSummary: { submitted: 1 },
    })
    expect(await codeOf(program, `{ interview(id: "${interview.id}") { ownScorecard { id } } }`)).toBe('FORBIDDEN')
  })
})

describe('a revoked token', () => {
  test('is refused from the next request on, and its open sockets are closed, at every instance, though nothing happens', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const other = await house.openAnother()
    const [program, spared] = [await story.program('READ'), await story.program('READ')]
    const sockets = [program.listens(), program.elsewhere(other).listens()]
    const still = spared.listens()
    await Promise.all([...sockets, still].map((ears) => ears.opened()))
    const revoked = granted(await admin.elsewhere(other).does('revokeApiToken', { tokenId: program.id }))
    expect(revoked).toMatchObject({ state: 'REVOKED', revokedAt: expect.any(String) })
    expect(await codeOf(program, '{ interviews { totalCount } }')).toBe('UNAUTHENTICATED')
    for (const ears of sockets) expect((await ears.closed()).code).toBe(4401)
    const heard = still.to('subscription($after: String) { slotChanged(after: $after) { slot { id } } }', {
      after: await house.cursor(),
    })
    const slot = await (await story.recruiter()).opens()
    await heard.hears('of the slot', ({ slotChanged }) => slotChanged.slot.id === slot.id)
    await still.close()
  })

  test('stays revoked, and revoking it again changes nothing', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const program = await story.program('READ')
    const first = granted(await admin.does('revokeApiToken', { tokenId: program.id }))
    expect(await admin.does('revokeApiToken', { tokenId: program.id })).toEqual(first)
    const [{ count }] = (await house.database.query<{ count: number }>(
      "select count(*)::int as count from audit_entry where entity_id = $1 and action = 'ApiTokenRevoked'",
      [program.id],
    )) as [{ count: number }]
    expect(count).toBe(1)
  })
})

test('a token whose time is over hears nothing more on an open socket', async () => {
  const story = await tellStory(house)
  const program = await story.program('READ')
  const ears = program.listens()
  await ears.opened()
  const heard = ears.to('subscription { slotChanged { slot { id } } }')
  const recruiter = await story.recruiter()
  const before = await recruiter.opens()
  await heard.hears('of the slot', ({ slotChanged }) => slotChanged.slot.id === before.id)
  await house.database.query('update api_token set expires_at = now() where id = $1', [program.id])
  const late = await until('the rights to be read again', async () => {
    const slot = await recruiter.opens()
    return Promise.race([
      ears.closed().then(() => slot),
      new Promise<null>((resolve) => setTimeout(resolve, 200, null)),
    ])
  })
  expect(late).not.toBeNull()
  expect((await ears.closed()).code).toBe(4401)
})

test('a program sends no mutations by its socket', async () => {
  const story = await tellStory(house)
  const ears = (await story.program('SCHEDULE')).listens()
  await ears.opened()
  const sent = ears.to('mutation { createJob(input: { title: "x" }) { __typename } }')
  await until('the answer', () => sent.ended() !== undefined)
  expect(JSON.stringify([sent.heard, sent.ended()])).toContain('BAD_USER_INPUT')
  await ears.close()
})
