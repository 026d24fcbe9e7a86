import type { Problem } from '../shared/problems'

/** What the company sets around the hour of an interview, in minutes, as a person writes it. */
export interface AdmissionDraft {
  admissionOpensMinutesBefore: number | null
  admissionClosesMinutesAfter: number | null
  noShowGraceMinutes: number | null
}

export const admissionNames = [
  'admissionOpensMinutesBefore',
  'admissionClosesMinutesAfter',
  'noShowGraceMinutes',
] as const satisfies (keyof AdmissionDraft)[]

/** From where to where each may be chosen, both included; the server holds the same. */
export const admissionBounds = {
  admissionOpensMinutesBefore: [0, 1440],
  admissionClosesMinutesAfter: [1, 1440],
  noShowGraceMinutes: [0, 120],
} as const satisfies Record<keyof AdmissionDraft, readonly [number, number]>

/** What is to be mended before the server is asked. */
export const problemsOfAdmission = (draft: AdmissionDraft): Problem[] =>
  admissionNames.flatMap((name) => {
    const value = draft[name]
    const [from, to] = admissionBounds[name]
    const fits = value !== null && Number.isInteger(value) && value >= from && value <= to
    return fits ? [] : [{ name, code: 'outOfBounds', facts: { least: from, most: to } }]
  })
