import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { appRole } from './columns.ts'
import type { Database, EntityManager } from './database.ts'
import { isWorthRepeating, violatedConstraint } from './errors.ts'
import { newId } from './id.ts'
import { AuditEntry } from './records.ts'

/** Something that happened, named in the past tense. It holds ids; whoever reacts reads what it needs. */
export interface DomainEvent {
  readonly name: string
  readonly about: { readonly type: string; readonly id: string }
  /** Names of the fields that changed: such an event goes into the audit trail. */
  readonly fields?: readonly string[]
}

/** What a use case has in reach while its transaction is open. Nothing slow belongs inside: no mail, no network. */
export interface Transaction {
  readonly em: EntityManager
  readonly actor: Actor
  readonly companyId: string
  /** The database's clock when the transaction began. */
  readonly now: Date
  /** Tells that something happened. Reactions run before the commit; listeners hear of it after. */
  record(event: DomainEvent): void
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

const repetitions = 3

/**
 * Makes the frame of every use case: fork, begin as the company's app role, run, let reactions write, commit, and
 * only then let listeners know. Serialization failures, deadlocks and lock timeouts run the whole use case again, at
 * most three times; a named constraint becomes its refusal.
 */
export function makeInTransaction({
  database,
  clock,
  reactions,
  afterCommit,
}: {
  database: Database
  clock: Clock
  reactions: readonly Reaction[]
  afterCommit: () => void
}): InTransaction {
  async function once<A extends Answer>(useCase: UseCase<A>, work: (tx: Transaction) => Promise<A>) {
    const em = database.em.fork()
    await em.begin()
    try {
      const now = clock.read(await enter(em, useCase.actor.companyId))
      const known = useCase.idempotencyKey ? await claimKey<A>(em, useCase, useCase.idempotencyKey) : null
      if (known) {
        await em.commit()
        return known
      }
      const events: DomainEvent[] = []
      const tx: Transaction = {
        em,
        actor: useCase.actor,
        companyId: useCase.actor.companyId,
        now,
        record: (event) => void events.push(event),
      }
      const answer = await work(tx)
      // Nothing recorded means nothing happened: a refusal leaves no trace of what was prepared before it.
      if (events.length > 0) {
        // A reaction may record more, so the list may grow while it is walked.
        for (const event of events) {
          if (event.fields) em.create(AuditEntry, auditEntry(tx, event))
          for (const react of reactions) await react(tx, event)
        }
        await em.flush()
      }
      if (useCase.idempotencyKey) await keepAnswer(em, useCase, useCase.idempotencyKey, answer)
      await em.commit()
      if (events.length > 0) afterCommit()
      return answer
    } catch (error) {
      await em.rollback().catch(() => {})
      throw error
    }
  }

  return (async <A extends Answer>(useCase: UseCase<A>, work: (tx: Transaction) => Promise<A>) => {
    for (let left = repetitions; ; left--) {
      try {
        return await once(useCase, work)
      } catch (error) {
        const refuse = useCase.onViolation?.[violatedConstraint(error) ?? '']
        if (refuse) return await once(useCase, refuse)
        if (left === 0 || !isWorthRepeating(error)) throw error
        await pause(10 + Math.random() * 40 * (repetitions - left + 1))
      }
    }
  }) as InTransaction
}

/**
 * Enters a company for the rest of the transaction: its rows only, the role without other rights, and limits on
 * every wait. One statement, so that each use case pays one round trip; the settings end with the transaction, which
 * also suits a connection pooler.
 * @returns the database's clock
 */
export async function enter(em: EntityManager, companyId: string): Promise<Date> {
  const { rows } = await sql<{ now: string }>`select
    set_config('greenroom.company_id', ${companyId}, true),
    set_config('lock_timeout', '5s', true),
    set_config('statement_timeout', '15s', true),
    set_config('idle_in_transaction_session_timeout', '10s', true),
    set_config('role', ${appRole}, true),
    to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`.execute(
    em.getKysely<unknown>(),
  )
  return new Date(rows[0]!.now)
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
async function claimKey<A extends Answer>(em: EntityManager, useCase: UseCase<A>, key: string) {
  const db = em.getKysely<unknown>()
  const { companyId } = useCase.actor
  const asker = askerOf(useCase.actor)
  const hash = inputHash(useCase)
  const claimed = await sql`insert into idempotency_key (company_id, asker, key, input_hash)
    values (${companyId}, ${asker}, ${key}, ${hash}) on conflict do nothing`.execute(db)
  if (claimed.numAffectedRows === 1n) return null
  const { rows } = await sql<{ input_hash: string; answer: A }>`select input_hash, answer from idempotency_key
    where company_id = ${companyId} and asker = ${asker} and key = ${key}`.execute(db)
  if (rows[0]?.input_hash !== hash) return { kind: 'IdempotencyKeyReused' } satisfies IdempotencyKeyReused
  return rows[0].answer
}

async function keepAnswer(em: EntityManager, useCase: UseCase<Answer>, key: string, answer: Answer) {
  await sql`update idempotency_key set answer = ${JSON.stringify(answer)}::jsonb
    where company_id = ${useCase.actor.companyId} and asker = ${askerOf(useCase.actor)} and key = ${key}`.execute(
    em.getKysely<unknown>(),
  )
}

const auditEntry = (tx: Transaction, event: DomainEvent) => ({
  companyId: tx.companyId,
  id: newId(),
  at: tx.now,
  action: event.name,
  actorKind: tx.actor.kind,
  actorId: tx.actor.id,
  entityType: event.about.type,
  entityId: event.about.id,
  fields: [...(event.fields ?? [])],
})
