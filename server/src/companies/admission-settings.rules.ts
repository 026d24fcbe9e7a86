/** What a company sets around the hour of an interview, in minutes. */
export interface AdmissionSettings {
  /** Before the start: from when on the candidate's page is a lobby. */
  admissionOpensMinutesBefore: number
  /** After the start: until when the room lets in. */
  admissionClosesMinutesAfter: number
  /** After the start: when a no-show is suggested. */
  noShowGraceMinutes: number
}

/** From where to where each may be chosen, both included. The database holds the same bounds. */
export const admissionBounds = {
  admissionOpensMinutesBefore: [0, 1440],
  admissionClosesMinutesAfter: [1, 1440],
  noShowGraceMinutes: [0, 120],
} as const satisfies Record<keyof AdmissionSettings, readonly [number, number]>
