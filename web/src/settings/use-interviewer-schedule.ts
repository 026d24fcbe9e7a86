import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type {
  AddTimeOffInput,
  RemoveTimeOffInput,
  SetInterviewerLimitsInput,
  SetWorkingHoursInput,
} from '../gql/graphql'

/** Says when and how often somebody meets candidates. Each verb throws where the server cannot answer. */
export function useInterviewerSchedule() {
  const hours = useMutation(
    graphql(`
      mutation SetWorkingHours($input: SetWorkingHoursInput!) {
        setWorkingHours(input: $input) {
          __typename
          ...PersonSchedule_Schedule
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const limits = useMutation(
    graphql(`
      mutation SetInterviewerLimits($input: SetInterviewerLimitsInput!) {
        setInterviewerLimits(input: $input) {
          __typename
          ...PersonSchedule_Schedule
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const add = useMutation(
    graphql(`
      mutation AddTimeOff($input: AddTimeOffInput!) {
        addTimeOff(input: $input) {
          __typename
          ... on TimeOff {
            ...TimeOffList_TimeOff
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const remove = useMutation(
    graphql(`
      mutation RemoveTimeOff($input: RemoveTimeOffInput!) {
        removeTimeOff(input: $input) {
          __typename
          ... on InterviewerSchedule {
            id
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    setWorkingHours: async (input: SetWorkingHoursInput) => (await hours.mutate({ input }))!.data!.setWorkingHours,
    setLimits: async (input: SetInterviewerLimitsInput) => (await limits.mutate({ input }))!.data!.setInterviewerLimits,
    addTimeOff: async (input: AddTimeOffInput) => (await add.mutate({ input }))!.data!.addTimeOff,
    removeTimeOff: async (input: RemoveTimeOffInput) => (await remove.mutate({ input }))!.data!.removeTimeOff,
  }
}
