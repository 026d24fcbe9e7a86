import type { Actor, Asker } from '../actor.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { unauthenticated } from '../errors.ts'
import { Reading } from '../reading.ts'

/**
 * What a resolver has in reach: who asks, decided before anything ran, and a place to read from. A new one is made
 * for each request and, on a socket, for each event.
 */
export class Context {
  readonly asker: Asker
  // Plain properties, because Apollo hands resolvers a copy of this object: what changes is shared between the two.
  private readonly openReading: (companyId: string) => Reading
  private readonly state: { reading: Reading | undefined; statements: number; closed: boolean } = {
    reading: undefined,
    statements: 0,
    closed: false,
  }

  constructor(
    database: Database,
    clock: Clock,
    asker: Asker,
    /** Sets a response header; absent on a socket. */
    readonly setHeader: ((name: string, value: string | string[]) => void) | null = null,
    /** The request's own headers, for the sign-in library. */
    readonly headers: Headers = new Headers(),
    readonly requestId: string = '',
  ) {
    this.asker = Object.freeze(asker)
    this.openReading = (companyId) => new Reading(database, clock, companyId)
  }

  /** Who acts. @throws UNAUTHENTICATED where nobody does */
  get actor(): Exclude<Actor, { kind: 'SYSTEM' }> {
    if (this.asker.kind === 'NOBODY') throw unauthenticated()
    return this.asker
  }

  /** The snapshot of the asker's company that this answer is read from. @throws Error once the answer was given */
  get reading(): Reading {
    if (this.state.closed) throw new Error('This answer was given already.')
    return (this.state.reading ??= this.openReading(this.actor.companyId))
  }

  /** After a change: what is read from here on is read afresh. */
  async afresh(): Promise<void> {
    const before = this.state.reading
    this.state.reading = undefined
    this.state.statements += before?.statements ?? 0
    await before?.close()
  }

  /** How many statements this answer was read with. */
  get statements(): number {
    return this.state.statements + (this.state.reading?.statements ?? 0)
  }

  /** The answer was given: nothing is read for it any more. */
  async close(): Promise<void> {
    this.state.closed = true
    await this.afresh()
  }
}
