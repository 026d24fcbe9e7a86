import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateSlotTemplateInput, DeleteSlotTemplateInput, UpdateSlotTemplateInput } from '../gql/graphql'

/** Keeps, changes and deletes templates. Each verb throws where the server cannot answer. */
export function useSlotTemplates() {
  const create = useMutation(
    graphql(`
      mutation CreateSlotTemplate($input: CreateSlotTemplateInput!) {
        createSlotTemplate(input: $input) {
          __typename
          ...TemplateList_SlotTemplate
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
      mutation UpdateSlotTemplate($input: UpdateSlotTemplateInput!) {
        updateSlotTemplate(input: $input) {
          __typename
          ...TemplateList_SlotTemplate
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const remove = useMutation(
    graphql(`
      mutation DeleteSlotTemplate($input: DeleteSlotTemplateInput!) {
        deleteSlotTemplate(input: $input) {
          __typename
          ... on SlotTemplateDeleted {
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
    createTemplate: async (input: CreateSlotTemplateInput) =>
      (await create.mutate({ input }))!.data!.createSlotTemplate,
    updateTemplate: async (input: UpdateSlotTemplateInput) =>
      (await update.mutate({ input }))!.data!.updateSlotTemplate,
    deleteTemplate: async (input: DeleteSlotTemplateInput) =>
      (await remove.mutate({ input }))!.data!.deleteSlotTemplate,
  }
}
