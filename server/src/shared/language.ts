/** The languages Greenroom speaks, in screens, emails and answers. */
export const language = ['EN', 'SV', 'FR'] as const
export type Language = (typeof language)[number]
