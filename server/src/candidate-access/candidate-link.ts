import { accessKey } from './access-key.ts'

/** Makes the personal link of an interview. */
export type CandidateLink = (interview: { id: string; accessKeyVersion: number }) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makeCandidateLink =
  (publicUrl: string, secret: string): CandidateLink =>
  ({ id, accessKeyVersion }) =>
    `${publicUrl}/interview/${accessKey(secret, id, accessKeyVersion)}`
