import { sql } from 'kysely'
import { allOrNothing, type Connection } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'

/**
 * Removes companies with every row of theirs, in one transaction, and the accounts of people who have a place nowhere
 * else. Waits for those who are working in them; whoever begins then finds nothing. What the storage has of them is to be
 * removed before, because only their rows tell of it.
 * @returns whether it was done; false where the storage has something of them
 */
export async function removeCompanies(database: Database, ids: readonly string[]): Promise<boolean> {
  return allOrNothing(database, async (connection) => {
    await connection.rows(sql`select set_config('lock_timeout', '5s', true)`)
    await connection.rows(sql`select from company where id = any(${ids}) order by id for update`)
    const kept = await connection.rows(sql`select from answer_part where company_id = any(${ids})
      union all select from question_voice where company_id = any(${ids}) limit 1`)
    if (kept.length > 0) return false
    const accounts = await connection.rows<{ id: string }>(
      sql`select distinct user_id as id from staff_member where company_id = any(${ids})`,
    )
    for (const table of await tablesOfCompanies(connection))
      await connection.rows(sql`delete from ${sql.table(table)} where company_id = any(${ids})`)
    await connection.rows(sql`delete from company where id = any(${ids})`)
    await connection.rows(sql`delete from auth_user where id = any(${accounts.map(({ id }) => id)})
      and not exists (select from staff_member where user_id = auth_user.id)`)
    return true
  })
}

/** Every table that has rows of companies, each before those that its rows point to. */
async function tablesOfCompanies(connection: Connection): Promise<string[]> {
  const [tables, arrows] = await Promise.all([
    connection.rows<{ name: string }>(sql`select table_name as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and column_name = 'company_id' and table_type = 'BASE TABLE' order by table_name`),
    connection.rows<{ from: string; to: string }>(sql`select distinct conrelid::regclass::text as "from",
        confrelid::regclass::text as "to" from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`),
  ])
  const ordered: string[] = []
  let left = tables.map(({ name }) => name)
  while (left.length > 0) {
    const pointedTo = new Set(arrows.filter(({ from }) => left.includes(from)).map(({ to }) => to))
    const next = left.filter((name) => !pointedTo.has(name))
    if (next.length === 0) throw new Error(`These tables point to each other: ${left.join(', ')}.`)
    ordered.push(...next)
    left = left.filter((name) => pointedTo.has(name))
  }
  return ordered
}
