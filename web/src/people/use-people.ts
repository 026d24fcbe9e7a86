import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type {
  AddPersonInput,
  ChangeRoleInput,
  DeactivatePersonInput,
  ReactivatePersonInput,
  RemoveSecondFactorInput,
} from '../gql/graphql'

/** Who may do what in the company. All of it throws where the server cannot answer. */
export function usePeople() {
  const { mutate: add } = useMutation(
    graphql(`
      mutation AddPerson($input: AddPersonInput!) {
        addPerson(input: $input) {
          __typename
          ...PersonRow_Person
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const { mutate: change } = useMutation(
    graphql(`
      mutation ChangeRole($input: ChangeRoleInput!) {
        changeRole(input: $input) {
          __typename
          ...PersonRow_Person
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    // One's own rights may be among what changed.
    { refetchQueries: 'active' },
  )
  const { mutate: deactivate } = useMutation(
    graphql(`
      mutation DeactivatePerson($input: DeactivatePersonInput!) {
        deactivatePerson(input: $input) {
          __typename
          ...PersonRow_Person
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const { mutate: reactivate } = useMutation(
    graphql(`
      mutation ReactivatePerson($input: ReactivatePersonInput!) {
        reactivatePerson(input: $input) {
          __typename
          ...PersonRow_Person
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const { mutate: remove } = useMutation(
    graphql(`
      mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {
        removeSecondFactor(input: $input) {
          __typename
          ...PersonRow_Person
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    removeSecondFactor: async (input: RemoveSecondFactorInput) => (await remove({ input }))!.data!.removeSecondFactor,
    addPerson: async (input: AddPersonInput) => (await add({ input }))!.data!.addPerson,
    changeRole: async (input: ChangeRoleInput) => (await change({ input }))!.data!.changeRole,
    deactivatePerson: async (input: DeactivatePersonInput) => (await deactivate({ input }))!.data!.deactivatePerson,
    reactivatePerson: async (input: ReactivatePersonInput) => (await reactivate({ input }))!.data!.reactivatePerson,
  }
}
