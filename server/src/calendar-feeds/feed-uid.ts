/**
 * The UID of an interview in the calendar of somebody who was not invited to it by email. Invitations have their own, one
 * per person; nobody sees that of another one, because it tells who answered.
 */
export const feedUid = (interviewId: string, domain: string): string => `interview-${interviewId}@${domain}`
