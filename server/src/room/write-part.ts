import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { useCase, type Tools, type Transaction } from '../shared/use-case.ts'
import { headLength } from '../shared/media-type.rules.ts'
import { whyNotPart, type PartRefusal } from './room.rules.ts'
import { lockRoom, type LockedTake } from './take-rows.ts'

/** How many bytes the recordings of one application may have together. */
export interface RecordingQuota {
  readonly mostBytesOfApplication: number
}

const offset = z.int().min(0)

interface Part {
  interviewId: string
  answerId: string
  offset: number
  bytes: number
}

/** The take that a part is of, with its interview locked, or why the part is not wanted. */
async function takeFor(
  tx: Transaction,
  { interviewId, answerId, ...part }: Part,
  { mostBytesOfApplication }: RecordingQuota,
  /** A part that was begun already: it does not stand in its own way. */
  partId: string | null,
): Promise<LockedTake | PartRefusal> {
  const room = await lockRoom(tx, interviewId)
  const take = room.takes.find(({ id }) => id === answerId)
  if (!take || take.kind === 'TEXT') throw notFound()
  // Of kept parts those alone that were not removed: the index of their places has no others, and without it every part of the
  // company would be looked at.
  const [known] = await tx.rows(sql<{ parts: number; partsUnderWay: number; bytesOfApplication: string }>`select
    (select count(*)::integer from answer_part where company_id = ${tx.companyId} and answer_id = ${answerId}
      and bytes is not null and removed_at is null) as parts,
    (select count(*)::integer from answer_part where company_id = ${tx.companyId} and answer_id = ${answerId}
      and bytes is null and begun_at > ${tx.now}::timestamptz - interval '10 minutes'
      and id is distinct from ${partId}) as "partsUnderWay",
    (select coalesce(sum(part.bytes), 0) from interview own
      join interview on interview.company_id = own.company_id and interview.application_id = own.application_id
      join question_answer answer on answer.company_id = interview.company_id and answer.interview_id = interview.id
      join answer_part part on part.company_id = answer.company_id and part.answer_id = answer.id
        and part.bytes is not null and part.removed_at is null
      where own.company_id = ${tx.companyId} and own.id = ${interviewId}) as "bytesOfApplication"`)
  const { parts, partsUnderWay, bytesOfApplication } = known!
  const refusal = whyNotPart(
    room,
    take,
    part,
    {
      parts,
      partsUnderWay,
      bytesOfApplication: Number(bytesOfApplication),
      mostOfApplication: mostBytesOfApplication,
    },
    tx.now,
  )
  return refusal ?? take
}

const isRefusal = (found: LockedTake | PartRefusal): found is PartRefusal => !('id' in found)

/**
 * Bytes of a take are about to come. What they will be kept as is written down before, so that nothing is ever in the
 * storage of which no row tells.
 */
export const makeBeginPart = (tools: Tools, quota: RecordingQuota) =>
  useCase(
    'beginPart',
    z.object({ interviewId: z.string(), answerId: z.string(), offset, bytes: offset }),
    async (tx, part): Promise<PartRefusal | { kind: 'Part'; id: string; take: LockedTake; head: string }> => {
      const take = await takeFor(tx, part, quota, null)
      if (isRefusal(take)) return take
      const [row] = await tx.rows(sql<{ head: string }>`select coalesce(encode(head, 'hex'), '') as head
        from question_answer where company_id = ${tx.companyId} and id = ${take.id}`)
      const id = newId()
      tx.insert('answer_part', {
        company_id: tx.companyId,
        id,
        answer_id: take.id,
        first_byte: part.offset,
        begun_at: tx.now,
      })
      tx.record({ name: 'PartBegun', about: { type: 'QuestionAnswer', id: take.id } })
      return { kind: 'Part', id, take, head: row!.head }
    },
  )(tools)

/**
 * The bytes are in the storage: they become part of the take, where it still goes on at their place. Of two that were
 * sent for one place the first one wins, whichever servers they came to.
 */
export const makeKeepPart = (tools: Tools, quota: RecordingQuota) =>
  useCase(
    'keepPart',
    z.object({
      interviewId: z.string(),
      answerId: z.string(),
      partId: z.string(),
      offset,
      bytes: z.int().min(1),
      /** The first bytes of the take, in hex, with these. */
      head: z.string().max(2 * headLength),
      contentType: z.string().nullable(),
    }),
    async (tx, { partId, head, contentType, ...part }): Promise<PartRefusal | { kind: 'PartKept'; offset: number }> => {
      const take = await takeFor(tx, part, quota, partId)
      if (isRefusal(take)) return take
      const received = part.offset + part.bytes
      const { companyId } = tx
      const [kept] = await tx.rows(sql`update answer_part set bytes = ${part.bytes}
        where company_id = ${companyId} and id = ${partId} and bytes is null and removed_at is null returning id`)
      // Whoever took more than an hour was given up.
      if (!kept) return { kind: 'OffsetDiffers', offset: take.receivedBytes }
      tx.write(sql`update question_answer set received_bytes = ${received}, head = decode(${head}, 'hex'),
          content_type = ${contentType}
        where company_id = ${companyId} and id = ${take.id} and received_bytes = ${part.offset}`)
      tx.record({ name: 'PartKept', about: { type: 'QuestionAnswer', id: take.id } })
      return { kind: 'PartKept', offset: received }
    },
  )(tools)
