import DataLoader from 'dataloader'
import type { Reading } from './reading.ts'

/**
 * Loads things one by one in code and all at once in SQL. The batch belongs to one reading, so nothing is remembered
 * from one request, or one rights check, to the next.
 * @param batch rows for many keys in one statement, in any order
 * @param keyOf to which key a row belongs
 */
export function oneByKey<Row>(
  batch: (reading: Reading, keys: readonly string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
) {
  return perReading((reading) => {
    return new DataLoader<string, Row | null>(async (keys) => {
      const rows = new Map((await batch(reading, keys)).map((row) => [keyOf(row), row]))
      return keys.map((key) => rows.get(key) ?? null)
    })
  })
}

/** The same for things of which a key has several, in the order of the statement. */
export function manyByKey<Row>(
  batch: (reading: Reading, keys: readonly string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
) {
  return perReading((reading) => {
    return new DataLoader<string, Row[]>(async (keys) => {
      const rows = Map.groupBy(await batch(reading, keys), keyOf)
      return keys.map((key) => rows.get(key) ?? [])
    })
  })
}

/** One value per reading, made when it is first asked for and forgotten with the reading. */
export function perReading<T>(make: (reading: Reading) => T): (reading: Reading) => T {
  const made = new WeakMap<Reading, T>()
  return (reading) => {
    let value = made.get(reading)
    if (value === undefined) made.set(reading, (value = make(reading)))
    return value
  }
}
