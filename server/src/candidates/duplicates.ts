import { sql } from 'kysely'
import { manyByKey } from '../shared/loader.ts'
import { candidateColumns, type CandidateRow } from './candidate.types.ts'

/** Why two entries may be of one person. */
export const duplicateSign = ['EMAIL', 'PHONE', 'NAME'] as const
export type DuplicateSign = (typeof duplicateSign)[number]

/** How many entries are shown beside one. */
const most = 5
/** So few digits are a number that many share. */
const fewestDigits = 7

const plainEmail = (table: string) => sql`lower(regexp_replace(${sql.ref(table)}.email, '[+][^@]*@', '@'))`
const plainPhone = (table: string) => sql`right(regexp_replace(${sql.ref(table)}.phone, '[^0-9]', '', 'g'), 9)`
const plainName = (table: string) => sql`lower(regexp_replace(btrim(${sql.ref(table)}.name), '[[:space:]]+', ' ', 'g'))`

const sameEmail = sql`${plainEmail('candidate')} = ${plainEmail('own')}`
const samePhone = sql`${plainPhone('candidate')} = ${plainPhone('own')} and length(${plainPhone('own')}) >= ${fewestDigits}`
const sameName = sql`${plainName('candidate')} = ${plainName('own')}`

export interface DuplicateRow extends CandidateRow {
  ownId: string
  signs: DuplicateSign[]
}

/**
 * Entries that may be of the same person as another one: with the same address, whatever stands after a plus sign; with
 * the same last nine digits of the phone number, because people leave the country out; or with the same name. Letter case
 * and spaces count for nothing. Those with most in common first.
 */
export const duplicatesOfCandidate = manyByKey<DuplicateRow>(
  (reading, ids) => {
    const { companyId } = reading
    // Each sign by its own index: one condition of all three would look at every candidate.
    const alike = sql.join(
      [sameEmail, samePhone, sameName].map(
        (sign) => sql`(select candidate.id from candidate
          where candidate.company_id = ${companyId} and candidate.id <> own.id and ${sign} limit ${most})`,
      ),
      sql` union `,
    )
    return reading.rows(sql<DuplicateRow>`select own.id as "ownId", found.* from candidate own
      cross join lateral (select * from (select ${candidateColumns}, array_remove(array[
          case when ${sameEmail} then 'EMAIL' end, case when ${samePhone} then 'PHONE' end,
          case when ${sameName} then 'NAME' end], null) as signs
        from (${alike}) alike(id)
        join candidate on candidate.company_id = ${companyId} and candidate.id = alike.id) alike
        order by cardinality(alike.signs) desc, alike."createdAt", alike.id limit ${most}) found
      where own.company_id = ${companyId} and own.id = any(${ids})
      order by cardinality(found.signs) desc, found."createdAt", found.id`)
  },
  (row) => row.ownId,
)
