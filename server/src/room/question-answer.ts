import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { answerKind, answerStatus } from './room.rules.ts'

const RoomProgressSchema = defineEntity({
  name: 'RoomProgress',
  tableName: 'room_progress',
  primaryKeys: ['company', 'interview'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    interview: () => ofSameCompany(Interview, 'interview_id').primary(),
    /** The question of the kit's version that the interview keeps; null when all are gone through. */
    questionId: p.uuid().nullable(),
    askedAt: p.datetime(),
  },
})

/** Whereto a candidate went on last. One who is with the first question has no row: it is asked from the start on. */
export class RoomProgress extends RoomProgressSchema.class {}
RoomProgressSchema.setClass(RoomProgress)

const QuestionAnswerSchema = defineEntity({
  name: 'QuestionAnswer',
  tableName: 'question_answer',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    /** Of the kit's version that the interview keeps. */
    questionId: p.uuid(),
    /** Which of the question's takes it is, from 1. */
    take: p.integer(),
    kind: p.enum(answerKind),
    status: p.enum(answerStatus),
    /** A random id of the browser tab that recorded it. */
    page: p.text().nullable(),
    text: p.text().nullable(),
    /** Found in the first bytes (RFC 9110 section 8.3); null before they came. */
    contentType: p.text().nullable(),
    /** The first bytes, as many as it takes to see what they are; null before they came. */
    head: p.blob().nullable(),
    receivedBytes: p.integer().default(0),
    /** How many there are in all, and their SHA-256 (FIPS 180-4) in hex: told when it was ended. */
    bytes: p.integer().nullable(),
    sha256: p.text().nullable(),
    /** As the browser measured it. */
    durationSeconds: p.double().nullable(),
    beganAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    /** When it became KEPT, REPLACED or LOST; changed again when a KEPT one is REPLACED or REMOVED. */
    settledAt: p.datetime().nullable(),
    /** Until when somebody compares its bytes with its SHA-256; whoever comes after that begins anew. */
    checkedUntil: p.datetime().nullable(),
  },
  uniques: [
    { name: 'question_answer_take_once', properties: ['company', 'interview', 'questionId', 'take'] },
    {
      name: 'question_answer_one_recorded',
      properties: ['company', 'interview'],
      where: `status = 'RECORDING'`,
    },
    {
      name: 'question_answer_one_counts',
      properties: ['company', 'interview', 'questionId'],
      where: `status = 'KEPT'`,
    },
  ],
  checks: [
    { name: 'question_answer_take', expression: 'take >= 1' },
    {
      name: 'question_answer_received',
      expression: 'received_bytes >= 0 and received_bytes <= coalesce(bytes, 2147483647)',
    },
    { name: 'question_answer_told', expression: '(bytes is null) = (sha256 is null)' },
    { name: 'question_answer_text', expression: `(kind = 'TEXT') = (text is not null) and char_length(text) <= 10000` },
    {
      name: 'question_answer_whole',
      expression: `status <> 'KEPT' or kind = 'TEXT' or (received_bytes = bytes and content_type is not null)`,
    },
    {
      name: 'question_answer_settled',
      expression: `(status in ('RECORDING', 'SENDING')) = (settled_at is null)`,
    },
  ],
  indexes: [
    // What waits for its bytes, or for somebody to look at them, is looked for across companies, several times a minute.
    {
      name: 'question_answer_unsettled',
      expression: `create index "question_answer_unsettled" on "question_answer" ("interview_id") where settled_at is null`,
    },
  ],
})

/** One take: an attempt of a candidate at answering a question. The one that counts is the answer. */
export class QuestionAnswer extends QuestionAnswerSchema.class {}
QuestionAnswerSchema.setClass(QuestionAnswer)

const AnswerPartSchema = defineEntity({
  name: 'AnswerPart',
  tableName: 'answer_part',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** Names its object in the storage, too. */
    id: p.uuid().primary(),
    answer: () => ofSameCompany(QuestionAnswer, 'answer_id'),
    /** Its place among the bytes of the take, from 0. */
    firstByte: p.integer(),
    /** Null while they are on their way into the storage. */
    bytes: p.integer().nullable(),
    begunAt: p.datetime(),
    /** Since when its object may be removed from the storage; the row goes when that is done. */
    removedAt: p.datetime().nullable(),
  },
  uniques: [
    {
      name: 'answer_part_place_once',
      properties: ['company', 'answer', 'firstByte'],
      where: `bytes is not null and removed_at is null`,
    },
  ],
  checks: [{ name: 'answer_part_place', expression: 'first_byte >= 0 and bytes > 0' }],
  indexes: [
    // What is to be removed from the storage is looked for across companies.
    {
      name: 'answer_part_to_remove',
      expression: `create index "answer_part_to_remove" on "answer_part" ("begun_at") where removed_at is not null or bytes is null`,
    },
  ],
})

/** A stretch of a take's bytes, kept as one object of the storage. It is written down before its object is made. */
export class AnswerPart extends AnswerPartSchema.class {}
AnswerPartSchema.setClass(AnswerPart)
