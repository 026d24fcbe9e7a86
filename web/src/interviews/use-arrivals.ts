import { useMutation } from '@vue/apollo-composable'
import { usePress } from '../dashboard/use-press'
import { graphql } from '../gql'
import type { SayArrivalInput } from '../gql/graphql'

graphql(`
  fragment Arrivals_Interview on Interview {
    id
    status
    startedAt
    ...ArrivalMarks_Interview
  }
`)

/** What staff say around the hour of an interview: of themselves, and on the candidate's behalf. */
export function useArrivals() {
  const { press, isUnderWay } = usePress()
  const own = useMutation(
    graphql(`
      mutation SayArrival($input: SayArrivalInput!) {
        sayArrival(input: $input) {
          __typename
          ...Arrivals_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const theirs = useMutation(
    graphql(`
      mutation SayCandidateIsHere($input: SayCandidateIsHereInput!) {
        sayCandidateIsHere(input: $input) {
          __typename
          ...Arrivals_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    isUnderWay,
    /** Each tells whether it took effect. */
    sayArrival: async (input: SayArrivalInput) =>
      (await press(async () => (await own.mutate({ input }))!.data!.sayArrival)) !== null,
    sayCandidateIsHere: async (interviewId: string) =>
      (await press(async () => (await theirs.mutate({ input: { interviewId } }))!.data!.sayCandidateIsHere)) !== null,
  }
}
