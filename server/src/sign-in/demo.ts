import type { Staff } from '../shared/actor.ts'
import type { Workplace } from './session.ts'

/** Who asks, by their place in a company. */
type Place = Pick<Staff, 'companyId' | 'id'>

/** Gives a company a demo, and takes it away. */
export interface DemoTools {
  open(asker: Place): Promise<({ kind: 'Workplace' } & Workplace) | { kind: 'CompanyIsDemo' }>
  remove(
    asker: Place,
  ): Promise<{ kind: 'DemoRemoved'; companyId: string } | { kind: 'NoDemo' } | { kind: 'RecordingsNotRemoved' }>
}
