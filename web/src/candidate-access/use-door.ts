import { computed, type Ref } from 'vue'
import type { Language } from '../gql/graphql'
import { doorState } from './door-state.rules'
import { provideServerNow } from './server-now'
import { shownTime } from './shown-time'
import { usePageLanguage } from './use-page-language'

interface Kept {
  clock: { now: Readonly<Ref<number>> }
  isKeyUnknown: Readonly<Ref<boolean>>
  isUnreachable: Readonly<Ref<boolean>>
  isLineDown: Readonly<Ref<boolean>>
  answeredAt: Readonly<Ref<number | null>>
}

/**
 * What every page behind a personal link is before what it is about: whether it may be shown, in which language, by the
 * server's clock, and how old its news are.
 * @param kept what the server says, kept up to date
 * @param known what it is about, once that is known
 * @param zone in which times are shown
 */
export function useDoor(kept: Kept, known: () => { language: Language } | null, zone: () => string) {
  const { now } = kept.clock
  provideServerNow(now)
  const { locale, isSettled, choose } = usePageLanguage(() => known()?.language)
  const state = computed(() =>
    doorState({
      isKeyUnknown: kept.isKeyUnknown.value,
      isKnown: known() !== null && isSettled.value,
      isUnreachable: kept.isUnreachable.value,
    }),
  )
  const asOf = computed(() =>
    kept.answeredAt.value ? shownTime(new Date(kept.answeredAt.value).toISOString(), zone(), now.value) : '',
  )
  return {
    now,
    state,
    chooseLanguage: choose,
    /** For the DoorFrame. */
    frame: computed(() => ({
      state: state.value,
      locale: locale.value,
      isUnreachable: kept.isUnreachable.value,
      isLineDown: kept.isLineDown.value,
      asOf: asOf.value,
    })),
  }
}
