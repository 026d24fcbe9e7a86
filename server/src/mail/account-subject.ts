import { sql } from 'kysely'
import { joinDays } from '../companies/join-link.ts'
import { resetMinutes } from '../companies/password-link.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { AccountMailKind } from './account-mail.ts'
import { badAddressOf, type BadAddress } from './bad-address.ts'
import { accountMailIsOver } from './delivery.rules.ts'
import type { LockedDelivery } from './lock-delivery.ts'
import type { Subject } from './subject.ts'

interface PersonRow {
  name: string
  email: string
  badAddress: BadAddress | null
  isActive: boolean
  hasJoined: boolean
  language: Language
  timeZone: string
  companyName: string
}

const minute = 60_000
const day = 24 * 60 * minute

/** Whose account an email is about, and everything that it says of it. */
export async function readAccount(
  tx: Transaction,
  { id, kind, queuedAt }: LockedDelivery & { kind: AccountMailKind },
  staffMemberId: string,
): Promise<Subject> {
  const [person] =
    await tx.rows(sql<PersonRow>`select guest.name, guest.email, ${badAddressOf('guest')} as "badAddress",
      guest.active as "isActive", guest.joined_at is not null as "hasJoined",
      coalesce(guest.language, company.language) as language, coalesce(guest.time_zone, company.time_zone) as "timeZone",
      company.name as "companyName"
    from staff_member guest join company on company.id = guest.company_id
    where guest.company_id = ${tx.companyId} and guest.id = ${staffMemberId}`)
  if (!person) throw new Error(`Staff member ${staffMemberId} is gone, and their email is there.`)
  const end = new Date(queuedAt.getTime() + (kind === 'PASSWORD_RESET' ? resetMinutes * minute : (joinDays - 1) * day))
  const { name, email, badAddress, companyName, language, timeZone } = person
  return {
    isOvertaken: accountMailIsOver(kind, person, end, tx.now),
    notAfter: end,
    recipient: { id: staffMemberId, name, email, badAddress },
    company: { name: companyName },
    tells: null,
    mail: (head, { joinLink, passwordLink }) => ({
      ...head,
      kind,
      language,
      companyName,
      timeZone,
      until: end,
      // Of the moment at which it was queued: sent again it is the same.
      link: kind === 'PASSWORD_RESET' ? passwordLink(id) : joinLink(staffMemberId, queuedAt),
    }),
  }
}
