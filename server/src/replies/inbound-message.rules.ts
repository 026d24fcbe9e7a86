import { quarantineReason } from './answer.rules.ts'

export const inboundDoor = ['SMTP', 'IMAP'] as const
export type InboundDoor = (typeof inboundDoor)[number]

/** What a message is. */
export const inboundKind = ['ANSWER', 'PROPOSAL', 'REFRESH', 'BOUNCE', 'AUTO_REPLY', 'MESSAGE', 'UNREADABLE'] as const
export type InboundKind = (typeof inboundKind)[number]

/** What became of it: it had its effect, needs none, or waits for somebody to look at it, who then lets it go. */
export const inboundStatus = ['APPLIED', 'NOTED', 'WAITING', 'DISMISSED'] as const
export type InboundStatus = (typeof inboundStatus)[number]

/** Why it had no effect by itself. */
export const inboundReason = [
  ...quarantineReason,
  'EVENT_IS_OVER',
  'OLD_TIME',
  'OUTDATED',
  'NO_ANSWER',
  'TOO_OFTEN',
  'STILL_TRIED',
  'WAS_DELIVERED',
] as const
export type InboundReason = (typeof inboundReason)[number]

/** For how many days a message is kept. What it said of an interview stays with the interview. */
export const keptDays = 30

/** How often a day a calendar program may ask for the event again. */
export const refreshesPerDay = 3
