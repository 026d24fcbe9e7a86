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
import { forbidden, unauthenticated } from '../errors.ts'

/** Kinds of askers, as access rules name them. */
export const askerKind = ['NOBODY', 'CANDIDATE', 'CHOOSER', 'INTERVIEWER', 'RECRUITER', 'ADMIN'] as const
export type AskerKind = (typeof askerKind)[number]

/**
 * The rule of a type or a field, put on it with `@Extensions`. `access` says who may have it; a field refuses others.
 * `visibleTo` says who gets the value where the others get null, on a nullable field of a type that more may read.
 */
export interface AccessRule {
  access: readonly AskerKind[]
}

export const anyone: AccessRule = { access: askerKind }
export const staff: AccessRule = { access: ['INTERVIEWER', 'RECRUITER', 'ADMIN'] }
export const recruiting: AccessRule = { access: ['RECRUITER', 'ADMIN'] }
export const adminOnly: AccessRule = { access: ['ADMIN'] }
export const keyHolder: AccessRule = { access: ['CANDIDATE'] }
export const chooser: AccessRule = { access: ['CHOOSER'] }
/** Who finds a time for themselves: a first one by a link to choose, another one on the interview's own page. */
export const findsTime: AccessRule = { access: ['CHOOSER', 'CANDIDATE'] }

/** For a nullable field of a type that more people may see: only recruiters and admins get its value. */
export const forRecruiters = { visibleTo: recruiting.access }

export const kindOf = (asker: Asker): AskerKind => (asker.kind === 'STAFF' ? asker.role : asker.kind)

/** For a root field that anyone may ask, and that answers staff only: what it leads to is held against staff. */
export const anyoneMayAsk = { access: askerKind, answers: staff.access }

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
    if (access && askers.some((asker) => !access.includes(asker))) narrow.push(type.name)
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

const guarded = (access: readonly AskerKind[], resolve: Resolver | undefined): Resolver => {
  return (source, args, context, info) => {
    const kind = kindOf(context.asker)
    if (!access.includes(kind)) throw kind === 'NOBODY' ? unauthenticated() : forbidden()
    return resolve ? resolve(source, args, context, info) : source
  }
}

const veiled = (visibleTo: readonly AskerKind[], resolve: Resolver): Resolver => {
  return (source, args, context, info) =>
    visibleTo.includes(kindOf(context.asker)) ? resolve(source, args, context, info) : null
}
