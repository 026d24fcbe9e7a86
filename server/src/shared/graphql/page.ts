import DataLoader from 'dataloader'
import { sql, type RawBuilder } from 'kysely'
import { ArgsType, Extensions, Field, Int, ObjectType, type ClassType } from 'type-graphql'
import { KnownFailure } from '../errors.ts'
import { perReading } from '../loader.ts'
import type { Reading } from '../reading.ts'
import { anyone, orToken } from './access.ts'

/** The largest page, and the one that is given where none is asked for. */
export const largestPage = 100
export const usualPage = 50

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the front, 1–${largestPage}; ${usualPage} where neither first nor last is given.`,
  })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null

  @Field(() => Int, { nullable: true, description: `How many from the end, 1–${largestPage}.` })
  last?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null
}

/** What a list is made of. Everything in it is our own text; what a person sent is a parameter. */
export interface List<Row> {
  select: RawBuilder<Row>
  /** From where, with its joins and its alias. */
  from: RawBuilder<unknown>
  where: readonly RawBuilder<unknown>[]
  /** By what it is sorted: columns of the row, the last one unique. All in one direction. */
  order: readonly { column: RawBuilder<unknown>; cast: 'timestamptz' | 'text' | 'uuid' | 'integer' }[]
  descending?: boolean
  /** Whether these columns are of several tables: then no index holds all of them, and the first one leads to the cursor. */
  ledByFirst?: boolean
}

export interface Page<Row> {
  rows: { cursor: string; row: Row }[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  count: () => Promise<number>
}

interface Bounds {
  size: number
  backwards: boolean
  after: string[] | null
  before: string[] | null
}

/** Reads one page of a list in one statement. */
export async function readPage<Row>(reading: Reading, list: List<Row>, args: PageArgs): Promise<Page<Row>> {
  const bounds = boundsOf(args, list.order.length)
  return pageFrom(bounds, await reading.rows(pageQuery(list, bounds)), () => count(reading, list))
}

/** Some rows of a list from a cursor on, for work of our own: as many as are bearable there, and not as a page holds. */
export async function readBatch<Row>(
  reading: Reading,
  list: List<Row>,
  { size, after }: { size: number; after: string | null },
): Promise<Page<Row>> {
  const bounds = { ...boundsOf({ after }, list.order.length), size }
  return pageFrom(bounds, await reading.rows(pageQuery(list, bounds)), () => count(reading, list))
}

/**
 * The same for lists that hang on a parent: the pages of all parents that one answer asks for are read together.
 * @param listOf the list of one parent; `parent` is the SQL that stands for its id
 */
export function pagesByParent<Row, Filter = undefined>(
  listOf: (reading: Reading, parent: RawBuilder<unknown>, filter: Filter) => List<Row>,
) {
  const loaders = perReading(() => new Map<string, DataLoader<string, Page<Row>>>())
  return (reading: Reading, parentId: string, args: PageArgs, filter: Filter): Promise<Page<Row>> => {
    const key = JSON.stringify([args.first, args.after, args.last, args.before, filter])
    let loader = loaders(reading).get(key)
    if (!loader) {
      const list = (parent: RawBuilder<unknown>) => listOf(reading, parent, filter)
      const bounds = boundsOf(args, list(sql`null`).order.length)
      loader = new DataLoader(async (ids) => {
        const rows = await reading.rows(sql<Row & Keyed & { parent_id: string }>`select parent.id as parent_id, page.*
          from unnest(${ids}::uuid[]) with ordinality as parent(id, place)
          cross join lateral (${pageQuery(list(sql`parent.id`), bounds)}) page order by parent.place, page.page_place`)
        const pages = Map.groupBy(rows, (row) => row.parent_id)
        return ids.map((id) => pageFrom(bounds, pages.get(id) ?? [], () => count(reading, list(sql`${id}::uuid`))))
      })
      loaders(reading).set(key, loader)
    }
    return loader.load(parentId)
  }
}

interface Keyed {
  page_key: string[]
}

function pageQuery<Row>(list: List<Row>, { size, backwards, after, before }: Bounds): RawBuilder<Row & Keyed> {
  const key = sql.join(list.order.map(({ column }) => column))
  const beyond = (cursor: string[], later: boolean) => {
    const values = sql.join(cursor.map((value, index) => sql`${value}::${sql.raw(list.order[index]!.cast)}`))
    const upwards = later === !list.descending
    const whole = upwards ? sql`(${key}) > (${values})` : sql`(${key}) < (${values})`
    if (!list.ledByFirst) return whole
    const [{ column, cast }] = list.order as [List<Row>['order'][number]]
    const first = sql`${cursor[0]!}::${sql.raw(cast)}`
    return upwards ? sql`${column} >= ${first} and ${whole}` : sql`${column} <= ${first} and ${whole}`
  }
  const where = [...list.where, ...(after ? [beyond(after, true)] : []), ...(before ? [beyond(before, false)] : [])]
  const direction = sql.raw(backwards === !list.descending ? 'desc' : 'asc')
  const order = sql.join(list.order.map(({ column }) => sql`${column} ${direction}`))
  const texts = sql.join(list.order.map(({ column }) => sql`(${column})::text`))
  // One row more than asked for tells whether there is another page.
  return sql`select ${list.select}, array[${texts}] as page_key, row_number() over (order by ${order}) as page_place
    from ${list.from} ${where.length > 0 ? sql`where ${sql.join(where, sql` and `)}` : sql``}
    order by ${order} limit ${size + 1}`
}

async function count(reading: Reading, list: List<unknown>): Promise<number> {
  const where = list.where.length > 0 ? sql`where ${sql.join(list.where, sql` and `)}` : sql``
  const [row] = await reading.rows(sql<{ count: string }>`select count(*) from ${list.from} ${where}`)
  return Number(row!.count)
}

function pageFrom<Row>(bounds: Bounds, found: (Row & Keyed)[], count: () => Promise<number>): Page<Row> {
  const more = found.length > bounds.size
  const rows = found.slice(0, bounds.size).map((row) => ({ cursor: encodeCursor(row.page_key), row }))
  if (bounds.backwards) rows.reverse()
  return {
    rows,
    hasNextPage: bounds.backwards ? bounds.before !== null : more,
    hasPreviousPage: bounds.backwards ? more : bounds.after !== null,
    count,
  }
}

function boundsOf({ first, after, last, before }: PageArgs, keyLength: number): Bounds {
  if (first != null && last != null)
    throw new KnownFailure('BAD_USER_INPUT', 'Ask for first or for last, not for both.')
  const size = first ?? last ?? usualPage
  if (size < 1 || size > largestPage)
    throw new KnownFailure('BAD_USER_INPUT', `A page holds from 1 to ${largestPage} items.`)
  return {
    size,
    backwards: last != null,
    after: after != null ? decodeCursor(after, keyLength) : null,
    before: before != null ? decodeCursor(before, keyLength) : null,
  }
}

const encodeCursor = (key: string[]) => Buffer.from(JSON.stringify(key)).toString('base64url')

function decodeCursor(cursor: string, keyLength: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(key) &&
      key.length === keyLength &&
      key.every((part) => typeof part === 'string' && !part.includes('\0'))
    )
      return key as string[]
  } catch {
    // Not one of ours: told below.
  }
  throw new KnownFailure('BAD_USER_INPUT', 'This is no cursor of this list.')
}

@Extensions(orToken(anyone, 'READ'))
@ObjectType({ description: 'Where a page stands in its list (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether something comes before.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null for an empty page.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null for an empty page.' })
  endCursor!: string | null
}

/**
 * The connection and edge types of a list (Relay cursor connections).
 * @param access who may read them: the rule of the node's own type
 */
export function connectionOf<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
  access: { access: readonly string[] },
) {
  @Extensions(access)
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class Edge {
    @Field(() => String, { description: 'Opaque; for `after` and `before`.' })
    cursor!: string

    @Field(() => node(), { description: 'The item itself.' })
    node!: Node
  }

  @Extensions(access)
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[]

    @Field(() => [node()], { description: 'The items alone.' })
    nodes!: Node[]

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo

    @Field(() => Int, { description: 'How many the whole list has; counted only when asked for.' })
    async totalCount(): Promise<number> {
      return this.count()
    }

    /** Not a field: how `totalCount` finds out. */
    count!: () => Promise<number>
  }
  return Connection
}

/** A page of rows as its connection type wants it. */
export const toConnection = <Row>({ rows, hasNextPage, hasPreviousPage, count }: Page<Row>) => ({
  edges: rows.map(({ cursor, row }) => ({ cursor, node: row })),
  nodes: rows.map(({ row }) => row),
  pageInfo: {
    hasNextPage,
    hasPreviousPage,
    startCursor: rows[0]?.cursor ?? null,
    endCursor: rows.at(-1)?.cursor ?? null,
  },
  count,
})
