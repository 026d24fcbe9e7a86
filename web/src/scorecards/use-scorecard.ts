import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { ScorecardInput } from '../gql/graphql'

/** What the writer of a scorecard sees of it. */
graphql(`
  fragment OwnScorecard_Scorecard on Scorecard {
    id
    revision
    submittedAt
    submitted {
      ...ScorecardContent_Version
    }
    draft {
      ...ScorecardContent_Version
    }
  }
  fragment ScorecardContent_Version on ScorecardVersion {
    id
    number
    recommendation
    words
    savedAt
    submittedAt
    scores {
      criterion {
        id
        name
      }
      score
      notSeen
      words
    }
  }
`)

/** What one can do with one's scorecard. Each verb throws where the server cannot answer. */
export function useScorecard() {
  const save = useMutation(
    graphql(`
      mutation SaveScorecard($input: ScorecardInput!) {
        saveScorecard(input: $input) {
          __typename
          ...OwnScorecard_Scorecard
          ... on ScorecardHasChanged {
            revision
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const submit = useMutation(
    graphql(`
      mutation SubmitScorecard($input: ScorecardInput!) {
        submitScorecard(input: $input) {
          __typename
          ...OwnScorecard_Scorecard
          ... on ScorecardHasChanged {
            revision
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const discard = useMutation(
    graphql(`
      mutation DiscardScorecardDraft($input: DiscardScorecardDraftInput!) {
        discardScorecardDraft(input: $input) {
          __typename
          ...OwnScorecard_Scorecard
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return {
    /** @param last whether the page may be gone before the answer comes: the browser carries it on */
    saveScorecard: async (input: ScorecardInput, last = false) =>
      (await save.mutate({ input }, last ? { context: { fetchOptions: { keepalive: true } } } : {}))!.data!
        .saveScorecard,
    submitScorecard: async (input: ScorecardInput) => (await submit.mutate({ input }))!.data!.submitScorecard,
    discardDraft: async (input: { interviewId: string; idempotencyKey: string }) =>
      (await discard.mutate({ input }))!.data!.discardScorecardDraft,
  }
}
