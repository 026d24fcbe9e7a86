import { dialogLater } from '../shared/later'

export const CommandPalette = dialogLater(() => import('./CommandPalette.vue'))
export const ShortcutSheet = dialogLater(() => import('./ShortcutSheet.vue'))
export const NewJobDialog = dialogLater(() => import('../jobs/NewJobDialog.vue'))
export const OpenSlotsDialog = dialogLater(() => import('../slots/OpenSlotsDialog.vue'))
export const RemoveDemoDialog = dialogLater(() => import('./RemoveDemoDialog.vue'))
