/** A calendar as somebody types it in. */
export interface SourceDraft {
  kind: 'ICS' | 'CALDAV'
  name: string
  url: string
  user: string
  password: string
}

export const freshSource = (name = ''): SourceDraft => ({ kind: 'ICS', name, url: '', user: '', password: '' })

interface Problem {
  name: string
  code: string
}

/**
 * What is to be mended before the server is asked.
 * @param keepsAccess whether the calendar has an address already, which stays where none is typed in
 */
export function problemsOfSource(draft: SourceDraft, keepsAccess: boolean): Problem[] {
  const required = (name: keyof SourceDraft): Problem[] => (draft[name].trim() ? [] : [{ name, code: 'required' }])
  if (keepsAccess && !wantsNewAccess(draft)) return required('name')
  const isAddress = /^(https?|webcals?):\/\/\S/i.test(draft.url.trim())
  const malformed = draft.url.trim() && !isAddress ? [{ name: 'url', code: 'addressMalformed' }] : []
  const login = draft.kind === 'CALDAV' ? [...required('user'), ...required('password')] : []
  return [...required('name'), ...required('url'), ...malformed, ...login]
}

/** An address or a login is typed in: then all of it is told anew. */
export const wantsNewAccess = ({ url, user, password }: SourceDraft): boolean =>
  [url, user, password].some((text) => text.trim() !== '')

/** How it is reached, as the server wants to hear it. */
export const accessOf = ({ url, user, password }: SourceDraft) => ({
  url: url.trim(),
  ...(user.trim() ? { user: user.trim() } : {}),
  ...(password ? { password } : {}),
})
