import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
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

interface Answer {
  __typename?: string | undefined
}
type FiguresOf<Given extends Answer> = Extract<Given, { __typename?: 'Analytics' }>

/** The figures of an answer; undefined while they are not known, and where the server refused them. */
const figuresOf = <Given extends Answer>(answer: Given | undefined) =>
  answer?.__typename === 'Analytics' ? (answer as FiguresOf<Given>) : undefined

/** Asks for figures of both periods, and picks those of an answer that are wanted. */
function useFigures<Result extends { now: Answer; before: Answer }, Now, Before>(
  query: TypedDocumentNode<Result, Asked>,
  asked: () => Asked,
  pick: { now: (figures: FiguresOf<Result['now']>) => Now; before: (figures: FiguresOf<Result['before']>) => Before },
) {
  const { result, loading, error, refetch } = useQuery(query, asked, always)
  const now = computed(() => figuresOf<Result['now']>(result.value?.now))
  const before = computed(() => figuresOf<Result['before']>(result.value?.before))
  return {
    now: computed(() => now.value && pick.now(now.value)),
    before: computed(() => before.value && pick.before(before.value)),
    loading,
    // Where the server refused them there is nothing to wait for any more.
    failed: computed(() => !!error.value || (result.value !== undefined && !now.value)),
    refetch,
  }
}

export const useInterviewFigures = (asked: () => Asked) =>
  useFigures(
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
    { now: ({ interviews }) => interviews, before: ({ interviews }) => interviews.total },
  )

export const useTimeToSchedule = (asked: () => Asked) =>
  useFigures(
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
    { now: ({ timeToSchedule }) => timeToSchedule, before: ({ timeToSchedule }) => timeToSchedule.total },
  )

export const useAnswerFigures = (asked: () => Asked) =>
  useFigures(
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
    { now: ({ answers }) => answers, before: ({ answers }) => answers.total },
  )

export const useEmailFigures = (asked: () => Asked) =>
  useFigures(
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
    { now: ({ emails }) => emails, before: ({ emails }) => emails.total },
  )
