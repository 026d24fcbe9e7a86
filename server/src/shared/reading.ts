import { IsolationLevel } from '@mikro-orm/postgresql'
import type { RawBuilder } from 'kysely'
import type { Clock } from './clock.ts'
import type { Database, EntityManager } from './database.ts'
import { enter } from './transaction.ts'

/**
 * What one answer is read from: a read-only snapshot of one company, opened at the first question and closed with
 * the answer. Lists and pages are read here as plain rows; entities are for things that change.
 */
export class Reading {
  #em: EntityManager | undefined
  #now: Date | undefined
  /** A connection answers one question at a time: each waits for the one before it. */
  #queue: Promise<unknown> = Promise.resolve()
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
    return this.#next(async (em) => {
      this.#statements++
      return (await query.execute(em.getKysely<unknown>())).rows
    })
  }

  /** The database's clock when the snapshot was taken. */
  now(): Promise<Date> {
    return this.#next(async () => this.#now!)
  }

  /**
   * Ends the snapshot and gives the connection back. An answer that failed early may leave resolvers running behind it:
   * what they still ask is refused, because nobody would end a snapshot that they opened.
   */
  async close(): Promise<void> {
    this.#closed = true
    await this.#queue.catch(() => {})
    const em = this.#em
    this.#em = undefined
    await em?.rollback()
  }

  #next<T>(ask: (em: EntityManager) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('This answer was given already.'))
    const answer = this.#queue.then(async () => {
      const em = (this.#em ??= await this.#open())
      try {
        return await ask(em)
      } catch (error) {
        // What one field may not ask spoils the snapshot, and would fail its neighbours; they get another one.
        this.#em = undefined
        await em.rollback().catch(() => {})
        throw error
      }
    })
    this.#queue = answer.catch(() => {})
    return answer
  }

  async #open(): Promise<EntityManager> {
    const em = this.database.em.fork()
    await em.begin({ isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true })
    try {
      this.#now = this.clock.read(await enter(em, this.companyId))
    } catch (error) {
      await em.rollback().catch(() => {})
      throw error
    }
    return em
  }
}
