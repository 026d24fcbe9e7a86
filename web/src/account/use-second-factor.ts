import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'

const once = { fetchPolicy: 'no-cache' } as const

/** What one is asked for besides the password: null for nothing, undefined while nobody knows. */
export function useOwnSecondFactor() {
  const { result, error, refetch } = useQuery(
    graphql(`
      query OwnSecondFactor {
        viewer {
          secondFactor {
            since
            recoveryCodesLeft
          }
        }
      }
    `),
    {},
    { fetchPolicy: 'no-cache' },
  )
  return {
    secondFactor: computed(() => (result.value?.viewer ? (result.value.viewer.secondFactor ?? null) : undefined)),
    error,
    refetch,
  }
}

/** Sets it up and turns it off. All of it throws where the server cannot answer. */
export function useSecondFactor() {
  const { mutate: begin } = useMutation(
    graphql(`
      mutation BeginSecondFactor($input: BeginSecondFactorInput!) {
        beginSecondFactor(input: $input) {
          __typename
          ... on SecondFactorSecret {
            secret
            address
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    once,
  )
  const { mutate: turnOn } = useMutation(
    graphql(`
      mutation TurnOnSecondFactor($input: TurnOnSecondFactorInput!) {
        turnOnSecondFactor(input: $input) {
          __typename
          ... on RecoveryCodes {
            codes
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { ...once, refetchQueries: ['Sessions', 'OwnSecondFactor'] },
  )
  const { mutate: renew } = useMutation(
    graphql(`
      mutation RenewRecoveryCodes($input: SecondFactorProofInput!) {
        renewRecoveryCodes(input: $input) {
          __typename
          ... on RecoveryCodes {
            codes
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { ...once, refetchQueries: ['OwnSecondFactor'] },
  )
  const { mutate: turnOff } = useMutation(
    graphql(`
      mutation TurnOffSecondFactor($input: SecondFactorProofInput!) {
        turnOffSecondFactor(input: $input) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { ...once, refetchQueries: ['OwnSecondFactor'] },
  )
  type Proof = { password: string; code: string }
  return {
    begin: async (password: string) => (await begin({ input: { password } }))!.data!.beginSecondFactor,
    turnOn: async (code: string) => (await turnOn({ input: { code } }))!.data!.turnOnSecondFactor,
    renewCodes: async (input: Proof) => (await renew({ input }))!.data!.renewRecoveryCodes,
    turnOff: async (input: Proof) => (await turnOff({ input }))!.data!.turnOffSecondFactor,
  }
}
