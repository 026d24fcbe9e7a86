interface Trouble {
  errorCode?: string | null | undefined
  hint?: string | null | undefined
}
type Translate = (key: string) => string
type HasWords = (key: string) => boolean

/** What a person can do about an email that failed: in their language where we have words for the code, else as the server says it. */
export function emailHint({ errorCode, hint }: Trouble, t: Translate, te: HasWords): string | null {
  const key = `emailHints.${errorCode ?? ''}`
  return errorCode && te(key) ? t(key) : (hint ?? null)
}
