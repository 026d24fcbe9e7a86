import { createGlobalState, useLocalStorage } from '@vueuse/core'
import type { Action } from '../shared/actions.rules'
import { lately, withNewest } from './recent-actions.rules'

/** Only ids of actions, which say nothing about anybody: names of candidates do not stay in a browser. */
const useIds = createGlobalState(() => useLocalStorage<string[]>('greenroom-recent-actions', []))

const shown = 5

/** What this browser's person did lately by the palette. */
export function useRecentActions() {
  const ids = useIds()
  return {
    recent: (actions: readonly Action[]) => lately(actions, ids.value, shown),
    remember(id: string) {
      ids.value = withNewest(ids.value, id)
    },
  }
}
