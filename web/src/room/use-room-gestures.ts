import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { keepIntentionKeys } from '../candidate-access/intention-key'
import { send } from '../candidate-access/send'
import { useGesture } from '../candidate-access/use-gesture'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { newIdempotencyKey } from '../shared/keys'
import type { Graph } from '../shared/graph'

const beginning = graphql(`
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
`)

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

/** What the server said to a take that was to begin. */
export type Begun =
  | { readonly kind: 'BEGUN'; readonly take: { id: string; questionId: string; uploadUrl: string } }
  | { readonly kind: 'REFUSED' }
  /** Nothing came back; it may have begun one. */
  | { readonly kind: 'UNANSWERED' }

/**
 * What is told to the server about questions and answers.
 * @param after called once a gesture is over, with the interview where the server said it, else with null
 */
export function useRoomGestures(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  /** This tab, for as long as it shows this page: a reloaded or doubled tab is another one. */
  const page = newIdempotencyKey()
  const withKey = keepIntentionKeys()
  const isWriting = ref(false)
  const refusal = shallowRef<{ __typename: string } | null>(null)
  const hasFailed = ref(false)

  const nextQuestion = useGesture(
    (questionId: string) =>
      withKey({ questionId }, async (input) => (await send(graph, goingOn, { input })).goToNextQuestion),
    after,
  )

  function forget() {
    refusal.value = null
    hasFailed.value = false
  }

  async function begin(questionId: string, kind: 'AUDIO' | 'VIDEO', takeOver: boolean): Promise<Begun> {
    forget()
    try {
      // Each press is a take of its own: one whose answer was lost on the way is taken over and stays empty.
      const input = { questionId, kind, page, takeOver, idempotencyKey: newIdempotencyKey() }
      const { beginAnswer: said } = await send(graph, beginning, { input })
      if (said.__typename === 'QuestionAnswer' && said.uploadUrl)
        return { kind: 'BEGUN', take: { id: said.id, questionId: said.questionId, uploadUrl: said.uploadUrl } }
      refusal.value = said
      return { kind: 'REFUSED' }
    } catch {
      hasFailed.value = true
      return { kind: 'UNANSWERED' }
    } finally {
      after(null)
    }
  }

  /** Answers in writing; whether the server has it. */
  async function write(questionId: string, text: string): Promise<boolean> {
    if (isWriting.value) return false
    isWriting.value = true
    forget()
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
      isWriting.value = false
      after(null)
    }
  }

  return {
    begin,
    write,
    nextQuestion,
    isWriting: readonly(isWriting),
    refusal: shallowReadonly(refusal),
    hasFailed: readonly(hasFailed),
    forget,
  }
}
