import { sql } from 'kysely'
import { oneByKey } from '../shared/loader.ts'

/** Who of the company is asked for a code besides the password; requests have no right to more of it. */
export const secondFactorOf = oneByKey(
  (reading, ids) =>
    reading.rows(sql<{ person: string; since: string; recoveryCodesLeft: number }>`select person,
      to_json(since) as since, codes_left as "recoveryCodesLeft" from greenroom_second_factors(${ids})`),
  (row) => row.person,
)
