import { execute, getNamedType, isInputObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql'
import { KnownFailure } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import { largestPage } from '../shared/graphql/page.ts'
import type { ExportedListName } from './export-words.ts'
import { listColumns, type Column } from './list-columns.ts'

const ofPages = ['first', 'after', 'last', 'before']

export interface ListQuestion {
  document: DocumentNode
  /** What the list is narrowed down and sorted by, by the names of its arguments. */
  variables: Record<string, unknown>
}

/**
 * The question of a list in the schema, for some of its columns: with the arguments that the list has there, so that a
 * file can be narrowed down and sorted by all that the list can.
 * @param given an argument's text by its name: JSON where it is an input, else the word itself
 * @throws BAD_USER_INPUT where a text is no JSON
 */
export function listQuestion(
  schema: GraphQLSchema,
  list: ExportedListName,
  columns: readonly Column[],
  given: Record<string, string>,
): ListQuestion {
  const field = schema.getQueryType()!.getFields()[list]!
  const args = field.args.filter(({ name }) => !ofPages.includes(name) && given[name] !== undefined)
  const head = args.map(({ name, type }) => `, $${name}: ${String(type)}`).join('')
  const passed = args.map(({ name }) => `, ${name}: $${name}`).join('')
  const asked = [listColumns[list].asks, ...columns.map((column) => column.asks)].join(' ')
  return {
    document: parse(`query Export($after: String, $withCount: Boolean! ${head}) {
      viewer { company { id name timeZone language } }
      ${list}(first: ${largestPage}, after: $after ${passed}) {
        nodes { ${asked} }
        pageInfo { hasNextPage endCursor }
        totalCount @include(if: $withCount)
      }
    }`),
    variables: Object.fromEntries(
      args.map(({ name, type }) => [
        name,
        isInputObjectType(getNamedType(type)) ? fromJson(given[name]!) : given[name],
      ]),
    ),
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KnownFailure('BAD_USER_INPUT', 'A filter is written as JSON.')
  }
}

export interface ListPage {
  company: { name: string; timeZone: string; language: 'EN' | 'SV' | 'FR' }
  nodes: unknown[]
  /** Where the next page begins; null where there is none. */
  next: string | null
  /** How many the whole list has; only with the first page. */
  totalCount: number | null
}

/**
 * Reads one page of a list as whoever asks would see it, in a snapshot of its own.
 * @throws what a resolver throws; BAD_USER_INPUT where the schema does not take the variables
 */
export async function readListPage(
  { schema, contextOf }: { schema: GraphQLSchema; contextOf: () => Context },
  list: ExportedListName,
  { document, variables }: ListQuestion,
  after: string | null,
): Promise<ListPage> {
  const context = contextOf()
  try {
    const { data, errors } = await execute({
      schema,
      document,
      contextValue: context,
      variableValues: { ...variables, after, withCount: after === null },
    })
    const [failed] = errors ?? []
    // Where nothing ran there is no answer at all, not even an empty one: then it is what was sent.
    if (failed)
      throw data === undefined ? new KnownFailure('BAD_USER_INPUT', failed.message) : (failed.originalError ?? failed)
    const answer = data as Record<string, unknown>
    const { company } = answer['viewer'] as { company: ListPage['company'] }
    const { nodes, pageInfo, totalCount } = answer[list] as {
      nodes: unknown[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      totalCount?: number
    }
    return {
      company,
      nodes,
      next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      totalCount: totalCount ?? null,
    }
  } finally {
    await context.close()
  }
}
