import { dialogLater, later } from '../shared/later'

export const CancelDialog = dialogLater(() => import('./CancelDialog.vue'))
export const MoveDialog = dialogLater(() => import('./MoveDialog.vue'))
export const ScheduleDialog = dialogLater(() => import('./ScheduleDialog.vue'))
/** It stands in a page, once the server has said that there may be a reason. */
export const OverrideField = later(() => import('./OverrideField.vue'))
