import { graphql } from '../gql'
import type { Refusal_FactsFragment } from '../gql/graphql'

/** Something to mend before the server is asked: the form's field and the key of its words under `problems`. */
export interface Problem {
  name: string
  code: string
  facts?: Record<string, string | number>
}

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
    }
  }
`)

export type Refusal = Refusal_FactsFragment

/** A refusal in words: the form's field it belongs to (null: the whole form) and the key of what to say. */
export interface Complaint {
  field: string | null
  key: string
  facts: Record<string, string | number>
}

/** Which field a refusal is about, by the names of the inputs; the forms name their fields alike. */
const fieldOf: Partial<Record<Refusal['__typename'], string>> = {
  TimeIsPast: 'startsAt',
  LocationIsMissing: 'location',
  MeetingUrlIsMissing: 'meetingUrl',
  InterviewerIsBusy: 'interviewerIds',
  ApplicationIsNotPending: 'applicationId',
  AlreadyScheduled: 'applicationId',
  SlotIsForAnotherJob: 'applicationId',
  CandidateAlreadyExists: 'email',
  ApplicationAlreadyExists: 'jobId',
  DecisionNeedsReason: 'reason',
}

/** `slots.0.capacity` and `input.capacity` are both the field `capacity`; `questions.1.text` is `questions`. */
export function fieldOfPath(path: string): string {
  const steps = path.split('.').filter((step) => step !== 'input')
  return (steps[0] === 'slots' && steps.length > 2 ? steps[2] : steps[0]) ?? ''
}

export function complaintsOf(refusal: Refusal): Complaint[] {
  if (refusal.__typename === 'InvalidInput') {
    return refusal.fields.map(({ path, message }) => ({
      field: fieldOfPath(path),
      key: 'refusals.InvalidInput',
      facts: { message },
    }))
  }
  return [
    {
      field: fieldOf[refusal.__typename] ?? null,
      key: `refusals.${refusal.__typename}`,
      facts: factsOf(refusal),
    },
  ]
}

function factsOf(refusal: Refusal): Record<string, string | number> {
  switch (refusal.__typename) {
    case 'SlotIsFull':
      return { capacity: refusal.capacity }
    case 'SlotIsForAnotherJob':
      return { job: refusal.slotJob.title }
    case 'InterviewerIsBusy':
      return { names: refusal.interviewers.map(({ name }) => name).join(', ') }
    default:
      return {}
  }
}
