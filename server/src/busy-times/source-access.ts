import { seal, unseal } from '../shared/sealed.ts'

/** How a calendar is reached. Its owner gives it and nobody gets it back. */
export interface SourceAccess {
  /** `https:`; `http:` for hosts that the operator has named. */
  url: string
  user: string | null
  password: string | null
}

const purpose = 'calendar-source'

const place = (companyId: string, sourceId: string) => `${companyId}/${sourceId}`

/** @param secret the newest of the server's secrets */
export const sealAccess = (secret: string, companyId: string, sourceId: string, access: SourceAccess): string =>
  seal(secret, purpose, place(companyId, sourceId), JSON.stringify(access))

/** Null where the secret with which it was sealed is no longer among them. */
export function unsealAccess(
  secrets: readonly string[],
  companyId: string,
  sourceId: string,
  sealed: string,
): SourceAccess | null {
  const text = unseal(secrets, purpose, place(companyId, sourceId), sealed)
  return text === null ? null : (JSON.parse(text) as SourceAccess)
}
