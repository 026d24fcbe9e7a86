import { createGlobalState, useLocalStorage } from '@vueuse/core'

/**
 * Whether single keys do something. Who speaks to their computer switches them off, because a spoken word would press
 * them (WCAG 2.1.4); it is kept in the browser, because that is where such a person's tools are.
 */
export const useSingleKeys = createGlobalState(() => useLocalStorage('greenroom-single-keys', true))
