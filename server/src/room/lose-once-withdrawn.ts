import type { Reaction } from '../shared/transaction.ts'
import { loseWhatIsMissing } from './take-rows.ts'

/** Who takes their consent back is recorded no further: what has not come by then stays where it is. */
export const loseOnceWithdrawn: Reaction = (tx, event) => {
  if (event.name === 'ConsentWithdrawn') loseWhatIsMissing(tx, event.about.id)
}
