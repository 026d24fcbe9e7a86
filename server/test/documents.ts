import { readFileSync } from 'node:fs'
import {
  buildSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql'

/** The promise between server and web, as it is committed. */
export const promisedSchema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields())

interface Reach {
  /** How many objects deep the selection goes. */
  depth: number
  /** Whether lists that are read by pages are asked for too. */
  pages?: boolean
  /** Which fields are left out, by `Type.field`. */
  without?: ReadonlySet<string>
}

/**
 * Every field of a type that can be asked for without arguments, as deep as told: who adds a field to the schema adds
 * it to every story that looks at everything.
 */
export function everythingOf(type: GraphQLNamedType, reach: Reach): string {
  if (isUnionType(type)) {
    const members = type.getTypes()
    return `{ __typename ${members.map((member) => `... on ${member.name} ${fieldsIn(member, reach, members)}`).join(' ')} }`
  }
  if (isObjectType(type)) return fieldsIn(type, reach, [type])
  throw new Error(`${type.name} has no fields to ask for.`)
}

function fieldsIn(type: GraphQLObjectType, reach: Reach, siblings: readonly GraphQLObjectType[]): string {
  const selections = fieldsOf(type).flatMap((field) => {
    if (field.args.some(isRequiredArgument) || reach.without?.has(`${type.name}.${field.name}`)) return []
    const named = getNamedType(field.type)
    const name = clashes(field, siblings) ? `${type.name}_${field.name}: ${field.name}` : field.name
    if (isLeafType(named)) return [name]
    if (reach.depth <= 0 || isInterfaceType(named)) return []
    if (named.name.endsWith('Connection'))
      return reach.pages ? [`${name}(first: ${pageWithin}) ${pageOf(named, reach)}`] : []
    return [`${name} ${everythingOf(named, { ...reach, depth: reach.depth - 1 })}`]
  })
  return `{ ${selections.length > 0 ? selections.join(' ') : '__typename'} }`
}

/** Pages inside of pages are short ones: whole ones of everything would be more than anybody may ask for. */
const pageWithin = 3

const pageOf = (connection: GraphQLNamedType, reach: Reach): string => {
  const node = getNamedType((connection as GraphQLObjectType).getFields()['nodes']!.type)
  return `{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes ${everythingOf(node, { ...reach, depth: reach.depth - 1 })} }`
}

/** A root field with everything behind it, as one can ask it without arguments. */
export function everythingBehind(field: GraphQLField<unknown, unknown>, reach: Reach): string {
  const named = getNamedType(field.type)
  if (isLeafType(named)) return ''
  return named.name.endsWith('Connection') ? pageOf(named, reach) : everythingOf(named, reach)
}

/** Members of a union may give one name to several types of value; GraphQL wants such a field renamed. */
const clashes = (field: GraphQLField<unknown, unknown>, siblings: readonly GraphQLObjectType[]) =>
  siblings.some((sibling) => {
    const other = sibling.getFields()[field.name]
    return other !== undefined && String(other.type) !== String(field.type)
  })

/** An answer to a mutation: what was asked for or a refusal, known by its type. */
export interface Answer {
  __typename: string
  /** Of a thing; a refusal has none. */
  id: string
  // eslint-disable-next-line typescript/no-explicit-any -- a story knows what it asked for
  [field: string]: any
}

/** Gives renamed fields of a union's member their own names back. */
export function withOwnNames(answer: Answer): Answer {
  const prefix = `${answer.__typename}_`
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, value]),
  ) as Answer
}

const written = new Map<string, string>()

/** A mutation with every field of whatever it may answer. */
export function mutationDocument(name: string): string {
  let document = written.get(name)
  if (!document) {
    const field = promisedSchema.getMutationType()!.getFields()[name]
    if (!field) throw new Error(`There is no mutation ${name}.`)
    const input = field.args.find((arg) => arg.name === 'input')
    // A booking shows itself by its interview, what was opened by its slots, a plan by its proposals: further away.
    const reach = {
      depth:
        {
          bookSlot: 2,
          createSlots: 2,
          openSlots: 3,
          cancelSlot: 3,
          createKit: 3,
          updateKit: 3,
          setJobRounds: 2,
          saveScorecard: 3,
          submitScorecard: 3,
        }[name] ?? 1,
      without: new Set(['Slot.bookings', 'Application.interviews']),
    }
    const head = input ? `($input: ${String(input.type)})` : ''
    document = `mutation${head} { ${name}${input ? '(input: $input)' : ''} ${everythingBehind(field, reach)} }`
    written.set(name, document)
  }
  return document
}
