import {
  isInterfaceType,
  isObjectType,
  isUnionType,
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import type { Asker } from '../actor.ts'
import { tokenScope, type TokenScope } from '../token-scope.rules.ts'
import { forbidden, scopeIsMissing, unauthenticated } from '../errors.ts'

/** Kinds of people who ask, as access rules name them. */
const personKind = ['NOBODY', 'CANDIDATE', 'CHOOSER', 'INTERVIEWER', 'RECRUITER', 'ADMIN'] as const
/** Kinds of askers: of people one each, of a program with a token one for each of its scopes. */
export const askerKind = [...personKind, 'TOKEN_READ', 'TOKEN_SCHEDULE', 'TOKEN_CONTACT', 'TOKEN_ADMIN'] as const
export type AskerKind = (typeof askerKind)[number]

/**
 * The rule of a type or a field, put on it with `@Extensions`. `access` says who may have it; a field refuses others.
 * `visibleTo` says who gets the value where the other people get null, on a nullable field of a type that more may read.
 * Programs are refused: they would take null for "there is none".
 */
export interface AccessRule {
  access: readonly AskerKind[]
}

/** Everybody but programs with a token: those get nowhere where a rule does not say so with `orToken`. */
export const anyone: AccessRule = { access: personKind }
export const staff: AccessRule = { access: ['INTERVIEWER', 'RECRUITER', 'ADMIN'] }
export const recruiting: AccessRule = { access: ['RECRUITER', 'ADMIN'] }
export const adminOnly: AccessRule = { access: ['ADMIN'] }
export const keyHolder: AccessRule = { access: ['CANDIDATE'] }
export const chooser: AccessRule = { access: ['CHOOSER'] }
/** Who finds a time for themselves: a first one by a link to choose, another one on the interview's own page. */
export const findsTime: AccessRule = { access: ['CHOOSER', 'CANDIDATE'] }

/** For a nullable field of a type that more people may see: only recruiters and admins get its value. */
export const forRecruiters = { visibleTo: recruiting.access }
/** The same for admins. */
export const forAdmins = { visibleTo: adminOnly.access }

/** For a root field that anyone may ask, and that answers staff only: what it leads to is held against staff. */
export const anyoneMayAsk = { access: anyone.access, answers: staff.access }

const ofScope = (scope: TokenScope) => `TOKEN_${scope}` as const

/** The same rule, and for programs whose token has this scope as well. */
export function orToken<Rule extends { readonly [part in keyof Extensions]: readonly AskerKind[] }>(
  rule: Rule,
  scope: TokenScope,
): Rule {
  const wider = Object.entries(rule).map(([part, kinds]) => [part, [...kinds, ofScope(scope)]])
  return Object.fromEntries(wider) as Rule
}

/** What somebody is in the eyes of the rules. */
export function kindsOf(asker: Asker): readonly AskerKind[] {
  if (asker.kind === 'TOKEN') return asker.scopes.map(ofScope)
  return [asker.kind === 'STAFF' ? asker.role : asker.kind]
}

/** Whether somebody is among those whom a rule names. */
export const isAmong = (kinds: readonly AskerKind[], asker: Asker): boolean =>
  kindsOf(asker).some((kind) => kinds.includes(kind))

/** Whether the scopes of a program's token are enough; people need none. */
export const hasScope = (asker: Asker, scope: TokenScope): boolean =>
  asker.kind !== 'TOKEN' || asker.scopes.includes(scope)

interface Extensions {
  answers?: readonly AskerKind[]
  access?: readonly AskerKind[]
  visibleTo?: readonly AskerKind[]
}

/**
 * Walks the finished schema: every type and every root field must state who may have it, and nothing that a root
 * field leads to may be narrower than the field itself. Then makes the rules real. A schema that leaves one out does
 * not start.
 * @throws Error that lists every place without a rule
 */
export function enforceAccess(schema: GraphQLSchema): GraphQLSchema {
  const problems: string[] = []
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
  const objects = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  )

  for (const type of objects) {
    const isRoot = roots.has(type)
    if (!isRoot && !accessOf(type)) problems.push(`type ${type.name} says to nobody who may read it`)
    for (const field of Object.values(type.getFields())) {
      const { access, visibleTo, answers } = field.extensions as Extensions
      if (isRoot && !access) problems.push(`${type.name}.${field.name} says to nobody who may ask for it`)
      if (isRoot && access) {
        for (const narrow of narrowerThan(answers ?? access, getNamedType(field.type), schema))
          problems.push(`${type.name}.${field.name} leads to ${narrow}, which not all who may ask for it may read`)
        field.resolve = guarded(access, field.resolve)
        if (field.subscribe) field.subscribe = guarded(access, field.subscribe)
      }
      if (!isRoot && access) field.resolve = guarded(access, field.resolve ?? ((source) => source[field.name]))
      if (visibleTo) field.resolve = veiled(visibleTo, field.resolve ?? ((source) => source[field.name]))
    }
  }
  if (problems.length > 0) throw new Error(`The schema leaves access open:\n  ${problems.join('\n  ')}`)
  return schema
}

/** Every token may read, so what is for those that read is for those that may do more. */
const mayRead = (access: readonly AskerKind[], asker: AskerKind): boolean =>
  access.includes(asker) || (asker.startsWith('TOKEN_') && access.includes('TOKEN_READ'))

const accessOf = (type: GraphQLNamedType) => (type.extensions as Extensions).access

/** Types behind a root field that some of its askers may not read. */
function narrowerThan(askers: readonly AskerKind[], start: GraphQLNamedType, schema: GraphQLSchema): string[] {
  const seen = new Set<GraphQLNamedType>()
  const narrow: string[] = []
  const visit = (type: GraphQLNamedType) => {
    if (seen.has(type)) return
    seen.add(type)
    if (isUnionType(type) || isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit)
    if (!isObjectType(type)) return
    const access = accessOf(type)
    if (access && askers.some((asker) => !mayRead(access, asker))) narrow.push(type.name)
    for (const field of Object.values(type.getFields())) {
      // A field with a rule of its own checks it when it is asked for.
      const { access: own, visibleTo } = field.extensions as Extensions
      if (!own && !visibleTo) visit(getNamedType(field.type))
    }
  }
  visit(start)
  return narrow
}

// What a resolver is handed and what it gives is any in the library's own types.
// oxlint-disable-next-line typescript/no-explicit-any
type Resolver = GraphQLFieldResolver<any, { asker: Asker }, any, any>

/** Why somebody is turned away by a rule that names these. */
function whyNot(kinds: readonly AskerKind[], asker: Asker) {
  if (asker.kind === 'NOBODY') return unauthenticated()
  if (asker.kind !== 'TOKEN') return forbidden()
  return scopeIsMissing(tokenScope.find((scope) => kinds.includes(ofScope(scope))))
}

const guarded = (access: readonly AskerKind[], resolve: Resolver | undefined): Resolver => {
  return (source, args, context, info) => {
    if (!isAmong(access, context.asker)) throw whyNot(access, context.asker)
    return resolve ? resolve(source, args, context, info) : source
  }
}

const veiled = (visibleTo: readonly AskerKind[], resolve: Resolver): Resolver => {
  return (source, args, context, info) => {
    if (isAmong(visibleTo, context.asker)) return resolve(source, args, context, info)
    if (context.asker.kind === 'TOKEN') throw whyNot(visibleTo, context.asker)
    return null
  }
}
