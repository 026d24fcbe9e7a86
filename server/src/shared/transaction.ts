import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { appRole } from './columns.ts'
import { Connection, toStatement, type Statement } from './connection.ts'
import type { Database, EntityManager } from './database.ts'
import { isUnseenOverlap, violatedConstraint, worthRepeating } from './errors.ts'
import { newId } from './id.ts'
import type { Logger } from './log.ts'
import { Writes, type Row } from './writes.ts'

/** Something that happened, named in the past tense. It holds ids; whoever reacts reads what it needs. */
export interface DomainEvent {
  readonly name: string
  readonly about: { readonly type: string; readonly id: string }
  /** Names of the fields that changed: such an event goes into the audit trail. */
  readonly fields?: readonly string[]
  /** Who meets the candidate from now on; given by the events of an interview that is arranged or moved. */
  readonly interviewerIds?: readonly string[]
  /** Who waited for a place until now; given by the event of a slot that is called off. */
  readonly waitlistEntryIds?: readonly string[]
  /** The entry that is none any more; given by the event of two candidates that become one. */
  readonly duplicateId?: string
}

/** What a use case has in reach while its transaction is open. Nothing slow belongs inside: no mail, no network. */
export interface Transaction {
  /** Entities, for what is changed here and there. They are written before what `write` was given. */
  readonly em: EntityManager
  readonly actor: Actor
  readonly companyId: string
  /** The database's clock when the transaction began. */
  readonly now: Date
  /** Asks at once. Questions that need no answer of each other are asked together and cost one round trip. */
  rows<Row>(query: RawBuilder<Row>): Promise<Row[]>
  /** Writes at the end, in the order given, together with the commit; not at all where the answer is a refusal. */
  write(query: RawBuilder<unknown> | Statement): void
  /** The same for new rows; those of one table become one statement, in the place of the first. */
  insert(table: string, ...rows: readonly Row[]): void
  /** Tells that something happened. Reactions run before the commit; listeners hear of it after. */
  record(event: DomainEvent): void
  /** The same for what was found out on the way and holds even where the answer is a refusal. */
  recordAnyway(event: DomainEvent): void
}

/** An answer that is worth storing: plain values, known by its kind. */
export interface Answer {
  readonly kind: string
}

/** What must happen with an event even if the process dies: it writes rows of the same transaction. */
export type Reaction = (tx: Transaction, event: DomainEvent) => void | Promise<void>

export interface UseCase<A extends Answer> {
  /** Name of the use case; together with the input it is what an idempotency key stands for. */
  name: string
  actor: Actor
  input?: unknown
  idempotencyKey?: string | null | undefined
  /** The refusal behind a constraint that caught what the rules, in a race, could not see. */
  onViolation?: Record<string, (tx: Transaction) => Promise<A>>
}

/** Runs a use case; with an idempotency key the answer may also be that the key was used for another input. */
export interface InTransaction {
  <A extends Answer>(
    useCase: UseCase<A> & { idempotencyKey: string | null | undefined },
    work: (tx: Transaction) => Promise<A>,
  ): Promise<A | IdempotencyKeyReused>
  <A extends Answer>(
    useCase: UseCase<A> & { idempotencyKey?: never },
    work: (tx: Transaction) => Promise<A>,
  ): Promise<A>
}

export interface IdempotencyKeyReused {
  kind: 'IdempotencyKeyReused'
}

/**
 * Makes the frame of every use case: fork, begin as the company's app role, run, let reactions write, commit, and
 * only then let listeners know. Where another transaction was in the way, the whole use case runs again, so often as
 * `worthRepeating` says; a named constraint becomes its refusal.
 */
export function makeInTransaction({
  database,
  clock,
  reactions,
  afterCommit,
  log,
}: {
  database: Database
  clock: Clock
  reactions: readonly Reaction[]
  afterCommit: () => void
  log: Logger
}): InTransaction {
  async function once<A extends Answer>(useCase: UseCase<A>, work: (tx: Transaction) => Promise<A>) {
    const connection = await Connection.open(database)
    try {
      const answer = await run(connection, useCase, work)
      connection.release()
      return answer
    } catch (error) {
      const cause = connection.causeOf(error)
      await connection.command('rollback').then(
        () => connection.release(),
        (broken: Error) => connection.release(broken),
      )
      throw cause
    }
  }

  async function run<A extends Answer>(
    connection: Connection,
    useCase: UseCase<A>,
    work: (tx: Transaction) => Promise<A>,
  ): Promise<A | IdempotencyKeyReused> {
    const [, databaseNow] = await Promise.all([connection.command('begin'), enter(connection, useCase.actor.companyId)])
    const known = useCase.idempotencyKey ? await claimKey<A>(connection, useCase, useCase.idempotencyKey) : null
    if (known) {
      await commit(connection, [])
      return known
    }
    const now = clock.read(databaseNow)
    const { answer, events, writes } = await perform({ connection, database, reactions }, useCase.actor, now, work)
    if (useCase.idempotencyKey) writes.add(toStatement(keptAnswer(useCase, useCase.idempotencyKey, answer)))
    await commit(connection, writes.statements())
    if (events.length > 0) afterCommit()
    return answer
  }

  return (<A extends Answer>(useCase: UseCase<A>, work: (tx: Transaction) => Promise<A>) =>
    repeatedly(log, async () => {
      try {
        return await once(useCase, work)
      } catch (error) {
        const refuse = useCase.onViolation?.[violatedConstraint(error) ?? '']
        if (refuse) return await once(useCase, refuse)
        throw error
      }
    })) as InTransaction
}

interface Frame {
  connection: Connection
  database: Database
  reactions: readonly Reaction[]
}

/**
 * Does the work of a use case in an open transaction, and lets reactions join in.
 * @returns the answer, what happened, and the statements that are still to be sent
 */
async function perform<A extends Answer>(
  { connection, database, reactions }: Frame,
  actor: Actor,
  now: Date,
  work: (tx: Transaction) => Promise<A>,
): Promise<{ answer: A; events: readonly DomainEvent[]; writes: Writes; tx: Transaction }> {
  let em: EntityManager | undefined
  const events: DomainEvent[] = []
  const anyway: DomainEvent[] = []
  const writes = new Writes()
  const tx: Transaction = {
    get em() {
      return (em ??= entitiesOn(database, connection))
    },
    actor,
    companyId: actor.companyId,
    now,
    rows: (query) => connection.rows(query),
    write: (query) => writes.add(toStatement(query)),
    insert: (table, ...rows) => writes.insert(table, rows),
    record: (event) => void events.push(event),
    recordAnyway: (event) => void anyway.push(event),
  }
  const answer = await work(tx)
  // Nothing recorded means nothing happened: a refusal leaves no trace of what was prepared before it.
  if (events.length === 0) {
    writes.forget()
    em = undefined
  }
  events.push(...anyway)
  if (events.length > 0) {
    // A reaction may record more, so the list may grow while it is walked.
    for (const event of events) {
      if (event.fields) tx.insert('audit_entry', auditEntry(tx, event))
      for (const react of reactions) await react(tx, event)
    }
    await em?.flush()
  }
  return { answer, events, writes, tx }
}

function entitiesOn(database: Database, connection: Connection): EntityManager {
  const em = database.em.fork()
  em.setTransactionContext(connection.queryBuilder())
  return em
}

/** What is reached while things are tried out. */
export interface Trial {
  readonly companyId: string
  /** The database's clock when the dry run began. */
  readonly now: Date
  /** Asks at once; it sees what was tried before. */
  rows<Row>(query: RawBuilder<Row>): Promise<Row[]>
  /**
   * Does the work of a use case up to its commit. What comes after it finds things as they would be then.
   * @param look sees what was written, and what has happened
   * @throws what the work throws; that work is undone then, and what was tried before it stays
   */
  attempt<A extends Answer, Seen>(
    work: (tx: Transaction) => Promise<A>,
    look: (tx: Transaction, answer: A, events: readonly DomainEvent[]) => Promise<Seen>,
  ): Promise<Seen>
}

/** Tries out what would happen, and undoes all of it. */
export type DryRun = <R>(actor: Actor, work: (trial: Trial) => Promise<R>) => Promise<R>

/**
 * Makes the frame in which use cases are tried out: one transaction like theirs, a savepoint for each of them, and a
 * rollback at the end, whatever came of it. Emails, audit entries and hints are written like everything else, and are
 * gone like everything else; nobody hears of it. Begun anew, at most three times, where others were in the way.
 */
export function makeDryRun({
  database,
  clock,
  reactions,
  log,
}: {
  database: Database
  clock: Clock
  reactions: readonly Reaction[]
  log: Logger
}): DryRun {
  async function once<R>(actor: Actor, work: (trial: Trial) => Promise<R>): Promise<R> {
    const connection = await Connection.open(database)
    try {
      const [, databaseNow] = await Promise.all([connection.command('begin'), enter(connection, actor.companyId)])
      const now = clock.read(databaseNow)
      return await work({
        companyId: actor.companyId,
        now,
        rows: (query) => connection.rows(query),
        async attempt(useCase, look) {
          await connection.command('savepoint attempt')
          try {
            const { answer, events, writes, tx } = await perform(
              { connection, database, reactions },
              actor,
              now,
              useCase,
            )
            await Promise.all(writes.statements().map((write) => connection.send(write)))
            const seen = await look(tx, answer, events)
            await connection.command('release savepoint attempt')
            return seen
          } catch (error) {
            const cause = connection.causeOf(error)
            await connection.command('rollback to savepoint attempt')
            throw cause
          }
        },
      })
    } catch (error) {
      throw connection.causeOf(error)
    } finally {
      await connection.command('rollback').then(
        () => connection.release(),
        (broken: Error) => connection.release(broken),
      )
    }
  }

  return (actor, work) => repeatedly(log, () => once(actor, work))
}

/** Again after a random pause, so often as it is worth it, where another transaction was in the way. */
async function repeatedly<R>(log: Logger, once: () => Promise<R>): Promise<R> {
  for (let done = 0; ; done++) {
    try {
      return await once()
    } catch (error) {
      if (isUnseenOverlap(error)) log.error({ err: error }, 'an overlap that only a constraint saw')
      if (done >= worthRepeating(error)) throw error
      await pause(10 + Math.random() * 40 * (done + 1))
    }
  }
}

/** The last statements and the commit leave together; where one fails, Postgres makes the commit a rollback. */
async function commit(connection: Connection, writes: readonly Statement[]): Promise<void> {
  const answers = await Promise.all([...writes.map((write) => connection.send(write)), connection.command('commit')])
  if (answers.at(-1)!.command !== 'COMMIT') throw new Error('The transaction was rolled back instead of committed.')
}

/**
 * Enters a company for the rest of the transaction: its rows only, the role without other rights, and limits on
 * every wait. One statement, so that each use case pays one round trip; the settings end with the transaction, which
 * also suits a connection pooler.
 * @returns the database's clock
 */
export async function enter(connection: Connection, companyId: string): Promise<Date> {
  const [row] = await connection.rows(sql<{ now: string }>`select
    set_config('greenroom.company_id', ${companyId}, true),
    set_config('lock_timeout', '5s', true),
    set_config('statement_timeout', '15s', true),
    set_config('idle_in_transaction_session_timeout', '10s', true),
    set_config('role', ${appRole}, true),
    to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`)
  return new Date(row!.now)
}

const askerOf = (actor: Actor) => `${actor.kind}:${actor.id ?? ''}`

const inputHash = (useCase: UseCase<Answer>) =>
  createHash('sha256')
    .update(JSON.stringify([useCase.name, useCase.input ?? null]))
    .digest('hex')

/**
 * Takes the key for this transaction. An equal request that is still running holds the row, so this waits for its
 * end. Returns null where the key is new, else the first answer, or a refusal where the input is another one.
 */
async function claimKey<A extends Answer>(connection: Connection, useCase: UseCase<A>, key: string) {
  const { companyId } = useCase.actor
  const asker = askerOf(useCase.actor)
  const hash = inputHash(useCase)
  const claimed = await connection.rows(sql`insert into idempotency_key (company_id, asker, key, input_hash)
    values (${companyId}, ${asker}, ${key}, ${hash}) on conflict do nothing returning key`)
  if (claimed.length === 1) return null
  const [first] = await connection.rows(sql<{ input_hash: string; answer: A }>`select input_hash, answer
    from idempotency_key where company_id = ${companyId} and asker = ${asker} and key = ${key}`)
  if (first?.input_hash !== hash) return { kind: 'IdempotencyKeyReused' } satisfies IdempotencyKeyReused
  return first.answer
}

const keptAnswer = (useCase: UseCase<Answer>, key: string, answer: Answer) =>
  sql`update idempotency_key set answer = ${JSON.stringify(answer)}::jsonb
    where company_id = ${useCase.actor.companyId} and asker = ${askerOf(useCase.actor)} and key = ${key}`

const auditEntry = (tx: Transaction, event: DomainEvent) => ({
  company_id: tx.companyId,
  id: newId(),
  at: tx.now,
  action: event.name,
  actor_kind: tx.actor.kind,
  actor_id: tx.actor.id,
  entity_type: event.about.type,
  entity_id: event.about.id,
  fields: event.fields,
})
