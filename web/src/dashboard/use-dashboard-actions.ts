import { computed, reactive, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter, type RouteRecordNormalized } from 'vue-router'
import { useActions } from '../shared/actions'
import type { Action } from '../shared/actions.rules'
import { lastDone } from '../shared/use-undo'
import { step, tick } from './list-steps'
import { placeKeys, type Place } from './places.rules'
import { useAccountActions } from './use-account-actions'
import { useViewer } from './use-viewer'

/** What is open over the page on behalf of the dashboard itself. */
export type Overlay = 'palette' | 'shortcuts' | 'interview' | 'candidate' | 'job' | 'slots'

/** On the page of a thing, `n` makes another one; elsewhere it schedules an interview. */
const newAt: Record<string, string> = {
  candidates: 'candidate.new',
  jobs: 'job.new',
  kits: 'kit.new',
  slots: 'slots.new',
}

/** Offers what can be done from every page, and knows what of it is open. */
export function useDashboardActions(places: Readonly<Ref<readonly Place[]>>, page: Readonly<Ref<HTMLElement | null>>) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const { mayRecruit } = useViewer()
  const { languages, themes, companies, own, leaving } = useAccountActions()

  const overlays = reactive<Record<Overlay, boolean>>({
    palette: false,
    shortcuts: false,
    interview: false,
    candidate: false,
    job: false,
    slots: false,
  })
  const opens = (overlay: Overlay) => () => {
    overlays[overlay] = true
  }

  const section = computed(() => String(route.meta.section ?? route.name ?? ''))
  const made = (id: string, label: string, icon: string, run: () => unknown): Action => {
    const isMeant = id === (newAt[section.value] ?? 'interview.new')
    return { id, kind: 'new', label, icon, look: 'main', run, ...(isMeant ? { keys: ['n'] } : {}) }
  }
  const newThings = computed(() => [
    made('interview.new', t('schedule.open'), 'i-lucide-calendar-plus', opens('interview')),
    made('candidate.new', t('candidates.create.open'), 'i-lucide-user-plus', opens('candidate')),
    made('slots.new', t('slots.create.open'), 'i-lucide-plus', opens('slots')),
    made('job.new', t('jobs.create.open'), 'i-lucide-plus', opens('job')),
    {
      ...made('kit.new', t('kits.new'), 'i-lucide-plus', () => router.push({ name: 'new-kit' })),
      to: { name: 'new-kit' },
    },
  ])

  /** Every page that has an address of its own, also those that no place leads to. */
  const others = router
    .getRoutes()
    .filter(({ name, path, meta }) => name && meta.title && meta.section && !path.includes(':'))
  const sectionTitle = ({ meta }: RouteRecordNormalized) =>
    router.getRoutes().find(({ name }) => name === meta.section)?.meta.title
  const ways = computed(() => [
    ...places.value.map((place): Action => {
      const key = placeKeys[place.name]
      return {
        id: `go.${place.name}`,
        kind: 'go',
        label: place.label,
        icon: place.icon,
        ...(key ? { keys: ['g', key] } : {}),
        run: () => router.push({ name: place.name }),
      }
    }),
    ...others
      .filter(({ meta }) => mayRecruit.value || !meta.forRecruiters)
      .map((each): Action => {
        const above = sectionTitle(each)
        return {
          id: `go.${String(each.name)}`,
          kind: 'go',
          label: above ? `${t(above)}: ${t(each.meta.title!)}` : t(each.meta.title!),
          icon: 'i-lucide-corner-down-right',
          run: () => router.push({ name: each.name! }),
        }
      }),
  ])

  function search() {
    const field = [...(page.value?.querySelectorAll<HTMLInputElement>('input[type=search]') ?? [])].find((each) =>
      each.checkVisibility(),
    )
    if (!field) return opens('palette')()
    field.focus()
    field.select()
  }
  const moves = computed((): Action[] => [
    { id: 'list.next', kind: 'list', label: t('shortcuts.next'), icon: '', keys: ['j'], run: () => move(1) },
    { id: 'list.previous', kind: 'list', label: t('shortcuts.previous'), icon: '', keys: ['k'], run: () => move(-1) },
    ...(mayRecruit.value
      ? [
          {
            id: 'list.tick',
            kind: 'list' as const,
            label: t('shortcuts.tick'),
            icon: '',
            keys: ['x'],
            run: () => page.value && tick(page.value),
          },
        ]
      : []),
  ])
  const move = (by: 1 | -1) => page.value && step(page.value, by)

  useActions(() => [
    ...(mayRecruit.value ? newThings.value : []),
    ...ways.value,
    own.value,
    ...(lastDone.value
      ? [
          {
            id: 'undo',
            kind: 'dashboard' as const,
            label: `${t('undo.undo')}: ${lastDone.value.label}`,
            icon: 'i-lucide-undo-2',
            keys: ['z'],
            run: lastDone.value.undo,
          },
        ]
      : []),
    {
      id: 'search',
      kind: 'dashboard',
      label: t('shortcuts.search'),
      icon: 'i-lucide-search',
      keys: ['/'],
      run: search,
    },
    {
      id: 'shortcuts',
      kind: 'dashboard',
      label: t('shortcuts.title'),
      icon: 'i-lucide-keyboard',
      keys: ['?'],
      run: opens('shortcuts'),
    },
    ...(companies.value.length > 1 ? companies.value : []),
    ...themes.value,
    ...languages.value,
    leaving.value,
    ...moves.value,
  ])

  return { overlays }
}
