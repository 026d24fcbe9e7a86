import type { Actor } from '../shared/actor.ts'

/** Whether somebody keeps this person's calendars: everybody their own, admins everybody's. */
export const mayKeepCalendars = (actor: Actor, staffMemberId: string): boolean =>
  actor.kind === 'STAFF' && (actor.role === 'ADMIN' || actor.id === staffMemberId)
