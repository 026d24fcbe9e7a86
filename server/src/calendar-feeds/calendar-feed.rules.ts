/** Which interviews a feed holds. */
export const feedScope = ['OWN', 'COMPANY'] as const
export type FeedScope = (typeof feedScope)[number]

type Role = 'ADMIN' | 'RECRUITER' | 'INTERVIEWER'

/** Who may subscribe to what: everybody to what they attend, those who recruit also to everything. */
export const mayFollow = (role: Role, scope: FeedScope): boolean => scope === 'OWN' || role !== 'INTERVIEWER'
