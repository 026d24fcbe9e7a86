import type { RawBuilder } from 'kysely'
import type { Clock } from './clock.ts'
import { Connection } from './connection.ts'
import type { Database } from './database.ts'
import { isAfterFailure } from './errors.ts'
import { enter } from './transaction.ts'

/**
 * What one answer is read from: a read-only snapshot of one company, opened with the first question and closed with
 * the answer. Lists and pages are read here as plain rows; entities are for things that change.
 */
export class Reading {
  #snapshot: Promise<Snapshot> | undefined
  #statements = 0
  #closed = false

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    readonly companyId: string,
  ) {}

  /** How many questions this reading has asked, for the test that keeps lists free of a query per row. */
  get statements(): number {
    return this.#statements
  }

  rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    this.#statements++
    return this.#in((snapshot) => snapshot.connection.rows(query))
  }

  /** The database's clock when the snapshot was taken. */
  now(): Promise<Date> {
    return this.#in((snapshot) => snapshot.now)
  }

  /**
   * Ends the snapshot and gives the connection back. An answer that failed early may leave resolvers running behind it:
   * what they still ask is refused, because nobody would end a snapshot that they opened.
   */
  async close(): Promise<void> {
    this.#closed = true
    const snapshot = this.#snapshot
    this.#snapshot = undefined
    if (snapshot) await end(snapshot)
  }

  async #in<T>(ask: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#closed) throw new Error('This answer was given already.')
      const snapshot = (this.#snapshot ??= this.#open())
      try {
        return await ask(await snapshot)
      } catch (error) {
        // What one field may not ask spoils the snapshot for its neighbours too: they ask again, in another one.
        if (this.#snapshot === snapshot) {
          this.#snapshot = undefined
          void end(snapshot)
        }
        if (!isAfterFailure(error)) throw error
      }
    }
  }

  async #open(): Promise<Snapshot> {
    const connection = await Connection.open(this.database)
    const begun = connection.command('begin isolation level repeatable read read only')
    const entered = enter(connection, this.companyId)
    const now = Promise.all([entered, begun]).then(([databaseNow]) => this.clock.read(databaseNow))
    // Whoever asks hears of it; who never asks the time must not end the process.
    now.catch(() => {})
    return { connection, now }
  }
}

interface Snapshot {
  connection: Connection
  now: Promise<Date>
}

/** Nothing was written, so there is nothing to lose: a connection that cannot even end is closed. */
async function end(opening: Promise<Snapshot>): Promise<void> {
  const snapshot = await opening.catch(() => null)
  await snapshot?.connection.command('rollback').then(
    () => snapshot.connection.release(),
    (error: Error) => snapshot.connection.release(error),
  )
}
