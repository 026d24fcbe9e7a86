import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { AddAnswerNoteInput, RemoveAnswerNoteInput, UpdateAnswerNoteInput } from '../gql/graphql'

/** What can be done with notes on answers. Each verb throws where the server cannot answer. */
export function useAnswerNotes() {
  const add = useMutation(
    graphql(`
      mutation AddAnswerNote($input: AddAnswerNoteInput!) {
        addAnswerNote(input: $input) {
          __typename
          ... on AnswerNote {
            id
            answer {
              ...AnswerNotes_Answer
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const update = useMutation(
    graphql(`
      mutation UpdateAnswerNote($input: UpdateAnswerNoteInput!) {
        updateAnswerNote(input: $input) {
          __typename
          ... on AnswerNote {
            ...AnswerNotes_Note
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const remove = useMutation(
    graphql(`
      mutation RemoveAnswerNote($input: RemoveAnswerNoteInput!) {
        removeAnswerNote(input: $input) {
          __typename
          ... on QuestionAnswer {
            ...AnswerNotes_Answer
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return {
    addNote: async (input: AddAnswerNoteInput) => (await add.mutate({ input }))!.data!.addAnswerNote,
    updateNote: async (input: UpdateAnswerNoteInput) => (await update.mutate({ input }))!.data!.updateAnswerNote,
    removeNote: async (input: RemoveAnswerNoteInput) => (await remove.mutate({ input }))!.data!.removeAnswerNote,
  }
}
