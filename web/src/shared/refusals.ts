import { graphql } from '../gql'
import type { Refusal_FactsFragment } from '../gql/graphql'
import { possibleTypes } from '../gql/possible-types'

graphql(`
  fragment Refusal_Facts on Refusal {
    __typename
    message
    ... on InvalidInput {
      fields {
        path
        message
      }
    }
    ... on SlotIsFull {
      capacity
    }
    ... on SlotIsForAnotherJob {
      slotJob: job {
        id
        title
      }
    }
    ... on InterviewerIsBusy {
      interviewers {
        id
        name
      }
      nextFreeAt
    }
    ... on InterviewerIsAway {
      interviewers {
        id
        name
      }
      until
      nextFreeAt
    }
    ... on BusyElsewhere {
      interviewers {
        id
        name
      }
      nextFreeAt
    }
    ... on DailyLimitReached {
      interviewers {
        id
        name
      }
      limit
      date
      nextFreeAt
    }
    ... on WeeklyLimitReached {
      interviewers {
        id
        name
      }
      limit
      week
      nextFreeAt
    }
    ... on PanelIsNotFree {
      inTheWay {
        interviewer {
          id
          name
        }
        pool
        reason
      }
      nextFreeAt
    }
    ... on LogoIsUnusable {
      logoProblem: reason
    }
    ... on PersonMeetsCandidates {
      count
    }
    ... on PasswordIsWeak {
      weakness: reason
    }
    ... on MinimumNotice {
      earliest
    }
    ... on BeyondHorizon {
      latest
    }
    ... on CapacityIsTooSmall {
      placesTaken
    }
    ... on KitAlreadyExists {
      kit {
        id
        name
      }
    }
    ... on KitIsArchived {
      kit {
        id
        name
      }
    }
    ... on SlotTemplateAlreadyExists {
      template {
        id
        name
      }
    }
    ... on SavedViewAlreadyExists {
      viewName: name
    }
    ... on TooManySavedViews {
      most
    }
    ... on TokenNameIsTaken {
      tokenName: name
    }
    ... on TokenEndIsTooFar {
      tokenLatest: latest
    }
    ... on TooManyTokens {
      tokenLimit: limit
    }
  }
`)

export type Refusal = Refusal_FactsFragment

const refusals = new Set(possibleTypes['Refusal'])

/** Tells the server's “no” from what was asked for. */
export const isRefusal = (answer: { __typename: string }): answer is Refusal => refusals.has(answer.__typename)

const mayBeOverridden: readonly Refusal['__typename'][] = [
  'MinimumNotice',
  'BeyondHorizon',
  'DailyLimitReached',
  'WeeklyLimitReached',
  'BusyElsewhere',
]

/** Whether a recruiter's reason lets it be done all the same. Never for what keeps a person from being in two places. */
export const allowsOverride = (refusal: Refusal) => mayBeOverridden.includes(refusal.__typename)
