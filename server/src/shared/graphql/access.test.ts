import {
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  graphql,
  type GraphQLFieldConfig,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import type { Asker } from '../actor.ts'
import type { TokenScope } from '../token-scope.rules.ts'
import {
  adminOnly,
  anyone,
  anyoneMayAsk,
  chooser,
  enforceAccess,
  forRecruiters,
  keyHolder,
  orToken,
  recruiting,
  staff,
  type AskerKind,
} from './access.ts'
import { Context } from './context.ts'

type Fields = Record<string, GraphQLFieldConfig<unknown, unknown>>

const objectOf = (name: string, extensions: object, fields: Fields = { name: { type: GraphQLString } }) =>
  new GraphQLObjectType({ name, extensions: { ...extensions }, fields })

const schemaOf = (query: Fields, more: { mutation?: Fields; subscription?: Fields } = {}) =>
  new GraphQLSchema({
    query: objectOf('Query', {}, query),
    ...(more.mutation ? { mutation: objectOf('Mutation', {}, more.mutation) } : {}),
    ...(more.subscription ? { subscription: objectOf('Subscription', {}, more.subscription) } : {}),
  })

type PersonKind = Exclude<AskerKind, `TOKEN_${string}`>

const ask = (schema: GraphQLSchema, source: string, kind: PersonKind | readonly TokenScope[]) => {
  const asker: Asker = Array.isArray(kind)
    ? { kind: 'TOKEN', companyId: 'c', id: 't', scopes: kind as readonly TokenScope[] }
    : askerOf(kind as PersonKind)
  return graphql({ schema, source, contextValue: { asker } })
}

const askerOf = (kind: PersonKind): Asker => {
  if (kind === 'NOBODY') return { kind }
  if (kind === 'CANDIDATE' || kind === 'CHOOSER') return { kind, companyId: 'c', id: 'i' }
  return { kind: 'STAFF', companyId: 'c', id: 's', role: kind }
}

describe('a schema', () => {
  test('with a rule for each type and each root field starts', () => {
    const thing = objectOf('Thing', staff)
    expect(() => enforceAccess(schemaOf({ things: { type: thing, extensions: { ...staff } } }))).not.toThrow()
  })

  test.each(['query', 'mutation', 'subscription'] as const)(
    'with a %s field that has no rule does not start',
    (root) => {
      const fields = { open: { type: GraphQLInt } }
      const ruled = { fine: { type: GraphQLInt, extensions: { ...anyone } } }
      const schema = root === 'query' ? schemaOf(fields) : schemaOf(ruled, { [root]: fields })
      expect(() => enforceAccess(schema)).toThrow(
        /(Query|Mutation|Subscription)\.open says to nobody who may ask for it/,
      )
    },
  )

  test('with a type that has no rule does not start, wherever the type hides', () => {
    const bare = objectOf('Bare', {})
    const inUnion = new GraphQLUnionType({ name: 'Either', types: [bare, objectOf('Ruled', staff)] })
    const deep = objectOf('Deep', staff, { either: { type: inUnion } })
    expect(() => enforceAccess(schemaOf({ deep: { type: deep, extensions: { ...staff } } }))).toThrow(
      'type Bare says to nobody who may read it',
    )
  })

  test('in which somebody would be led to a type they may not read does not start', () => {
    const secret = objectOf('Secret', adminOnly)
    const thing = objectOf('Thing', staff, { secret: { type: new GraphQLNonNull(secret) } })
    expect(() => enforceAccess(schemaOf({ thing: { type: thing, extensions: { ...staff } } }))).toThrow(
      'Query.thing leads to Secret, which not all who may ask for it may read',
    )
    const guarded = objectOf('Thing', staff, { secret: { type: secret, extensions: { ...adminOnly } } })
    expect(() => enforceAccess(schemaOf({ thing: { type: guarded, extensions: { ...staff } } }))).not.toThrow()
  })

  test('tells everything that is open at once', () => {
    const schema = schemaOf({ one: { type: GraphQLInt }, two: { type: objectOf('Bare', {}) } })
    expect(() => enforceAccess(schema)).toThrow(/one[\s\S]*two|two[\s\S]*one/)
    expect(() => enforceAccess(schemaOf({ one: { type: objectOf('Bare', {}) } }))).toThrow(
      /Query\.one[\s\S]*Bare|Bare[\s\S]*Query\.one/,
    )
  })
})

describe('a rule', () => {
  const things = {
    forAll: { type: GraphQLString, extensions: { ...anyone }, resolve: () => 'here' },
    forStaff: { type: GraphQLString, extensions: { ...staff }, resolve: () => 'here' },
    forRecruiting: { type: GraphQLString, extensions: { ...recruiting }, resolve: () => 'here' },
    forAdmins: { type: GraphQLString, extensions: { ...adminOnly }, resolve: () => 'here' },
    forChoosers: { type: GraphQLString, extensions: { ...chooser }, resolve: () => 'here' },
    forCandidates: { type: GraphQLString, extensions: { ...keyHolder }, resolve: () => 'here' },
  }

  test('lets those through whom it names, and tells the others whether signing in would help', async () => {
    const schema = enforceAccess(schemaOf(things))
    const seen: Record<string, string[]> = {}
    const kinds = ['NOBODY', 'CANDIDATE', 'CHOOSER', 'INTERVIEWER', 'RECRUITER', 'ADMIN'] as const
    for (const kind of kinds)
      seen[kind] = await Promise.all(
        Object.keys(things).map(async (field) => {
          const { data, errors } = await ask(schema, `{ ${field} }`, kind)
          return (data?.[field] as string | null) ?? (errors![0]!.originalError!.name as string)
        }),
      )
    expect(seen).toEqual({
      NOBODY: ['here', ...Array.from({ length: 5 }, () => 'UNAUTHENTICATED')],
      CANDIDATE: ['here', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'here'],
      CHOOSER: ['here', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'here', 'FORBIDDEN'],
      INTERVIEWER: ['here', 'here', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
      RECRUITER: ['here', 'here', 'here', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
      ADMIN: ['here', 'here', 'here', 'here', 'FORBIDDEN', 'FORBIDDEN'],
    })
  })

  test('is held before the field does anything', async () => {
    let ran = false
    const schema = enforceAccess(
      schemaOf({ act: { type: GraphQLString, extensions: { ...recruiting }, resolve: () => ((ran = true), 'done') } }),
    )
    await ask(schema, '{ act }', 'INTERVIEWER')
    expect(ran).toBe(false)
    await ask(schema, '{ act }', 'RECRUITER')
    expect(ran).toBe(true)
  })

  test('may veil a field: its value is for recruiters, null for the others who see the thing', async () => {
    const person = objectOf('Person', staff, {
      name: { type: GraphQLString },
      email: { type: GraphQLString, extensions: { ...forRecruiters } },
    })
    const resolve = () => ({ name: 'Ada', email: 'ada@candidates.test' })
    const schema = enforceAccess(schemaOf({ person: { type: person, extensions: { ...staff }, resolve } }))
    const emailFor = async (kind: 'INTERVIEWER' | 'RECRUITER' | 'ADMIN') =>
      ((await ask(schema, '{ person { name email } }', kind)).data as { person: object }).person

    expect(await emailFor('INTERVIEWER')).toEqual({ name: 'Ada', email: null })
    expect(await emailFor('RECRUITER')).toEqual({ name: 'Ada', email: 'ada@candidates.test' })
    expect(await emailFor('ADMIN')).toEqual({ name: 'Ada', email: 'ada@candidates.test' })
  })

  test('lets programs only where it says so, each by the scopes of its token', async () => {
    const schema = enforceAccess(
      schemaOf({
        forAll: { type: GraphQLString, extensions: { ...anyone }, resolve: () => 'here' },
        forStaff: { type: GraphQLString, extensions: { ...staff }, resolve: () => 'here' },
        forReaders: { type: GraphQLString, extensions: { ...orToken(staff, 'READ') }, resolve: () => 'here' },
        forDoers: { type: GraphQLString, extensions: { ...orToken(recruiting, 'SCHEDULE') }, resolve: () => 'here' },
      }),
    )
    const seen = async (...scopes: TokenScope[]) => {
      const each = ['forAll', 'forStaff', 'forReaders', 'forDoers'].map(async (field) => {
        const { data, errors } = await ask(schema, `{ ${field} }`, scopes)
        return (data?.[field] as string | null) ?? errors![0]!.message
      })
      return Promise.all(each)
    }
    const forPeople = 'This is for people who are signed in.'
    expect(await seen('READ')).toEqual([
      forPeople,
      forPeople,
      'here',
      'This needs an API token with the scope SCHEDULE.',
    ])
    expect(await seen('READ', 'SCHEDULE')).toEqual([forPeople, forPeople, 'here', 'here'])
    expect(await seen('READ', 'CONTACT', 'ADMIN')).toEqual(await seen('READ'))
  })

  test('never gives programs null for what they may not have', async () => {
    const person = objectOf('Person', orToken(staff, 'READ'), {
      name: { type: GraphQLString },
      email: { type: GraphQLString, extensions: { ...orToken(forRecruiters, 'CONTACT') } },
      secret: { type: GraphQLString, extensions: { ...forRecruiters } },
    })
    const resolve = () => ({ name: 'Ada', email: 'ada@candidates.test', secret: 'x' })
    const schema = enforceAccess(
      schemaOf({ person: { type: person, extensions: { ...orToken(staff, 'READ') }, resolve } }),
    )
    const asked = async (...scopes: TokenScope[]) => {
      const { data, errors } = await ask(schema, '{ person { name email secret } }', scopes)
      return { ...(data as { person: object }).person, refused: errors?.map(({ path }) => path!.join('.')) }
    }
    expect(await asked('READ', 'SCHEDULE')).toEqual({
      name: 'Ada',
      email: null,
      secret: null,
      refused: ['person.email', 'person.secret'],
    })
    expect(await asked('READ', 'CONTACT')).toMatchObject({ email: 'ada@candidates.test', refused: ['person.secret'] })
  })

  test('for doers may lead to what is for readers, because every token reads', () => {
    const thing = objectOf('Thing', orToken(staff, 'READ'))
    const of = (rule: object) => schemaOf({ act: { type: thing, extensions: { ...rule } } })
    expect(() => enforceAccess(of(orToken(recruiting, 'SCHEDULE')))).not.toThrow()
    const closed = objectOf('Closed', staff)
    expect(() => enforceAccess(schemaOf({ act: { type: closed, extensions: { ...orToken(staff, 'READ') } } }))).toThrow(
      'Query.act leads to Closed',
    )
  })

  test('may let anyone ask what only some are answered', () => {
    const viewer = objectOf('Viewer', staff)
    expect(() => enforceAccess(schemaOf({ viewer: { type: viewer, extensions: { ...anyoneMayAsk } } }))).not.toThrow()
    expect(() => enforceAccess(schemaOf({ viewer: { type: viewer, extensions: { ...anyone } } }))).toThrow(
      'leads to Viewer',
    )
  })
})

test('who asks is decided once and frozen', () => {
  const asker: Asker = { kind: 'STAFF', companyId: 'one', id: 'me', role: 'INTERVIEWER' }
  const context = new Context(null as never, null as never, asker)
  expect(Object.isFrozen(context.asker)).toBe(true)
  expect(() => Object.assign(context.asker, { role: 'ADMIN' })).toThrow(TypeError)
  expect(() => Object.assign(context.actor, { companyId: 'other' })).toThrow(TypeError)
})
