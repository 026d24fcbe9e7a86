import { computed, onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'
import { standingActions, type Action } from './actions.rules'

const offers = shallowReactive<MaybeRefOrGetter<readonly Action[]>[]>([])

/** Everything that can be done now. */
export const actions = computed(() => standingActions(offers.map((offer) => toValue(offer))))

/** Offers actions for as long as the component is there, to the palette, the sheet of shortcuts and the single keys. */
export function useActions(offer: MaybeRefOrGetter<readonly Action[]>): void {
  offers.push(offer)
  onScopeDispose(() => offers.splice(offers.indexOf(offer), 1))
}

/** One action by its id, for a button; undefined where it cannot be done now. */
export const useAction = (id: string) => computed(() => actions.value.find((each) => each.id === id))
