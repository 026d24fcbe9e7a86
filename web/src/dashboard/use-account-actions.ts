import { useToast } from '@nuxt/ui/composables'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '../shared/actions.rules'
import { locale, localeNames, locales, setLocale } from '../shared/i18n'
import { useTheme } from '../shared/theme'
import { useSession } from '../sign-in/use-session'

/** Something one may choose of several. */
export interface Choice extends Action {
  /** Its name among the others; the label says of what it is one. */
  name: string
  isChosen: boolean
}

/** What concerns who sits here: the language, the theme, and leaving. The menu and the palette take it from here. */
export function useAccountActions() {
  const { t } = useI18n()
  const router = useRouter()
  const toast = useToast()
  const theme = useTheme()
  const { signOut } = useSession()

  const languages = computed(() =>
    locales.map((each): Choice => ({
      id: `language.${each}`,
      kind: 'dashboard',
      name: localeNames[each],
      label: `${t('account.language')}: ${localeNames[each]}`,
      icon: 'i-lucide-languages',
      isChosen: each === locale.value,
      run: () => setLocale(each, { remember: true }),
    })),
  )
  const themes = computed(() =>
    (['light', 'dark', 'auto'] as const).map((each): Choice => ({
      id: `theme.${each}`,
      kind: 'dashboard',
      name: t(`account.themes.${each}`),
      label: `${t('account.theme')}: ${t(`account.themes.${each}`)}`,
      icon: 'i-lucide-sun-moon',
      isChosen: each === theme.value,
      run: () => {
        theme.value = each
      },
    })),
  )
  const leaving = computed((): Action => ({
    id: 'sign-out',
    kind: 'dashboard',
    label: t('account.signOut'),
    icon: 'i-lucide-log-out',
    run: leave,
  }))
  async function leave() {
    try {
      await signOut()
      await router.push({ name: 'sign-in' })
    } catch {
      toast.add({
        title: t('account.signOutFailed'),
        color: 'error',
        icon: 'i-lucide-circle-alert',
        type: 'background',
      })
    }
  }
  return { languages, themes, leaving }
}
