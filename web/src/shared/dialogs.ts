import { dialogLater } from './later'

export const FormDialog = dialogLater(() => import('./FormDialog.vue'))
