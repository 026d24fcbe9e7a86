import { defineEntity, p } from '@mikro-orm/core'
import { ownRows } from './columns.ts'

/*
 * What the transaction itself writes beside a use case's own rows. The company is a plain column here, not a
 * relation: `shared` knows no feature.
 */

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  primaryKeys: ['companyId', 'id'],
  policies: [ownRows()],
  properties: {
    companyId: p.uuid().primary(),
    id: p.uuid().primary(),
    at: p.datetime(),
    /** The event in the past tense, such as `InterviewCancelled`. */
    action: p.text(),
    actorKind: p.enum(['STAFF', 'CANDIDATE', 'CHOOSER', 'TOKEN', 'SYSTEM'] as const),
    actorId: p.uuid().nullable(),
    entityType: p.text(),
    entityId: p.uuid(),
    /** Names of the fields that changed; never their values, which may be personal. */
    fields: p.array(),
  },
  indexes: [
    { name: 'audit_entry_by_time', properties: ['companyId', 'at', 'id'] },
    { name: 'audit_entry_by_entity', properties: ['companyId', 'entityId', 'at'] },
  ],
})

/** One line of the audit trail. The role that serves requests may insert and read, nothing else. */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry)

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  primaryKeys: ['companyId', 'asker', 'key'],
  policies: [ownRows()],
  properties: {
    companyId: p.uuid().primary(),
    /** Who asked, such as `STAFF:<id>`: one asker's keys mean nothing to another. */
    asker: p.text().primary(),
    key: p.text().primary(),
    /** SHA-256 of the use case's name and its input. */
    inputHash: p.text(),
    answer: p.json().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'idempotency_key_by_age', properties: ['createdAt'] }],
})

/** The first answer to a mutation that was sent with a key; kept for 24 hours. */
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey)

const LiveEventSchema = defineEntity({
  name: 'LiveEvent',
  tableName: 'live_event',
  primaryKeys: ['companyId', 'id'],
  policies: [ownRows()],
  properties: {
    companyId: p.uuid().primary(),
    id: p.bigint().primary().autoincrement(),
    /**
     * The transaction that wrote it. Readers take only those older than every running transaction, in the order
     * (transaction, id): a serial number alone would skip a row that commits late.
     */
    transactionId: p.bigint().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    topic: p.text(),
    subjectId: p.uuid(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [
    { name: 'live_event_in_order', properties: ['transactionId', 'id'] },
    { name: 'live_event_by_age', properties: ['createdAt'] },
  ],
})

/** A hint for the live view: something happened to the thing with this id. */
export class LiveEvent extends LiveEventSchema.class {}
LiveEventSchema.setClass(LiveEvent)
