import { computed, watch } from 'vue'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { phaseAt } from './admission.rules'
import { useKeptAnswer } from './use-kept-answer'

const asked = asText(
  graphql(`
    query CandidateInterview {
      candidateInterview {
        ...CandidateDoor_Interview
      }
    }
  `),
)

const changed = asText(
  graphql(`
    subscription CandidateInterviewChanged($after: String) {
      candidateInterviewChanged(after: $after) {
        cursor
        candidateInterview {
          id
        }
      }
    }
  `),
)

/** Many candidates reach the same full hour together; each asks for its confirmation at some moment after it. */
const SPREAD_AT_BOUNDARY_MS = 2_500

/** The interview behind an access key. `phase` is by the server's clock and turns by itself. */
export function useCandidateInterview(graph: PersonalGraph, accessKey: string) {
  const { answer: interview, ...kept } = useKeptAnswer<CandidateDoor_InterviewFragment>(
    graph,
    accessKey,
    async (patience) => {
      const { candidateInterview: answer } = await graph.ask(asked, {}, patience)
      if (!answer) throw new Error('The server answered without an interview and without a reason')
      return { answer, serverNow: answer.serverNow }
    },
    ({ ended }) => graph.listen(changed, { next: () => kept.askSoon(), ended }),
  )

  const phase = computed(() => interview.value && phaseAt(interview.value, kept.clock.now.value))
  // The turn was made by this device's reckoning; the server confirms it.
  watch(phase, (_, before) => before && kept.askSoon(Math.random() * SPREAD_AT_BOUNDARY_MS))

  return { interview, phase, ...kept }
}
