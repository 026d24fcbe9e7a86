import { useToast } from '@nuxt/ui/composables'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useProfile } from '../account/use-profile'
import type { Action } from '../shared/actions.rules'
import { locale, localeNames, locales, setLocale, type Locale } from '../shared/i18n'
import { useTheme } from '../shared/theme'
import { useSession } from '../sign-in/use-session'
import { useViewer } from './use-viewer'

/** Something one may choose of several. */
export interface Choice extends Action {
  /** Its name among the others; the label says of what it is one. */
  name: string
  isChosen: boolean
}

/** What concerns who sits here: their own page, the language, the theme, the company, and leaving. The menu and the palette take it from here. */
export function useAccountActions() {
  const { t } = useI18n()
  const router = useRouter()
  const toast = useToast()
  const theme = useTheme()
  const { viewer } = useViewer()
  const { signOut, switchCompany } = useSession()
  const updateProfile = useProfile()

  const languages = computed(() =>
    locales.map((each): Choice => ({
      id: `language.${each}`,
      kind: 'dashboard',
      name: localeNames[each],
      label: `${t('account.language')}: ${localeNames[each]}`,
      icon: 'i-lucide-languages',
      isChosen: each === locale.value,
      run: () => speak(each),
    })),
  )
  /** On this screen at once, and from then on wherever the person is. */
  async function speak(next: Locale) {
    await setLocale(next, { remember: true })
    try {
      await updateProfile({ language: next.toUpperCase() as Uppercase<Locale> })
    } catch {
      refuse(t('account.languageFailed'))
    }
  }
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
  /** Those the person works for with this account. */
  const companies = computed(() =>
    viewer.value.workplaces.map(({ id, name }): Choice => ({
      id: `company.${id}`,
      kind: 'dashboard',
      name,
      label: `${t('account.company')}: ${name}`,
      icon: 'i-lucide-building-2',
      isChosen: id === viewer.value.company.id,
      run: () => change(id),
    })),
  )
  async function change(companyId: string) {
    try {
      // What is on show is this company's; the first page is there in every one.
      await router.push('/')
      await switchCompany(companyId)
    } catch {
      refuse(t('account.switchFailed'))
    }
  }
  const own = computed((): Action => ({
    id: 'go.account',
    kind: 'go',
    label: t('profile.title'),
    icon: 'i-lucide-circle-user',
    keys: ['g', 'u'],
    run: () => router.push({ name: 'account' }),
  }))
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
      refuse(t('account.signOutFailed'))
    }
  }
  const refuse = (title: string) =>
    toast.add({ title, color: 'error', icon: 'i-lucide-circle-alert', type: 'background' })
  return { languages, themes, companies, own, leaving }
}
