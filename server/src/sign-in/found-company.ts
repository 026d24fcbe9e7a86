import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { allOrNothing, ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import type { Language } from '../shared/language.ts'
import { staffMemberStatement, type Person } from './add-staff-member.ts'

export interface NewCompany {
  company: string
  /** An IANA name. */
  timeZone: string
  language: Language
}

export type Founding = { kind: 'Founded'; admin: Staff } | { kind: 'InstallationIsSetUp' } | { kind: 'AddressIsTaken' }

/** Any number but that of the migrations. */
const lockNumber = 7_013_020

/** Whether the installation has a company. */
export async function isSetUp(database: Database): Promise<boolean> {
  const [found] = await ask<{ there: boolean }>(database, sql`select exists (select from company) as there`)
  return found!.there
}

/**
 * Makes a company and its first administrator, both or none.
 * @param onlyTheFirst whether a company that is there already forbids it
 */
export async function foundCompany(
  database: Database,
  { company, timeZone, language, ...person }: NewCompany & Person,
  { onlyTheFirst = false } = {},
): Promise<Founding> {
  const admin: Staff = { kind: 'STAFF', companyId: newId(), id: newId(), role: 'ADMIN' }
  return allOrNothing(database, async (connection): Promise<Founding> => {
    // One after the other: of two who begin at once only one is the first.
    await connection.rows(sql`select pg_advisory_xact_lock(${lockNumber})`)
    const [found] = await connection.rows<{ company: boolean; address: boolean }>(
      sql`select exists (select from company) as company,
        exists (select from auth_user where email = ${person.email}) as address`,
    )
    const refusal = onlyTheFirst && found!.company ? 'InstallationIsSetUp' : found!.address ? 'AddressIsTaken' : null
    if (refusal) return { kind: refusal }
    await connection.rows(sql`insert into company (id, name, time_zone, language)
      values (${admin.companyId}, ${company}, ${timeZone}, ${language})`)
    await connection.rows(staffMemberStatement(admin, person))
    return { kind: 'Founded', admin }
  })
}
