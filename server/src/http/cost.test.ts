import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Kind, buildSchema, parse, validate, type DefinitionNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { promisedSchema } from '../../test/documents.ts'
import { costRule } from './cost.ts'
import { mostValues } from './limits.ts'

const schema = buildSchema(`
  type Query { things(first: Int, after: String, last: Int): ThingConnection thing: Thing any: Any }
  type ThingConnection { nodes: [Thing!]! edges: [ThingEdge!]! totalCount: Int }
  type ThingEdge { node: Thing! }
  type Thing { id: ID names: [String!]! parts: [Thing!]! pools: [[Thing!]!]! things(first: Int): ThingConnection }
  union Any = Thing | ThingEdge
`)

/** The least bound under which a document is taken. */
function costOf(text: string): number {
  const [error] = validate(schema, parse(text), [costRule(-1)])
  return Number(/up to (\d+) values/.exec(error!.message)![1])
}

describe('what an operation costs', () => {
  test.each([
    ['a value', '{ thing { id } }', 2],
    ['a list of values', '{ thing { names } }', 2],
    ['a page of the usual size', '{ things { totalCount nodes { id } } }', 1 + 50 * 3],
    ['a page of a size that is written', '{ things(first: 7) { nodes { id } } }', 1 + 7 * 2],
    ['a page from the end', '{ things(last: 7) { nodes { id } } }', 1 + 7 * 2],
    ['a page whose first is null', '{ things(first: null, last: 7) { nodes { id } } }', 1 + 7 * 2],
    ['a page of a size that a variable says', 'query($n: Int) { things(first: $n) { nodes { id } } }', 1 + 100 * 2],
    ['a page of less than nothing', '{ things(first: -1000) { nodes { id } } }', 1 + 2],
    [
      'pages in a page',
      '{ things(first: 3) { edges { node { things(first: 4) { totalCount } } } } }',
      1 + 3 * (1 + 1 + 5),
    ],
    ['a list without pages', '{ thing { parts { id } pools { id } } }', 1 + 2 * (1 + 5)],
    [
      'members of a union',
      '{ any { __typename ... on Thing { id } ... on ThingEdge { node { id } } } }',
      1 + 1 + 1 + 2,
    ],
  ])('is that of %s', (_, text, cost) => {
    expect(costOf(text)).toBe(cost)
    expect(validate(schema, parse(text), [costRule(cost)])).toEqual([])
    expect(validate(schema, parse(text), [costRule(cost - 1)])).toHaveLength(1)
  })

  test('is the same however it is cut into fragments', () => {
    const cut = `query { things(first: 3) { ...Page } }
      fragment Page on ThingConnection { ...Nodes } fragment Nodes on ThingConnection { nodes { ...Thing } }
      fragment Thing on Thing { ... on Thing { ... { id } } }`
    expect(costOf(cut)).toBe(costOf('{ things(first: 3) { nodes { id } } }'))
  })

  test('is found at once where fragments double and double, and where they never end', () => {
    const doubling = Array.from({ length: 60 }, (_, at) => `fragment F${at} on Thing { ...F${at + 1} ...F${at + 1} }`)
    const text = `{ thing { ...F0 } } ${doubling.join(' ')} fragment F60 on Thing { id }`
    expect(costOf(text)).toBe(1 + 2 ** 60)
    expect(costOf('{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A id }')).toBe(2)
  })
})

test('everything that the pages ask stays below the bound', () => {
  const folder = path.resolve(import.meta.dirname, '../../../web/src')
  const files = globSync('**/*.{vue,ts}', { cwd: folder, exclude: ['gql/**'] })
  const documents = files.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/graphql\(\s*`([^`]+)`/g)].flatMap(
      ([, text]) => parse(text!).definitions,
    ),
  )
  const fragments = documents.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const operations = documents.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  expect(operations.length).toBeGreaterThan(30)
  const complaints = operations.flatMap((operation: DefinitionNode) =>
    validate(promisedSchema, { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }, [costRule(mostValues)]),
  )
  expect(complaints.map(({ message }) => message)).toEqual([])
})
