import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'
import type { AnalyticsInput } from '../gql/graphql'

/** What is asked: a period, and the one before it that it is compared with. */
export interface Asked {
  input: AnalyticsInput
  before: AnalyticsInput
}

graphql(`
  fragment Duration_Figures on DurationFigures {
    count
    medianMinutes
    ninetiethMinutes
  }
`)

// Figures are as of now; what was looked at a minute ago is shown until they are here.
const always = { fetchPolicy: 'cache-and-network', keepPreviousResult: true } as const

/** The figures of an answer; undefined while they are not known, and where the server refused them. */
const figuresOf = <Answer extends { __typename?: string | undefined }>(answer: Answer | undefined) =>
  answer?.__typename === 'Analytics' ? (answer as Extract<Answer, { __typename?: 'Analytics' }>) : undefined

/** Whether there is nothing to wait for any more. */
const isRefused = (answer: { __typename?: string | undefined } | undefined) =>
  answer !== undefined && answer.__typename !== 'Analytics'

export function useInterviewFigures(asked: () => Asked) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query AnalyticsInterviews($input: AnalyticsInput!, $before: AnalyticsInput!) {
        now: analytics(input: $input) {
          __typename
          ... on Analytics {
            interviews {
              total {
                arranged
                held
                noShow
                expired
                cancelled
                ahead
                showUpRate
                moved
                versions
              }
              steps {
                from
                to
                figures {
                  arranged
                  held
                  noShow
                  expired
                  cancelled
                  ahead
                  showUpRate
                  versions
                }
              }
            }
          }
        }
        before: analytics(input: $before) {
          __typename
          ... on Analytics {
            interviews {
              total {
                arranged
                held
                noShow
                expired
                showUpRate
                versions
              }
            }
          }
        }
      }
    `),
    asked,
    always,
  )
  return {
    now: computed(() => figuresOf(result.value?.now)?.interviews),
    before: computed(() => figuresOf(result.value?.before)?.interviews.total),
    loading,
    failed: computed(() => !!error.value || isRefused(result.value?.now)),
    refetch,
  }
}

export function useTimeToSchedule(asked: () => Asked) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query AnalyticsTimeToSchedule($input: AnalyticsInput!, $before: AnalyticsInput!) {
        now: analytics(input: $input) {
          __typename
          ... on Analytics {
            timeToSchedule {
              total {
                untilArranged {
                  ...Duration_Figures
                }
                untilHeld {
                  ...Duration_Figures
                }
              }
              steps {
                from
                to
                figures {
                  untilArranged {
                    ...Duration_Figures
                  }
                  untilHeld {
                    ...Duration_Figures
                  }
                }
              }
            }
          }
        }
        before: analytics(input: $before) {
          __typename
          ... on Analytics {
            timeToSchedule {
              total {
                untilArranged {
                  ...Duration_Figures
                }
              }
            }
          }
        }
      }
    `),
    asked,
    always,
  )
  return {
    now: computed(() => figuresOf(result.value?.now)?.timeToSchedule),
    before: computed(() => figuresOf(result.value?.before)?.timeToSchedule.total),
    loading,
    failed: computed(() => !!error.value || isRefused(result.value?.now)),
    refetch,
  }
}

export function useAnswerFigures(asked: () => Asked) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query AnalyticsAnswers($input: AnalyticsInput!, $before: AnalyticsInput!) {
        now: analytics(input: $input) {
          __typename
          ... on Analytics {
            answers {
              total {
                asked
                accepted
                tentative
                declined
                none
                answerRate
                answerTime {
                  ...Duration_Figures
                }
              }
              steps {
                from
                to
                figures {
                  asked
                  accepted
                  tentative
                  declined
                  none
                  answerRate
                  answerTime {
                    ...Duration_Figures
                  }
                }
              }
            }
          }
        }
        before: analytics(input: $before) {
          __typename
          ... on Analytics {
            answers {
              total {
                asked
                answerRate
              }
            }
          }
        }
      }
    `),
    asked,
    always,
  )
  return {
    now: computed(() => figuresOf(result.value?.now)?.answers),
    before: computed(() => figuresOf(result.value?.before)?.answers.total),
    loading,
    failed: computed(() => !!error.value || isRefused(result.value?.now)),
    refetch,
  }
}

export function useEmailFigures(asked: () => Asked) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query AnalyticsEmails($input: AnalyticsInput!, $before: AnalyticsInput!) {
        now: analytics(input: $input) {
          __typename
          ... on Analytics {
            emails {
              total {
                queued
                sent
                bounced
                failed
                withoutAddress
                cancelled
                waiting
                failureRate
              }
              kinds {
                kind
                figures {
                  queued
                  sent
                  bounced
                  failed
                  withoutAddress
                  cancelled
                  waiting
                  failureRate
                }
              }
              reasons {
                reason
                count
              }
            }
          }
        }
        before: analytics(input: $before) {
          __typename
          ... on Analytics {
            emails {
              total {
                sent
                bounced
                failed
                failureRate
              }
            }
          }
        }
      }
    `),
    asked,
    always,
  )
  return {
    now: computed(() => figuresOf(result.value?.now)?.emails),
    before: computed(() => figuresOf(result.value?.before)?.emails.total),
    loading,
    failed: computed(() => !!error.value || isRefused(result.value?.now)),
    refetch,
  }
}
