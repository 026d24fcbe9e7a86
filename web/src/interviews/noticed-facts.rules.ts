import type { InterviewRow_InterviewFragment } from '../gql/graphql'

type Shown = Pick<
  InterviewRow_InterviewFragment,
  'status' | 'startsAt' | 'endsAt' | 'rsvp' | 'noShowSuggestedSince' | 'candidateArrival' | 'interviewers'
> &
  Partial<Pick<InterviewRow_InterviewFragment, 'delivery'>>

/** What of an interview in a row is worth pointing at when it changes: not what only goes with the clock. */
export const noticedFacts = (interview: Shown) => [
  interview.status,
  interview.startsAt,
  interview.endsAt,
  interview.rsvp,
  interview.noShowSuggestedSince !== null,
  interview.candidateArrival?.state,
  interview.interviewers.map(({ id }) => id),
  interview.delivery?.status,
]
