import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { tellStory, type Program } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { socketsPerToken } from './token-limits.rules.ts'

/** A window that nobody sees the end of. */
const seconds = 7 * 24 * 3600
const limits = { most: { requests: 5, cost: 200 }, seconds }
const house = await openHouse({ tokenLimits: limits })

const cheap = '{ viewer { company { id } } }'
/** Of forty interviews two values each, and one for the list. */
const dear = '{ interviews(first: 40) { nodes { id } } }'

const standing = ({ headers }: { headers: Headers }) => ({
  limit: headers.get('ratelimit-limit'),
  remaining: headers.get('ratelimit-remaining'),
  reset: headers.get('ratelimit-reset'),
})
const newProgram = async (): Promise<Program> => (await tellStory(house)).program('READ')
const rowOf = async ({ id }: Program) =>
  (
    await house.database.query<{ requests: number; cost: number }>(
      'select requests, cost from api_token_use where token_id = $1',
      [id],
    )
  )[0]

describe('a program', () => {
  test('may send as many requests as it is told, and is told when it may go on', async () => {
    const program = await newProgram()
    for (const left of [4, 3, 2, 1, 0]) {
      const reply = await program.ask(cheap)
      expect(reply.errors).toBeUndefined()
      expect(standing(reply)).toMatchObject({ limit: '5', remaining: String(left) })
    }
    const { status, headers, errors, data } = await program.ask(cheap)
    expect({ status, errors, data }).toEqual({
      status: 429,
      errors: [{ message: `A token may send 5 requests in ${seconds} seconds.`, extensions: { code: 'RATE_LIMITED' } }],
      data: undefined,
    })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(headers.get('retry-after')).toBe(headers.get('ratelimit-reset'))
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+, "cost";r=\d+;t=\d+$/)
    expect(headers.get('ratelimit-policy')).toBe(`"requests";q=5;w=${seconds}, "cost";q=200;w=${seconds}`)
  })

  test('may ask for as many values as it is told, and what is refused does not run', async () => {
    const program = await newProgram()
    const left = async (query: string) => {
      const { status, headers, errors } = await program.ask(query)
      const [, cost] = /"cost";r=(\d+)/.exec(headers.get('ratelimit')!)!
      return { status, code: errors?.[0]?.extensions.code, cost: Number(cost), wait: headers.get('retry-after') }
    }
    const first = await left(dear)
    expect(first).toMatchObject({ status: 200, code: undefined })
    expect(first.cost).toBe(200 - 81)
    expect(await left(dear)).toMatchObject({ status: 200, cost: 200 - 2 * 81 })
    expect(await left(dear)).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      cost: 200 - 2 * 81,
      wait: expect.stringMatching(/^\d+$/),
    })
    // What is left is still there for what costs less.
    expect(await left(cheap)).toMatchObject({ status: 200, code: undefined })
  })

  test('has its limits at all instances together, at once as well as in turn', async () => {
    const program = await newProgram()
    const other = program.elsewhere(await house.openAnother())
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? program : other).ask(cheap)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(15)
    expect(await rowOf(program)).toMatchObject({ requests: 5 })
  })

  test('shares them with no other, and people have none', async () => {
    const story = await tellStory(house)
    const [one, two, admin] = [await story.program('READ'), await story.program('READ'), await story.admin()]
    for (let n = 0; n < 6; n++) await one.ask(cheap)
    expect((await one.ask(cheap)).status).toBe(429)
    expect((await two.ask(cheap)).status).toBe(200)
    for (let n = 0; n < 7; n++) expect(standing(await admin.ask(cheap))).toMatchObject({ limit: null })
  })

  test('begins anew with the next window', async () => {
    const program = await newProgram()
    for (let n = 0; n < 6; n++) await program.ask(cheap)
    // At an instance that has seen nothing of it yet.
    await house.database.query("update api_token_use set since = since - interval '7 days' where token_id = $1", [
      program.id,
    ])
    const reply = await program.elsewhere(await house.openAnother()).ask(cheap)
    expect(reply.status).toBe(200)
    expect(standing(reply)).toMatchObject({ remaining: '4' })
  })

  test('is counted for a document that is refused', async () => {
    const program = await newProgram()
    for (let n = 0; n < 5; n++) expect((await program.ask('{ nothing }')).status).toBe(400)
    expect((await program.ask(cheap)).status).toBe(429)
  })
})

describe('on a socket', () => {
  const follow = 'subscription { slotChanged { slot { id } } }'

  test('each subscription counts as a request', async () => {
    const program = await newProgram()
    const ears = program.listens()
    await ears.opened()
    const held = Array.from({ length: 5 }, () => ears.to(follow))
    const refused = ears.to(follow)
    await until('the answer', () => refused.ended() !== undefined)
    expect(JSON.stringify(refused.ended())).toContain('RATE_LIMITED')
    expect(held.map((each) => each.ended())).toEqual(held.map(() => undefined))
    expect((await program.ask(cheap)).status).toBe(429)
    await ears.close()
  })

  test('a token holds so many in one process, and room is made when one is closed', async () => {
    const program = await newProgram()
    const open = await Promise.all(
      Array.from({ length: socketsPerToken }, async () => {
        const ears = program.listens()
        await ears.opened()
        return ears
      }),
    )
    expect((await program.listens().closed()).code).toBe(4429)
    await open.pop()!.close()
    const again = await until('room', async () => {
      const ears = program.listens()
      return Promise.race([ears.opened().then(() => ears), ears.closed().then(() => null)])
    })
    for (const ears of [...open, again]) await ears.close()
  })
})

test('what is asked often is written seldom', async () => {
  const roomy = await openHouse({ tokenLimits: { most: { requests: 600, cost: 300_000 }, seconds } })
  const program = await (await tellStory(roomy)).program('READ')
  for (let n = 0; n < 30; n++) await program.ask(cheap)
  const [use] = await roomy.database.query<{ requests: number; cost: number }>(
    'select requests, cost from api_token_use where token_id = $1',
    [program.id],
  )
  // A twentieth was taken once, and all of it is spent.
  expect(use).toEqual({ requests: 30, cost: 15_000 })
})
