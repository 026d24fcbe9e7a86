import type { Problem } from '../shared/problems'

/** Subject and introduction as a person writes them. */
export interface WordsDraft {
  subject: string
  intro: string
}

/** What may stand in braces in an email, as the server tells it. */
export interface Placeholder {
  name: string
  requiredInSubject: boolean
}

const longest = { subject: 120, intro: 2000 }

/** What is to be mended before the server is asked. */
export function problemsOfWords(draft: WordsDraft, placeholders: readonly Placeholder[]): Problem[] {
  const known = placeholders.map(({ name }) => name)
  const required = placeholders.filter(({ requiredInSubject }) => requiredInSubject).map(({ name }) => name)
  return (['subject', 'intro'] as const).flatMap((name): Problem[] => {
    const text = draft[name].trim()
    const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, inner]) => inner!)
    const unknown = named.find((each) => !known.includes(each))
    const missing = name === 'subject' ? required.find((each) => !named.includes(each)) : undefined
    if (text === '') return [{ name, code: 'missingWords' }]
    if (text.length > longest[name]) return [{ name, code: 'tooLong', facts: { most: longest[name] } }]
    if (unknown !== undefined) return [{ name, code: 'unknownPlaceholder', facts: { placeholder: braced(unknown) } }]
    if (missing !== undefined) return [{ name, code: 'missingPlaceholder', facts: { placeholder: braced(missing) } }]
    if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, ''))) return [{ name, code: 'looseBraces' }]
    return []
  })
}

/** How a placeholder is written in words. */
export const braced = (name: string) => `{${name}}`
