import { computed, inject, provide, ref, type ComputedRef, type InjectionKey } from 'vue'

/** What of a list is chosen to be changed together. */
export interface BulkSelection {
  /** How many may be chosen. */
  most: number
  ids: ComputedRef<string[]>
  has(id: string): boolean
  /** Chooses or leaves these; beyond what can be changed at once, none is chosen. */
  set(ids: readonly string[], chosen: boolean): void
}

const key: InjectionKey<BulkSelection> = Symbol('bulk selection')

/** Lets the rows below be chosen, so many at most. They stay chosen from page to page. */
export function provideSelection(most: number): BulkSelection {
  const chosen = ref(new Set<string>())
  const selection: BulkSelection = {
    most,
    ids: computed(() => [...chosen.value]),
    has: (id) => chosen.value.has(id),
    set(ids, isChosen) {
      const left = new Set(chosen.value)
      for (const id of ids)
        if (!isChosen) left.delete(id)
        else if (left.size < most) left.add(id)
      chosen.value = left
    },
  }
  provide(key, selection)
  return selection
}

/** Null where rows are only looked at. */
export const useSelection = (): BulkSelection | null => inject(key, null)
