import { schedulingKey } from './scheduling-key.ts'

/** Makes the address of the page on which a candidate chooses a time. */
export type SchedulingUrl = (link: { id: string; version: number }) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makeSchedulingUrl =
  (publicUrl: string, secret: string): SchedulingUrl =>
  ({ id, version }) =>
    `${publicUrl}/choose/${schedulingKey(secret, id, version)}`
