import type { UseCases } from '../schema.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Storage } from '../storage/storage.ts'

/** The finished application, as far as a demo needs it. */
export interface Greenroom {
  readonly database: Database
  readonly storage: Storage
  readonly log: Logger
  readonly useCases: UseCases
  /** The same with another clock. */
  useCasesAt(clock: Clock): { readonly useCases: UseCases }
}
