import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { ArchiveKitInput, CreateKitInput, RestoreKitInput, UpdateKitInput } from '../gql/graphql'

/** Writes, saves, archives and restores kits. Each verb throws where the server cannot answer. */
export function useKits() {
  const create = useMutation(
    graphql(`
      mutation CreateKit($input: CreateKitInput!) {
        createKit(input: $input) {
          __typename
          ...KitEditor_Kit
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const update = useMutation(
    graphql(`
      mutation UpdateKit($input: UpdateKitInput!) {
        updateKit(input: $input) {
          __typename
          ...KitEditor_Kit
          ... on KitHasChanged {
            kit {
              ...KitEditor_Kit
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const archive = useMutation(
    graphql(`
      mutation ArchiveKit($input: ArchiveKitInput!) {
        archiveKit(input: $input) {
          __typename
          ...KitEditor_Kit
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const restore = useMutation(
    graphql(`
      mutation RestoreKit($input: RestoreKitInput!) {
        restoreKit(input: $input) {
          __typename
          ...KitEditor_Kit
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    createKit: async (input: CreateKitInput) => (await create.mutate({ input }))!.data!.createKit,
    updateKit: async (input: UpdateKitInput) => (await update.mutate({ input }))!.data!.updateKit,
    archiveKit: async (input: ArchiveKitInput) => (await archive.mutate({ input }))!.data!.archiveKit,
    restoreKit: async (input: RestoreKitInput) => (await restore.mutate({ input }))!.data!.restoreKit,
  }
}
