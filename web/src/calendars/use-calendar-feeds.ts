import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateCalendarFeedInput, RenewCalendarFeedInput, RevokeCalendarFeedInput } from '../gql/graphql'

/** Gives, renews and ends the addresses of calendars to subscribe to. Throws where the server cannot answer. */
export function useCalendarFeeds() {
  const creating = useMutation(
    graphql(`
      mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {
        createCalendarFeed(input: $input) {
          __typename
          ...CalendarFeedRow_Feed
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const renewing = useMutation(
    graphql(`
      mutation RenewCalendarFeed($input: RenewCalendarFeedInput!) {
        renewCalendarFeed(input: $input) {
          __typename
          ...CalendarFeedRow_Feed
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const revoking = useMutation(
    graphql(`
      mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {
        revokeCalendarFeed(input: $input) {
          __typename
          ... on CalendarFeedRevoked {
            id
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    createFeed: async (input: CreateCalendarFeedInput) => (await creating.mutate({ input }))!.data!.createCalendarFeed,
    renewFeed: async (input: RenewCalendarFeedInput) => (await renewing.mutate({ input }))!.data!.renewCalendarFeed,
    revokeFeed: async (input: RevokeCalendarFeedInput) => (await revoking.mutate({ input }))!.data!.revokeCalendarFeed,
  }
}
