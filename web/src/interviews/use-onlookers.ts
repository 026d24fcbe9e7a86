import { useSubscription } from '@vue/apollo-composable'
import { onScopeDispose, ref, watch, type MaybeRefOrGetter, toValue } from 'vue'
import { graphql } from '../gql'

const pauseAfterError = 5_000

/**
 * Who else of the company has an interview open; while this is used one is told of oneself. The first answer comes with
 * one's own coming.
 */
export function useOnlookers(interviewId: MaybeRefOrGetter<string>) {
  const onlookers = ref<readonly { id: string; name: string }[]>([])
  const { onResult, onError, restart } = useSubscription(
    graphql(`
      subscription OnlookersChanged($interviewId: ID!) {
        onlookersChanged(interviewId: $interviewId) {
          interview {
            id
            onlookers {
              id
              name
            }
          }
        }
      }
    `),
    () => ({ interviewId: toValue(interviewId) }),
  )
  onResult(({ data }) => {
    const told = data?.onlookersChanged.interview
    if (told && told.id === toValue(interviewId)) onlookers.value = told.onlookers
  })
  watch(
    () => toValue(interviewId),
    () => (onlookers.value = []),
  )
  let again: ReturnType<typeof setTimeout> | undefined
  onError(() => {
    clearTimeout(again)
    again = setTimeout(restart, pauseAfterError)
  })
  onScopeDispose(() => clearTimeout(again))
  return { onlookers }
}
