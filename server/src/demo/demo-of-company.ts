import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { allOrNothing, ask, type Connection } from '../shared/connection.ts'
import { worthRepeating } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { keyOfObject, removalBatch } from '../shared/marked-objects.ts'
import { staffMemberStatement } from '../sign-in/add-staff-member.ts'
import type { DemoTools } from '../sign-in/demo.ts'
import type { Greenroom } from './greenroom.ts'
import { removeCompanies } from './remove-companies.ts'
import { fillMainCompany } from './seed-demo.ts'

const name = 'Lindgren & Co (demo)'

/** How often what somebody records meanwhile is removed again before it is given up. */
const mostTries = 5

/**
 * The demo of a company: a company of its own, so that nothing invented is ever among what is true, and all of it goes by
 * whose it is. No email leaves it, see `makeClaimDelivery`.
 */
export const makeDemoOfCompany = (greenroom: Greenroom): DemoTools => ({
  async open(asker) {
    const demo = await openPlace(greenroom, asker)
    if (demo.kind === 'CompanyIsDemo') return demo
    if (demo.people) {
      const { ruben, ines, astrid } = demo.people
      try {
        const secondAct = await fillMainCompany(greenroom, ruben, ines, astrid)
        await secondAct()
      } catch (error) {
        await removeCompanies(greenroom.database, [demo.id])
        throw error
      }
    }
    return { kind: 'Workplace', id: demo.id, name, demoOf: asker.companyId }
  },

  async remove({ companyId, id }) {
    const [demo] = await ask(
      greenroom.database,
      sql<{ id: string; demoOf: string }>`select demo.id, demo.demo_of_id as "demoOf" from staff_member own
        join staff_member there on there.user_id = own.user_id and there.role = 'ADMIN' and there.active
          and there.joined_at is not null
        join company demo on demo.demo_of_id = there.company_id and own.company_id in (demo.id, demo.demo_of_id)
        where own.company_id = ${companyId} and own.id = ${id}`,
    )
    if (!demo) return { kind: 'NoDemo' }
    for (let tries = 0; tries < mostTries; tries++) {
      if (!(await removeObjects(greenroom, demo.id))) return { kind: 'RecordingsNotRemoved' }
      try {
        if (await removeCompanies(greenroom.database, [demo.id])) return { kind: 'DemoRemoved', companyId: demo.demoOf }
      } catch (error) {
        // Somebody who works in it was in the way.
        if (tries >= worthRepeating(error)) throw error
      }
    }
    return { kind: 'RecordingsNotRemoved' }
  },
})

type People = Record<'ruben' | 'ines' | 'astrid', Staff>

/** Finds the demo of the asker's company, or makes one with its people, and gives the asker a place in it. */
async function openPlace(
  { database }: Greenroom,
  asker: Pick<Staff, 'companyId' | 'id'>,
): Promise<{ kind: 'Place'; id: string; people: People | null } | { kind: 'CompanyIsDemo' }> {
  return allOrNothing(database, async (connection) => {
    // One after the other: of two who open it at once one makes it.
    const [own] = await connection.rows(
      sql<{ isDemo: boolean }>`select demo_of_id is not null as "isDemo" from company
        where id = ${asker.companyId} for no key update`,
    )
    return own!.isDemo ? { kind: 'CompanyIsDemo' } : placeIn(connection, asker)
  })
}

async function placeIn(connection: Connection, asker: Pick<Staff, 'companyId' | 'id'>) {
  const [there] = await connection.rows(
    sql<{ id: string }>`select id from company where demo_of_id = ${asker.companyId}`,
  )
  const id = there?.id ?? newId()
  const people: People | null = there
    ? null
    : {
        ruben: { kind: 'STAFF', companyId: id, id: newId(), role: 'RECRUITER' },
        ines: { kind: 'STAFF', companyId: id, id: newId(), role: 'INTERVIEWER' },
        astrid: { kind: 'STAFF', companyId: id, id: newId(), role: 'ADMIN' },
      }
  if (people) {
    await connection.rows(sql`insert into company (id, name, time_zone, language, demo_of_id)
      values (${id}, ${name}, 'Europe/Stockholm', 'EN', ${asker.companyId})`)
    for (const [who, fullName] of [
      ['ruben', 'Ruben Sand'],
      ['ines', 'Inès Moreau'],
      ['astrid', 'Astrid Holm'],
    ] as const)
      await connection.rows(
        staffMemberStatement(people[who], {
          name: fullName,
          // An account has an address of its own, and there may be several demos.
          email: `${who}.${id.slice(-8)}@demo.test`,
          passwordHash: null,
        }),
      )
  }
  await connection.rows(sql`insert into staff_member (company_id, id, user_id, name, email, role, joined_at)
    select ${id}, ${newId()}, user_id, name, email, 'ADMIN', now() from staff_member
      where company_id = ${asker.companyId} and id = ${asker.id}
    on conflict on constraint staff_member_once_per_company
      do update set role = 'ADMIN', active = true, joined_at = coalesce(staff_member.joined_at, now())`)
  return { kind: 'Place', id, people } as const
}

/**
 * Removes what the storage has of a company, page by page, with the rows that tell of it.
 * @returns whether nothing is left of it
 */
async function removeObjects({ database, storage, log }: Greenroom, companyId: string): Promise<boolean> {
  for (const table of ['answer_part', 'question_voice'] as const)
    for (;;) {
      const rows = await ask(
        database,
        sql<{ id: string }>`select id from ${sql.table(table)} where company_id = ${companyId}
          order by id limit ${removalBatch}`,
      )
      const ids = rows.map(({ id }) => id)
      try {
        for (const id of ids) await storage.remove(keyOfObject(companyId, id))
      } catch (error) {
        log.warn({ err: error, table }, 'an object of a demo cannot be removed from the storage')
        return false
      }
      await ask(database, sql`delete from ${sql.table(table)} where company_id = ${companyId} and id = any(${ids})`)
      if (ids.length < removalBatch) break
    }
  return true
}
