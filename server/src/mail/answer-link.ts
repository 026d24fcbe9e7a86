import { idOfKey, linkKeys } from '../shared/link-key.ts'

/*
 * The links in an email by which a participant answers: bound to their invitation, and those of the candidate revoked
 * with the personal link of the interview.
 */
export const { keyOf: answerKey, opens: opensAnswer } = linkKeys('answer-link')

/** The invitation that a key names, or null for a text that is no key. It proves nothing yet. */
export const invitationOfKey = idOfKey

/** Makes the address of the page on which a participant answers. */
export type AnswerLink = (invitation: { id: string; version: number }) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makeAnswerLink =
  (publicUrl: string, secret: string): AnswerLink =>
  ({ id, version }) =>
    `${publicUrl}/answer/${answerKey(secret, id, version)}`
