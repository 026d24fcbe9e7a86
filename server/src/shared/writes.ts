import type { Statement } from './connection.ts'

/** A new row: its columns by their names in the table. */
export type Row = Readonly<Record<string, unknown>>

/** What a transaction has still to write, in the order in which it will be written. */
export class Writes {
  #writes: (Statement | { table: string; rows: Row[] })[] = []

  add(statement: Statement): void {
    this.#writes.push(statement)
  }

  /** Rows of one table gather in the place of its first one: each statement has its price, a row hardly any. */
  insert(table: string, rows: readonly Row[]): void {
    if (rows.length === 0) return
    const gathered = this.#writes.find((write) => 'table' in write && write.table === table)
    if (gathered && 'rows' in gathered) gathered.rows.push(...rows)
    else this.#writes.push({ table, rows: [...rows] })
  }

  forget(): void {
    this.#writes = []
  }

  statements(): Statement[] {
    return this.#writes.map((write) => ('table' in write ? insertInto(write.table, write.rows) : write))
  }
}

/** The columns are those of the first row; a row that has others is a mistake in the code. */
function insertInto(table: string, rows: readonly Row[]): Statement {
  const columns = Object.keys(rows[0]!)
  const values: unknown[] = []
  const places = rows.map((row) => {
    if (Object.keys(row).length !== columns.length) throw new Error(`Rows for ${table} differ in their columns.`)
    return `(${columns.map((column) => `$${values.push(row[column])}`).join(', ')})`
  })
  return { text: `insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`, values }
}
