/**
 * What the time is. Whether something is over, free or expired is decided by the database's clock, which all servers
 * share; a `Clock` is handed that reading and tells what it means. In a test it may be another day.
 */
export interface Clock {
  read(databaseNow: Date): Date
}

export const systemClock: Clock = { read: (databaseNow) => databaseNow }
