import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type {
  AddCalendarSourceInput,
  ReadCalendarSourceInput,
  RemoveCalendarSourceInput,
  UpdateCalendarSourceInput,
} from '../gql/graphql'

/** Keeps the calendars that say when somebody is busy. Each verb throws where the server cannot answer. */
export function useCalendarSources() {
  const adding = useMutation(
    graphql(`
      mutation AddCalendarSource($input: AddCalendarSourceInput!) {
        addCalendarSource(input: $input) {
          __typename
          ...CalendarSourceRow_Source
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const updating = useMutation(
    graphql(`
      mutation UpdateCalendarSource($input: UpdateCalendarSourceInput!) {
        updateCalendarSource(input: $input) {
          __typename
          ...CalendarSourceRow_Source
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const reading = useMutation(
    graphql(`
      mutation ReadCalendarSource($input: ReadCalendarSourceInput!) {
        readCalendarSource(input: $input) {
          __typename
          ...CalendarSourceRow_Source
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const removing = useMutation(
    graphql(`
      mutation RemoveCalendarSource($input: RemoveCalendarSourceInput!) {
        removeCalendarSource(input: $input) {
          __typename
          ... on CalendarSourceRemoved {
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
    addSource: async (input: AddCalendarSourceInput) => (await adding.mutate({ input }))!.data!.addCalendarSource,
    updateSource: async (input: UpdateCalendarSourceInput) =>
      (await updating.mutate({ input }))!.data!.updateCalendarSource,
    readSource: async (input: ReadCalendarSourceInput) => (await reading.mutate({ input }))!.data!.readCalendarSource,
    removeSource: async (input: RemoveCalendarSourceInput) =>
      (await removing.mutate({ input }))!.data!.removeCalendarSource,
  }
}
