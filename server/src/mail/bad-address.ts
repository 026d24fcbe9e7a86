import { sql } from 'kysely'

/** That emails to an address come back. */
export interface BadAddress {
  /** In the words of the server that refused them; null where it had none. */
  reason: string | null
}

/** The same of a person's row; null where nothing has come back. */
export const badAddressOf = (person: 'candidate' | 'guest') => sql<BadAddress | null>`case
  when ${sql.ref(`${person}.address_bad_since`)} is not null
  then json_build_object('reason', ${sql.ref(`${person}.address_bad_reason`)}) end`
