import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Topic } from './live-events.ts'

/** A hint that something happened. Whoever hears it reads the thing afresh, with their own rights. */
export interface Hint {
  /** Where it stands among all hints; opaque to clients. */
  cursor: string
  companyId: string
  topic: Topic
  subjectId: string
}

/** How many hints one listener may leave unread before they are told to ask again. */
const queueBound = 500
/** How many hints are read at once. */
const batch = 1000
/** How often the table is looked at when no notification came. */
const idleLook = 2000
/** At most one notification per process in this time, however many transactions commit: a commit with NOTIFY queues. */
const notifyPause = 10

const channel = 'greenroom_live'

export class ListenerTooSlow extends Error {
  constructor() {
    super('Too many events are waiting unread: connect again and ask for the current state.')
  }
}

/** The listener may not see what this event is about, or it is gone: the event is not sent to them. */
export class NothingToTell extends Error {}

/**
 * The live view's relay, one per process: it hears that something was committed anywhere, reads the new hints once,
 * and hands them to those who listen here. Nothing is told that is not committed, nothing late is skipped: hints are
 * read only up to the oldest transaction that still runs. Losing a notification costs at most two seconds.
 */
export class LiveHub {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #stopped = new AbortController()
  #position: Position | undefined
  #wake: () => void = () => {}
  #work: Promise<void> = Promise.resolve()
  /** Whether something was committed that no other process was told of yet, and the telling that is under way. */
  #unannounced = false
  #announcing: Promise<void> | undefined
  #client: pg.Client | undefined

  constructor(
    private readonly database: Database,
    private readonly url: string,
    private readonly log: Logger,
    /** Others in this process who want to know that something was committed: the worker. */
    private readonly onChange: () => void = () => {},
  ) {}

  async start(): Promise<void> {
    await this.#listen()
    this.#position = await this.#now()
    this.#work = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#wake()
    await this.#work
    await this.#announcing
    await this.#client?.end().catch(() => {})
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener.end()
  }

  /** A transaction of this process was committed. Tells all processes, this one included, a moment later. */
  readonly committed = (): void => {
    this.#wake()
    this.#unannounced = true
    this.#announcing ??= this.#announce()
  }

  /** One notification after another: the connection takes no second question before it has answered the first. */
  async #announce(): Promise<void> {
    while (this.#unannounced) {
      await pause(notifyPause)
      this.#unannounced = false
      if (this.#client && !this.#stopped.signal.aborted)
        await this.#client.query(`notify ${channel}`).catch((error: unknown) => this.log.warn(error, 'notify failed'))
    }
    this.#announcing = undefined
  }

  /**
   * The hints of a company from now on; from after a cursor where one is given, so that a listener who was away
   * misses nothing that is still kept. Ends with ListenerTooSlow where hints pile up unread.
   */
  listen(companyId: string, wants: (hint: Hint) => boolean, after: Position | null): AsyncIterableIterator<Hint> {
    const listener = new Listener(wants, after)
    const ofCompany = this.#listeners.get(companyId) ?? new Set()
    this.#listeners.set(companyId, ofCompany.add(listener))
    listener.onEnd = () => {
      ofCompany.delete(listener)
      if (ofCompany.size === 0) this.#listeners.delete(companyId)
    }
    if (after) {
      // What comes meanwhile waits in the listener's queue; what was missed goes before it.
      void this.#missed(companyId, after).then(
        (missed) => listener.replay(missed),
        (error: unknown) => listener.fail(error),
      )
    } else listener.replay([])
    return listener
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      let again = false
      try {
        if (!this.#client) await this.#listen()
        again = await this.#look()
      } catch (error) {
        this.log.warn(error, 'the live view cannot read its hints')
      }
      // Hints of a transaction that committed while an older one still runs become readable when that one ends.
      const limit = again ? 20 : idleLook
      const timer = new AbortController()
      await Promise.race([woken, pause(limit, undefined, { signal: timer.signal }).catch(() => {})])
      timer.abort()
    }
  }

  /** Reads what is new and hands it on. Returns whether more is known to come. */
  async #look(): Promise<boolean> {
    for (;;) {
      const { rows } = await sql<HintRow & { ready: boolean }>`
        select transaction_id::text as "transactionId", id::text as id, company_id as "companyId", topic,
          subject_id as "subjectId", transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as ready
        from live_event where (transaction_id, id) > (${this.#position!.transactionId}::xid8, ${this.#position!.id}::bigint)
        order by ${inOrder} limit ${batch}`.execute(this.database.em.fork().getKysely<unknown>())
      const ready = rows.filter((row) => row.ready)
      for (const row of ready) {
        this.#position = { transactionId: row.transactionId, id: row.id }
        const hint = toHint(row)
        for (const listener of this.#listeners.get(hint.companyId) ?? []) listener.push(hint)
      }
      if (ready.length > 0) this.onChange()
      if (rows.length < batch) return ready.length < rows.length
      if (ready.length === 0) return true
    }
  }

  async #missed(companyId: string, after: Position): Promise<Hint[]> {
    const { rows } = await sql<HintRow>`
      select transaction_id::text as "transactionId", id::text as id, company_id as "companyId", topic,
        subject_id as "subjectId"
      from live_event where company_id = ${companyId}
        and (transaction_id, id) > (${after.transactionId}::xid8, ${after.id}::bigint)
        and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      order by ${inOrder} limit ${queueBound + 1}`.execute(this.database.em.fork().getKysely<unknown>())
    if (rows.length > queueBound) throw new ListenerTooSlow()
    return rows.map(toHint)
  }

  async #now(): Promise<Position> {
    const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
      this.database.em.fork().getKysely<unknown>(),
    )
    return { transactionId: rows[0]!.xmin, id: '-1' }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'greenroom-live' })
    client.on('notification', () => {
      this.onChange()
      this.#wake()
    })
    client.on('error', (error) => {
      this.log.warn(error, 'the live view lost its connection')
      if (this.#client === client) this.#client = undefined
    })
    client.on('end', () => {
      if (this.#client === client) this.#client = undefined
    })
    await client.connect()
    await client.query(`listen ${channel}`)
    this.#client = client
  }
}

export interface Position {
  transactionId: string
  id: string
}

interface HintRow extends Position {
  companyId: string
  topic: Topic
  subjectId: string
}

/** Sorted by the numbers of the table: a bare `id` would be the text that is selected, where 10 comes before 9. */
const inOrder = sql`live_event.transaction_id, live_event.id`

const toHint = ({ transactionId, id, companyId, topic, subjectId }: HintRow): Hint => ({
  cursor: `${transactionId}.${id}`,
  companyId,
  topic,
  subjectId,
})

/** Reads a cursor that a client sent back; null for a text that is none. */
export function positionOf(cursor: string): Position | null {
  const match = /^(\d{1,19})\.(\d{1,18})$/.exec(cursor)
  return match ? { transactionId: match[1]!, id: match[2]! } : null
}

const isAfter = (one: Position, two: Position): boolean => {
  const [x, y] = [BigInt(one.transactionId), BigInt(two.transactionId)]
  return x === y ? BigInt(one.id) > BigInt(two.id) : x > y
}

/** One listener's own queue, so that who stops reading costs a bounded amount and nobody else anything. */
export class Listener implements AsyncIterableIterator<Hint> {
  onEnd: () => void = () => {}
  readonly #waiting: Hint[] = []
  /** The newest hint that this listener knows. Another process may have told them of hints that are news here. */
  #known: Position | null
  #replayed = false
  #over: { error?: unknown } | undefined
  #deliver: (() => void) | undefined

  constructor(
    private readonly wants: (hint: Hint) => boolean,
    after: Position | null,
  ) {
    this.#known = after
  }

  push(hint: Hint): void {
    if (this.#over || !this.#isNews(hint) || !this.wants(hint)) return
    if (this.#waiting.length >= queueBound) return this.fail(new ListenerTooSlow())
    this.#waiting.push(hint)
    this.#deliver?.()
  }

  /** Puts what was missed before what came meanwhile, each once. */
  replay(missed: readonly Hint[]): void {
    const last = missed.at(-1)
    if (last) this.#known = positionOf(last.cursor)
    const newer = this.#waiting.filter((hint) => this.#isNews(hint))
    this.#waiting.splice(0, this.#waiting.length, ...missed.filter((hint) => this.wants(hint)), ...newer)
    this.#replayed = true
    this.#deliver?.()
  }

  #isNews(hint: Hint): boolean {
    return !this.#known || isAfter(positionOf(hint.cursor)!, this.#known)
  }

  fail(error: unknown): void {
    this.#waiting.length = 0
    this.#over ??= { error }
    this.onEnd()
    this.#deliver?.()
  }

  end(): void {
    this.#over ??= {}
    this.onEnd()
    this.#deliver?.()
  }

  async next(): Promise<IteratorResult<Hint>> {
    for (;;) {
      if (this.#replayed && this.#waiting.length > 0) return { value: this.#waiting.shift()!, done: false }
      if (this.#over) {
        if ('error' in this.#over) {
          const { error } = this.#over
          this.#over = {}
          throw error
        }
        return { value: undefined, done: true }
      }
      await new Promise<void>((resolve) => (this.#deliver = resolve))
      this.#deliver = undefined
    }
  }

  async return(): Promise<IteratorResult<Hint>> {
    this.end()
    this.#waiting.length = 0
    return { value: undefined, done: true }
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
