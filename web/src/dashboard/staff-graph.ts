import { createGraph } from '../shared/graph'
import { holdsWhatWasShown } from '../shared/last-person'

/** The one client of the signed-in staff; the cookie says who asks. */
export const staffGraph = createGraph({
  onDenied: () => void staffGraph.client.refetchQueries({ include: ['SignedIn'] }),
})
holdsWhatWasShown(() => staffGraph.client.clearStore())
