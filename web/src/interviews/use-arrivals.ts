import { useMutation } from '@vue/apollo-composable'
import { useToast } from '@nuxt/ui/composables'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useViewer } from '../dashboard/use-viewer'
import { graphql } from '../gql'
import type { SayArrivalInput } from '../gql/graphql'
import { complaintsOf, isRefusal } from '../shared/problems'
import { useComplaintWords } from '../shared/use-complaint-words'

graphql(`
  fragment Arrivals_Interview on Interview {
    id
    status
    startedAt
    ...ArrivalMarks_Interview
  }
`)

/** What staff say around the hour of an interview: of themselves, and on the candidate's behalf. */
export function useArrivals() {
  const { t } = useI18n()
  const toast = useToast()
  const complaintWords = useComplaintWords()
  const { companyZone } = useViewer()
  const own = useMutation(
    graphql(`
      mutation SayArrival($input: SayArrivalInput!) {
        sayArrival(input: $input) {
          __typename
          ...Arrivals_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const theirs = useMutation(
    graphql(`
      mutation SayCandidateIsHere($input: SayCandidateIsHereInput!) {
        sayCandidateIsHere(input: $input) {
          __typename
          ...Arrivals_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const isUnderWay = ref(false)

  const complain = (title: string) =>
    void toast.add({ title, color: 'error', icon: 'i-lucide-circle-alert', type: 'background' })

  /** @returns whether it took effect; where it did not, that was told */
  async function say(send: () => Promise<{ __typename: string }>): Promise<boolean> {
    if (isUnderWay.value) return false
    isUnderWay.value = true
    try {
      const answer = await send()
      if (!isRefusal(answer)) return true
      const [complaint] = complaintsOf(answer)
      if (complaint) complain(complaintWords(complaint, companyZone.value))
    } catch {
      complain(t('failure.again'))
    } finally {
      isUnderWay.value = false
    }
    return false
  }

  return {
    isUnderWay,
    sayArrival: (input: SayArrivalInput) => say(async () => (await own.mutate({ input }))!.data!.sayArrival),
    sayCandidateIsHere: (interviewId: string) =>
      say(async () => (await theirs.mutate({ input: { interviewId } }))!.data!.sayCandidateIsHere),
  }
}
