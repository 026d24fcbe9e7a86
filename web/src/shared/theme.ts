import { useColorMode } from '@vueuse/core'

export type Theme = 'light' | 'dark' | 'auto'

/** The chosen theme; `auto` follows the system. `public/theme.js` applies it before the first paint. */
export const useTheme = () =>
  useColorMode<Theme>({ storageKey: 'greenroom-theme', emitAuto: true, disableTransition: true })
