import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { keepIntentionKeys } from '../candidate-access/intention-key'
import { send } from '../candidate-access/send'
import { useGesture } from '../candidate-access/use-gesture'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'

const answering = graphql(`
  mutation AnswerInText($input: AnswerInTextInput!) {
    answerInText(input: $input) {
      __typename
      ... on QuestionAnswer {
        id
      }
    }
  }
`)

const goingOn = graphql(`
  mutation GoToNextQuestion($input: GoToNextQuestionInput!) {
    goToNextQuestion(input: $input) {
      __typename
      ... on CandidateInterview {
        ...CandidateDoor_Interview
      }
    }
  }
`)

/**
 * What is told to the server about questions and answers.
 * @param after called once a gesture is over, with the interview where the server said it, else with null
 */
export function useRoomGestures(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const withKey = keepIntentionKeys()
  const isUnderWay = ref(false)
  const refusal = shallowRef<{ __typename: string } | null>(null)
  const hasFailed = ref(false)

  const nextQuestion = useGesture(
    (questionId: string) =>
      withKey({ questionId }, async (input) => (await send(graph, goingOn, { input })).goToNextQuestion),
    after,
  )

  /** Answers in writing; whether the server has it. */
  async function write(questionId: string, text: string): Promise<boolean> {
    if (isUnderWay.value) return false
    isUnderWay.value = true
    refusal.value = null
    hasFailed.value = false
    try {
      const said = await withKey(
        { questionId, text },
        async (input) => (await send(graph, answering, { input })).answerInText,
      )
      const isTaken = said.__typename === 'QuestionAnswer'
      if (!isTaken) refusal.value = said
      return isTaken
    } catch {
      hasFailed.value = true
      return false
    } finally {
      isUnderWay.value = false
      after(null)
    }
  }

  return {
    nextQuestion,
    writing: {
      make: write,
      isUnderWay: readonly(isUnderWay),
      refusal: shallowReadonly(refusal),
      hasFailed: readonly(hasFailed),
    },
  }
}
