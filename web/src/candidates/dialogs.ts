import { dialogLater } from '../shared/later'

export const CandidateDialog = dialogLater(() => import('./CandidateDialog.vue'))
