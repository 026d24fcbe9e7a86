import { createSharedComposable, useIntervalFn } from '@vueuse/core'
import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'
import { useServerClock } from '../shared/use-server-clock'

/** A quartz that is off by a hundred parts in a million loses 30 ms meanwhile. */
const everyFiveMinutes = 5 * 60_000

/**
 * The server's clock, for the page of the day and the calendar: asked for by a question of its own, because only of that it
 * is known how long the answer took. Until it has answered, and where it does not, the device's clock goes.
 */
export const useDayClock = createSharedComposable(() => {
  const { now, offset, learn } = useServerClock(() => void ask())
  async function ask() {
    const sentAt = Date.now()
    try {
      const { data } = await staffGraph.client.query({
        query: graphql(`
          query DayClock {
            today {
              id
              now
            }
          }
        `),
        fetchPolicy: 'no-cache',
      })
      learn(sentAt, Date.now(), data.today.now)
    } catch {
      // The page says itself where the server does not answer; the clock goes on as it is.
    }
  }
  useIntervalFn(() => void ask(), everyFiveMinutes, { immediateCallback: true })
  return { now, offset }
})
