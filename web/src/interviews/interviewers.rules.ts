import type { InterviewMode, InterviewStatus } from '../gql/graphql'

interface Meeting {
  status: InterviewStatus
  mode: InterviewMode
  interviewers: readonly unknown[]
}

/** Whether somebody must still be found: a room asks its questions by itself, and what is over needs nobody any more. */
export const lacksInterviewer = ({ status, mode, interviewers }: Meeting) =>
  interviewers.length === 0 && status === 'SCHEDULED' && mode !== 'SELF_GUIDED'
