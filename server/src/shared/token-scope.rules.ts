/** What a program may do for a company with its token. Every token may READ; the others add to that. */
export const tokenScope = ['READ', 'SCHEDULE', 'CONTACT', 'ADMIN'] as const
export type TokenScope = (typeof tokenScope)[number]
