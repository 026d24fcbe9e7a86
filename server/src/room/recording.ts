import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { keyOfObject } from '../shared/marked-objects.ts'
import type { ByteRange, Storage } from '../storage/storage.ts'

/** One object of a take's bytes. */
interface KeptPart {
  id: string
  firstByte: number
  bytes: number
}

/** The parts of a take in their order. */
export const partsOf = (database: Database, companyId: string, answerId: string): Promise<KeptPart[]> =>
  ask(
    database,
    sql<KeptPart>`select id, first_byte as "firstByte", bytes from answer_part
      where company_id = ${companyId} and answer_id = ${answerId} and bytes is not null and removed_at is null
      order by first_byte`,
  )

/** The bytes of a take, or a stretch of them, one part after the other. @param stopped ends the reading, also while it waits */
export async function* bytesOf(
  storage: Storage,
  companyId: string,
  parts: readonly KeptPart[],
  { first, last }: ByteRange,
  stopped?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const { id, firstByte, bytes } of parts) {
    const range = { first: Math.max(first - firstByte, 0), last: Math.min(last - firstByte, bytes - 1) }
    if (range.first <= range.last) yield* storage.read(keyOfObject(companyId, id), range, stopped)
  }
}
