/** What of a person may come from either of two entries. */
export const candidateDetail = ['NAME', 'EMAIL', 'PHONE', 'TIME_ZONE', 'LANGUAGE'] as const
export type CandidateDetail = (typeof candidateDetail)[number]

export interface Details {
  name: string
  email: string | null
  addressBadSince: string | null
  addressBadReason: string | null
  phone: string | null
  timeZone: string
  language: string
}

/**
 * What is known of a person once two entries of them are one.
 * @param take what comes from the other entry; an address or a number that the kept one has not got comes from it anyway
 */
export function mergedDetails<D extends Details>(kept: D, other: D, take: readonly CandidateDetail[]): Details {
  const from = (detail: CandidateDetail) => (take.includes(detail) ? other : kept)
  const email = kept.email ? from('EMAIL') : other
  return {
    name: from('NAME').name,
    email: email.email,
    addressBadSince: email.addressBadSince,
    addressBadReason: email.addressBadReason,
    phone: (kept.phone ? from('PHONE') : other).phone,
    timeZone: from('TIME_ZONE').timeZone,
    language: from('LANGUAGE').language,
  }
}

interface Applied {
  id: string
  jobId: string
}

/**
 * Live applications for one job under both entries: nobody applies twice at once for a job. Which one stands is for a
 * person to say: the other one is withdrawn first.
 * @param live those that nobody has decided on, of both
 * @returns the ids of all that clash
 */
export function clashingApplications(live: readonly Applied[]): string[] {
  const byJob = Map.groupBy(live, ({ jobId }) => jobId)
  return [...byJob.values()].filter((ofJob) => ofJob.length > 1).flatMap((ofJob) => ofJob.map(({ id }) => id))
}
