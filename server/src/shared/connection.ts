import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Database } from './database.ts'
import { isAfterFailure } from './errors.ts'

/** SQL with its values apart, as Postgres takes them. */
export interface Statement {
  text: string
  values: readonly unknown[]
}

/** Turns `sql` templates into text and values; it has no connection and asks nobody. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export function toStatement(query: RawBuilder<unknown> | Statement): Statement {
  if ('text' in query) return query
  const { sql, parameters } = query.compile(compiler)
  return { text: sql, values: parameters }
}

/**
 * A statement that was asked before is not parsed and planned again: each text gets a name, under which a connection
 * keeps it prepared. Texts beyond the bound (filters in rare combinations) go without, so that the server's memory for
 * them has an end.
 */
const names = new Map<string, string>()
const mostNames = 400

function nameOf(text: string): string | undefined {
  let name = names.get(text)
  if (name === undefined && names.size < mostNames) names.set(text, (name = `greenroom_${names.size}`))
  return name
}

const prepared = ({ text, values }: Statement) => ({ name: nameOf(text), text, values: [...values] })

const poolOf = (database: Database): Promise<Pool> => database.em.getConnection().getNativeClient()

/** Asks one statement on whichever connection is free, outside of any transaction. */
export async function ask<Row>(database: Database, query: RawBuilder<Row> | Statement): Promise<Row[]> {
  const pool = await poolOf(database)
  return (await pool.query(prepared(toStatement(query)))).rows as Row[]
}

/**
 * One connection of the pool, held for a transaction. Statements are sent at once, one behind the other, without
 * waiting for the answers before: what needs no answer to be asked costs no round trip of its own. Postgres runs them
 * in their order; after one that fails the rest of the transaction fails too.
 */
export class Connection {
  #corked = false
  #failure: unknown

  private constructor(private readonly client: PoolClient) {}

  static async open(database: Database): Promise<Connection> {
    return new Connection(await (await poolOf(database)).connect())
  }

  async rows<Row>(query: RawBuilder<Row> | Statement): Promise<Row[]> {
    return (await this.send(toStatement(query))).rows as Row[]
  }

  send(statement: Statement): Promise<QueryResult> {
    this.#gather()
    return this.#noting(this.client.query(prepared(statement)))
  }

  /** A command without values, such as `begin`. */
  command(text: string): Promise<QueryResult> {
    this.#gather()
    if (text.startsWith('rollback')) this.#failure = undefined
    return this.#noting(this.client.query(text))
  }

  /**
   * Why a transaction failed. Of statements that were sent together all fail after the one that did, and whose error is
   * heard of first is chance: one that only came after it tells nothing, least of all whether to try again.
   */
  causeOf(error: unknown): unknown {
    return isAfterFailure(error) ? (this.#failure ?? error) : error
  }

  /** The query builder of this very connection, for the ORM. */
  queryBuilder(): Kysely<unknown> {
    const held = { query: this.client.query.bind(this.client), release() {} }
    return new Kysely({
      dialect: new PostgresDialect({ pool: { connect: async () => held, end: async () => {} } as never }),
    })
  }

  /** Gives it back; with a failure it is closed instead, because nobody knows what it is in the middle of. */
  release(failure?: Error): void {
    this.client.release(failure)
  }

  #noting<T>(answer: Promise<T>): Promise<T> {
    answer.catch((error: unknown) => (this.#failure ??= error))
    return answer
  }

  /** What is asked in one breath leaves in one packet. */
  #gather(): void {
    if (this.#corked) return
    const { stream } = (this.client as unknown as { connection: { stream: { cork(): void; uncork(): void } } })
      .connection
    this.#corked = true
    stream.cork()
    process.nextTick(() => {
      this.#corked = false
      stream.uncork()
    })
  }
}

/**
 * Does what belongs together, all of it or nothing, where nobody has entered a company yet. What a person does in their
 * company is a use case instead.
 */
export async function allOrNothing<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.open(database)
  try {
    await connection.command('begin')
    const result = await work(connection)
    await connection.command('commit')
    connection.release()
    return result
  } catch (error) {
    // Closing it takes everything back.
    connection.release(error as Error)
    throw error
  }
}
