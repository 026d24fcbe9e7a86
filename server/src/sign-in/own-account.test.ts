import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { Asker, signIn, tellStory, trySignIn, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const password = 'story-password'
const chosen = 'a sentence nobody says'
const sessionsQuery = '{ sessions { nodes { id isCurrent startedAt usedAt address userAgent } totalCount } }'
const isIn = async (asker: Asker) => (await asker.reads('{ viewer { role } }')).viewer !== null

interface Session {
  id: string
  isCurrent: boolean
  usedAt: string
  address: string | null
  userAgent: string | null
}
const sessionsOf = async (asker: Asker): Promise<Session[]> => (await asker.reads(sessionsQuery)).sessions.nodes
const another = async ({ email }: StaffMember, withPassword = password) =>
  new Asker(house, { cookie: await signIn(house, email, withPassword) })

describe('sessions', () => {
  test('are listed to whose they are, with the one that asks', async () => {
    const story = await tellStory(house)
    const [own, other] = [await story.recruiter(), await story.anotherRecruiter()]
    const second = await another(own)
    const seen = await sessionsOf(own)
    expect(seen).toHaveLength(2)
    expect(seen.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    expect((await sessionsOf(second)).find(({ isCurrent }) => isCurrent)!.id).not.toBe(
      seen.find(({ isCurrent }) => isCurrent)!.id,
    )
    expect(seen[0]!.address).toMatch(/^198\.51\./)
    expect(seen[0]!.userAgent).toBe('node')
    expect(Math.abs(Date.parse(seen[0]!.usedAt) - Date.now())).toBeLessThan(60_000)
    const { sessions } = await own.reads('{ sessions(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount } }')
    expect([sessions.nodes.length, sessions.pageInfo.hasNextPage, sessions.totalCount]).toEqual([1, true, 2])
    expect(await sessionsOf(other)).toHaveLength(1)
    // One that is over is none.
    await house.database.query("update auth_session set expires_at = now() - interval '1 second' where id = $1", [
      seen.find(({ isCurrent }) => !isCurrent)!.id,
    ])
    expect(await sessionsOf(own)).toHaveLength(1)
  })

  test('are ended one by one, by nobody else, and are out on open sockets at another instance', async () => {
    const story = await tellStory(house)
    const [own, stranger] = [await story.recruiter(), await story.anotherRecruiter()]
    const foreign = await tellStory(house).then((elsewhere) => elsewhere.admin())
    const lost = await another(own)
    const { id: sessionId } = (await sessionsOf(lost)).find(({ isCurrent }) => isCurrent)!
    for (const asker of [stranger, foreign]) expect(await asker.failsTo('endSession', { sessionId })).toBe('NOT_FOUND')
    for (const nobodys of [newId(), 'x'])
      expect(await own.failsTo('endSession', { sessionId: nobodys })).toBe('NOT_FOUND')
    expect(await isIn(lost)).toBe(true)

    const [lostEars, ownEars] = [lost.listens({ at: await house.openAnother() }), own.listens()]
    const query = 'subscription($after: String) { viewerChanged(after: $after) { viewer { role } } }'
    const after = await house.cursor()
    const [, told] = [lostEars.to(query, { after }), ownEars.to(query, { after })]
    await Promise.all([lostEars.opened(), ownEars.opened()])
    const wish = { sessionId, idempotencyKey: newId() }
    const answer = await own.does('endSession', wish)
    expect(answer).toMatchObject({ __typename: 'SessionsEnded', count: 1 })
    // Nothing else happens: the line ends by itself, and the one that stays only hears of it.
    expect(await lostEars.closed()).toMatchObject({ code: 4401 })
    await told.hears('that it ended')
    expect(await isIn(lost)).toBe(false)
    expect(await isIn(own)).toBe(true)
    // Sent again it is the same answer.
    expect(await own.does('endSession', wish)).toEqual(answer)
    await ownEars.close()
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId fields } } }')
    expect(auditLog.nodes).toContainEqual({ action: 'SessionsEnded', entityId: own.id, fields: ['sessions'] })
  })

  test('are ended all at once but the one that asks', async () => {
    const story = await tellStory(house)
    const [own, other] = [await story.recruiter(), await story.anotherRecruiter()]
    const others = [await another(own), await another(own)]
    expect(await own.does('endOtherSessions', {})).toMatchObject({ __typename: 'SessionsEnded', count: 2 })
    for (const each of others) expect(await isIn(each)).toBe(false)
    for (const each of [own, other]) expect(await isIn(each)).toBe(true)
    expect(await own.does('endOtherSessions', {})).toMatchObject({ count: 0 })
  })
})

describe('a password', () => {
  test('is changed by who knows it, and all other sessions end', async () => {
    const story = await tellStory(house)
    const own = await story.recruiter()
    const other = await another(own)
    const changes = (current: string, wish: string) => own.does('changePassword', { current, chosen: wish })
    expect(await changes('wrong', chosen)).toMatchObject({ __typename: 'PasswordIsWrong' })
    expect(await changes(password, 'short')).toMatchObject({ __typename: 'PasswordIsWeak', reason: 'TOO_SHORT' })
    expect(await changes(password, 'rita.recruiter.1')).toMatchObject({ reason: 'TOO_FAMILIAR' })
    expect(await isIn(other)).toBe(true)
    expect(await changes(password, chosen)).toEqual({ __typename: 'PasswordChanged', endedSessions: 1 })
    expect([await isIn(own), await isIn(other)]).toEqual([true, false])
    expect((await trySignIn(house, own.email, password)).status).toBe(401)
    expect((await trySignIn(house, own.email, chosen)).status).toBe(200)
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId fields } } }')
    expect(auditLog.nodes).toContainEqual({ action: 'PasswordChanged', entityId: own.id, fields: ['password'] })
    const [kept] = await house.database.query<{ all: string }>(
      `select coalesce(json_agg(entry), '[]')::text as all from (select * from idempotency_key) entry`,
    )
    expect(kept!.all).not.toContain('changePassword')
  })

  test('of two changes at once is that of one', async () => {
    const own = await tellStory(house).then((story) => story.recruiter())
    const answers = await Promise.all(
      ['one sentence nobody says', 'another sentence nobody says'].map((wish) =>
        own.does('changePassword', { current: password, chosen: wish }),
      ),
    )
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['PasswordChanged', 'PasswordIsWrong'])
  })

  test('is not found out by whoever has a session: tries are counted, the same at all instances', async () => {
    const story = await tellStory(house)
    const [own, other] = [await story.recruiter(), await story.anotherRecruiter()]
    const elsewhere = own.elsewhere(await house.openAnother())
    const wish = { current: 'a guess', chosen }
    for (const asker of [own, elsewhere])
      for (let time = 0; time < 5; time++)
        expect(await asker.does('changePassword', wish)).toMatchObject({ __typename: 'PasswordIsWrong' })
    for (const asker of [own, elsewhere])
      expect(await asker.failsTo('changePassword', { ...wish, current: password })).toBe('RATE_LIMITED')
    // Who sits beside them is not held up, and they themselves can still sign in.
    expect(await other.does('changePassword', { current: password, chosen })).toMatchObject({
      __typename: 'PasswordChanged',
    })
    expect((await trySignIn(house, own.email)).status).toBe(200)
  })
})
