import { computed, type ComputedRef } from 'vue'
import { createI18n } from 'vue-i18n'

export const locales = ['en', 'sv', 'fr'] as const
export type Locale = (typeof locales)[number]

/** The same as the schema names them. */
export type Language = Uppercase<Locale>
export const languages: readonly Language[] = ['EN', 'SV', 'FR']

/** Each language in its own words, for the switch. */
export const localeNames: Record<Locale, string> = { en: 'English', sv: 'Svenska', fr: 'Français' }
/** British English: dates in the order the other two languages use, and a 24-hour clock in all three. */
export const localeTags: Record<Locale, string> = { en: 'en-GB', sv: 'sv-SE', fr: 'fr-FR' }

/** The dashboard's are divided by web/words-plugin.ts: `dashboard` is all that `today` does not bring. */
const bundles = {
  entrance: {
    en: () => import('virtual:words/entrance.en.json'),
    sv: () => import('virtual:words/entrance.sv.json'),
    fr: () => import('virtual:words/entrance.fr.json'),
  },
  today: {
    en: () => import('virtual:words/today.en.json'),
    sv: () => import('virtual:words/today.sv.json'),
    fr: () => import('virtual:words/today.fr.json'),
  },
  dashboard: {
    en: () => import('virtual:words/dashboard.en.json'),
    sv: () => import('virtual:words/dashboard.sv.json'),
    fr: () => import('virtual:words/dashboard.fr.json'),
  },
  candidateAccess: {
    en: () => import('../candidate-access/locales/en.json'),
    sv: () => import('../candidate-access/locales/sv.json'),
    fr: () => import('../candidate-access/locales/fr.json'),
  },
  selfScheduling: {
    en: () => import('../self-scheduling/locales/en.json'),
    sv: () => import('../self-scheduling/locales/sv.json'),
    fr: () => import('../self-scheduling/locales/fr.json'),
  },
}
export type Bundle = keyof typeof bundles

const storageKey = 'greenroom-language'

const isLocale = (text: string | null | undefined): text is Locale => locales.some((each) => each === text)

function firstLocale(): Locale {
  const remembered = localStorage.getItem(storageKey)
  if (isLocale(remembered)) return remembered
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en'
}

/** French keeps a colon with the word before it and a quotation mark with the word inside: no line begins with one. */
const withFrenchSpaces = (text: string) => text.replaceAll(/ (?=[:;?!»])|(?<=«) /g, '\u00A0')

export const i18n = createI18n({
  legacy: false,
  locale: firstLocale() as string,
  messages: {},
  postTranslation: (said) => (locale.value === 'fr' && typeof said === 'string' ? withFrenchSpaces(said) : said),
  // In French, nothing and one and a half are singular; where there are words for nothing, they come first as elsewhere.
  pluralRules: { fr: (count, forms) => (forms > 2 ? Math.min(Math.floor(Math.abs(count)), 2) : count < 2 ? 0 : 1) },
})

/** The language in force. */
export const locale: ComputedRef<Locale> = computed(() => i18n.global.locale.value as Locale)

export const localeOf = (language: Language): Locale => language.toLowerCase() as Locale

const wanted = new Set<Bundle>()
const loaded = new Set<string>()

async function load(into: Locale) {
  const missing = [...wanted].filter((bundle) => !loaded.has(`${bundle}/${into}`))
  await Promise.all(
    missing.map(async (bundle) => {
      const words = await bundles[bundle][into]()
      i18n.global.mergeLocaleMessage(into, words.default)
      loaded.add(`${bundle}/${into}`)
    }),
  )
}

/** Makes the words of one part of the web available, now and in every language chosen later. */
export async function useWords(bundle: Bundle): Promise<void> {
  wanted.add(bundle)
  await load(locale.value)
  document.documentElement.lang = locale.value
}

/**
 * Switches the language once its words are here, so that no key is ever shown instead of a word.
 * `remember` keeps the choice on this device; the candidate's page follows the interview's language and does not.
 */
export async function setLocale(next: Locale, { remember }: { remember: boolean }): Promise<void> {
  await load(next)
  i18n.global.locale.value = next
  document.documentElement.lang = next
  if (remember) localStorage.setItem(storageKey, next)
}
