import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { keepIntentionKeys } from '../candidate-access/intention-key'
import { graphql } from '../gql'
import { asText } from '../shared/graphql-text'
import { newIdempotencyKey } from '../shared/keys'
import type { PersonalGraph } from '../shared/personal-graph'

const beginning = asText(
  graphql(`
    mutation BeginAnswer($input: BeginAnswerInput!) {
      beginAnswer(input: $input) {
        __typename
        ... on QuestionAnswer {
          id
          questionId
          uploadUrl
        }
      }
    }
  `),
)

const answering = asText(
  graphql(`
    mutation AnswerInText($input: AnswerInTextInput!) {
      answerInText(input: $input) {
        __typename
        ... on QuestionAnswer {
          id
        }
      }
    }
  `),
)

/** A take that the server has begun. */
export interface BegunTake {
  readonly id: string
  readonly questionId: string
  readonly uploadUrl: string
}

/**
 * What is told to the server about answers.
 * @param after called once a gesture is over
 */
export function useRoomGestures(graph: PersonalGraph, after: () => void) {
  const withKey = keepIntentionKeys()
  const isWriting = ref(false)
  const refusal = shallowRef<{ __typename: string } | null>(null)
  const hasFailed = ref(false)

  function forget() {
    refusal.value = null
    hasFailed.value = false
  }

  /** Begins a take; null where the server refused it, or nothing came back. */
  async function begin(
    questionId: string,
    kind: 'AUDIO' | 'VIDEO',
    page: string,
    takeOver: boolean,
  ): Promise<BegunTake | null> {
    forget()
    try {
      // Each press is a take of its own: one whose answer was lost on the way is ended by it and stays empty.
      const input = { questionId, kind, page, takeOver, idempotencyKey: newIdempotencyKey() }
      const { beginAnswer: said } = await graph.ask(beginning, { input })
      if (said.__typename === 'QuestionAnswer' && said.uploadUrl)
        return { id: said.id, questionId: said.questionId, uploadUrl: said.uploadUrl }
      refusal.value = said
    } catch {
      hasFailed.value = true
    } finally {
      after()
    }
    return null
  }

  /** Answers in writing; whether the server has it. */
  async function write(questionId: string, text: string): Promise<boolean> {
    if (isWriting.value) return false
    isWriting.value = true
    forget()
    try {
      const said = await withKey(
        { questionId, text },
        async (input) => (await graph.ask(answering, { input })).answerInText,
      )
      const isTaken = said.__typename === 'QuestionAnswer'
      if (!isTaken) refusal.value = said
      return isTaken
    } catch {
      hasFailed.value = true
      return false
    } finally {
      isWriting.value = false
      after()
    }
  }

  return {
    begin,
    write,
    isWriting: readonly(isWriting),
    refusal: shallowReadonly(refusal),
    hasFailed: readonly(hasFailed),
  }
}
