/** Where the candidate stands at the door; the words of `AdmissionPhase` in the schema. */
export type Phase = 'EARLY' | 'LOBBY' | 'LIVE' | 'EXPIRED' | 'CANCELLED' | 'DONE'

/** What the server last said about the door. Instants are ISO 8601. */
export interface Admission {
  readonly phase: Phase
  readonly opensAt: string
  readonly startsAt: string
  readonly closesAt: string
  readonly started: boolean
  /** What the candidate last said of their coming. */
  readonly arrival: { readonly state: 'HERE' | 'LATE' } | null | undefined
}

/** Whether the candidate is inside, having started or said that they are here; the window governs coming in, never being in. */
export const isInside = ({ started, arrival }: Pick<Admission, 'started' | 'arrival'>): boolean =>
  started || arrival?.state === 'HERE'

const WAY: readonly Phase[] = ['EARLY', 'LOBBY', 'LIVE', 'EXPIRED']

/**
 * The phase at an instant, so that the page can turn by itself between two answers of the server. Time only leads
 * onwards: what the server has already seen is never taken back by a device whose estimate lags a little behind. The
 * server has the last word all the same, since the page asks it again at every boundary.
 * @param now the server's clock, in milliseconds since the Unix epoch
 */
export function phaseAt(admission: Admission, now: number): Phase {
  const { phase } = admission
  if (phase === 'CANCELLED' || phase === 'DONE') return phase
  if (isInside(admission)) return 'LIVE'
  const reached = WAY[boundaries(admission).filter((boundary) => now >= boundary).length] ?? 'EXPIRED'
  return WAY.indexOf(reached) > WAY.indexOf(phase) ? reached : phase
}

function boundaries({ opensAt, startsAt, closesAt }: Admission): number[] {
  return [opensAt, startsAt, closesAt].map((instant) => Date.parse(instant))
}
