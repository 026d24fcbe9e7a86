import type { SlotStatus } from '../gql/graphql'

/** What a recruiter may do with a slot beside booking it. */
export type SlotAction = 'change' | 'close' | 'reopen' | 'cancel'

/** A slot that was called off stays so, and one that has begun is what it is. */
export function actionsOf(status: SlotStatus, hasStarted: boolean): SlotAction[] {
  if (hasStarted || status === 'CANCELLED') return []
  return ['change', status === 'CLOSED' ? 'reopen' : 'close', 'cancel']
}
