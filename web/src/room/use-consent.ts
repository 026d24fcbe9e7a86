import { useSessionStorage } from '@vueuse/core'
import { computed } from 'vue'
import { useGesture } from '../candidate-access/use-gesture'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment, Language, RoomStage_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import { locale } from '../shared/i18n'
import type { PersonalGraph } from '../shared/personal-graph'

const giving = asText(
  graphql(`
    mutation GiveConsent($input: GiveConsentInput!) {
      giveConsent(input: $input) {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
      }
    }
  `),
)

const withdrawing = asText(
  graphql(`
    mutation WithdrawConsent {
      withdrawConsent {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
      }
    }
  `),
)

/**
 * Whether the candidate may be recorded, and their word on it.
 * @param after called once they have said something, with the interview where the server said it, else with null
 */
export function useConsent(
  graph: PersonalGraph,
  interview: () => RoomStage_InterviewFragment,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const asked = computed(() => interview().consent ?? null)
  const given = computed(() => interview().givenConsent ?? null)
  /** The consent that stands. */
  const standing = computed(() => (given.value && !given.value.withdrawnAt ? given.value : null))
  const mayWrite = computed(() => asked.value?.allowsText ?? true)
  /** What somebody chose in this tab; the server needs no word of it. */
  const prefersWriting = useSessionStorage(`greenroom-room-writes-${interview().id}`, false)
  const writes = computed(() => !standing.value && prefersWriting.value && mayWrite.value)
  const text = computed(() => {
    const words = asked.value
    return words ? { en: words.textEN, sv: words.textSV, fr: words.textFR }[locale.value] : ''
  })

  const give = useGesture(async () => {
    const input = { version: asked.value?.version ?? '', language: locale.value.toUpperCase() as Language }
    return (await graph.ask(giving, { input })).giveConsent
  }, after)
  const withdraw = useGesture(async () => (await graph.ask(withdrawing, {})).withdrawConsent, after)

  return {
    asked,
    given,
    standing,
    text,
    mayWrite,
    writes,
    /** Neither has been chosen yet: to be recorded or to write. */
    isOpen: computed(() => !standing.value && !writes.value),
    recordsPicture: computed(() => !!standing.value?.recordsVideo && !!asked.value?.recordsVideo),
    write: () => (prefersWriting.value = true),
    ask: () => (prefersWriting.value = false),
    give,
    withdraw,
  }
}

export type RoomConsent = ReturnType<typeof useConsent>
