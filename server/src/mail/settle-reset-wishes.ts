import { sql } from 'kysely'
import { resetMinutes } from '../companies/password-link.ts'
import { system } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { makeSendPasswordLink } from './send-password-link.ts'

/** How many links one address is sent in an hour: whoever asks for more fills somebody's mailbox. */
const mostLinks = 3
/** How many wishes are settled at a time. */
const batch = 100

interface Wish {
  id: string
  isOneTooMany: boolean
  /** Whose address it is, where they joined first; null where it is nobody's who signs in with a password. */
  companyId: string | null
  staffMemberId: string | null
}

/**
 * Looks whose the addresses are for which a new password was asked for, and lets those be written to. It is not done where
 * it is asked: there everything is the same for every address, in what is answered and in how long it takes.
 */
export async function settleResetWishes(
  database: Database,
  sendPasswordLink: ReturnType<typeof makeSendPasswordLink>,
): Promise<void> {
  const wishes = await ask(
    database,
    sql<Wish>`select wish.id, mine.company_id as "companyId", mine.id as "staffMemberId",
        (select count(*) from auth_try earlier where earlier.kind = 'RESET_FOR' and earlier.whose = wish.whose
          and earlier.at between wish.at - interval '1 hour' and wish.at) > ${mostLinks} as "isOneTooMany"
      from auth_try wish
      left join lateral (select person.company_id, person.id from auth_user account
        join auth_account door on door.user_id = account.id and door.provider_id = 'credential'
        join staff_member person on person.user_id = account.id and person.active and person.joined_at is not null
        where account.email = wish.whose order by person.created_at, person.id limit 1) mine on true
      where wish.kind = 'RESET_FOR' and wish.settled_at is null
        and wish.at > now() - ${resetMinutes} * interval '1 minute'
      order by wish.at limit ${batch}`,
  )
  for (const { id, isOneTooMany, companyId, staffMemberId } of wishes) {
    if (companyId && staffMemberId && !isOneTooMany)
      await sendPasswordLink(system(companyId), { staffMemberId, wishId: id })
    await ask(database, sql`update auth_try set settled_at = now() where id = ${id}`)
  }
}
