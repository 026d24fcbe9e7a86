import { useSessionStorage } from '@vueuse/core'
import { ref, watch } from 'vue'
import type { Language } from '../gql/graphql'
import { locale, localeOf, setLocale, type Locale } from '../shared/i18n'

/**
 * The language of the candidate's page: that of the interview until the person chooses another one, which holds for the
 * other pages they go on to and ends with the browser's tab. `isSettled` turns true once the interview's words are here,
 * so that the page does not appear in one language and turn to another.
 */
export function usePageLanguage(ofInterview: () => Language | undefined) {
  const isSettled = ref(false)
  const chosen = useSessionStorage<Locale | ''>('greenroom-page-language', '')
  let wanted: Locale | undefined

  async function turnTo(next: Locale) {
    wanted = next
    try {
      await setLocale(next, { remember: false })
      // Words that came late must not undo what was chosen while they were on their way.
      if (wanted !== next) await setLocale(wanted, { remember: false })
    } catch {
      // The words did not come through; those of the language in force will do until the next press.
    }
  }

  watch(
    ofInterview,
    async (language) => {
      if (!language) return
      await turnTo(chosen.value || localeOf(language))
      isSettled.value = true
    },
    { immediate: true },
  )

  function choose(next: Locale) {
    chosen.value = next
    void turnTo(next)
  }

  return { locale, isSettled, choose }
}
