import { en, fr, sv } from '@nuxt/ui/locale'

/** The words and dates of the library's own components: British order, and a week that begins on Monday, as in time.ts. */
export const uiLocales = { en: { ...en, code: 'en-GB' }, fr, sv }
