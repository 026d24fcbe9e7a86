import type { Reaction } from '../shared/transaction.ts'

/** What one may listen to. */
export const topics = [
  'emailSent',
  'interviewStatusChanged',
  // Heard by the company only: a candidate's own page is not told that it is open.
  'candidatePresenceChanged',
  // Left by the processes to which people hold their pages.
  'onlookersChanged',
  'slotChanged',
  'invitationAnswered',
  'scorecardChanged',
  'answerNoteChanged',
  'applicationChanged',
  'candidateChanged',
  'jobChanged',
  'kitChanged',
  'personChanged',
  'mailCheckChanged',
  // Heard by the one person, or the sockets of the token, it is about.
  'viewerChanged',
  // Left by the worker, for every company: the pause of the mail queue belongs to none.
  'mailQueueChanged',
] as const
export type Topic = (typeof topics)[number]

const topicOf: Record<string, Topic> = {
  DeliveryChanged: 'emailSent',
  InterviewScheduled: 'interviewStatusChanged',
  InterviewRescheduled: 'interviewStatusChanged',
  InterviewStarted: 'interviewStatusChanged',
  InterviewCompleted: 'interviewStatusChanged',
  InterviewCancelled: 'interviewStatusChanged',
  InterviewMissed: 'interviewStatusChanged',
  InterviewExpired: 'interviewStatusChanged',
  CandidateArrived: 'interviewStatusChanged',
  CandidateDelayed: 'interviewStatusChanged',
  InterviewerArrived: 'interviewStatusChanged',
  InterviewerDelayed: 'interviewStatusChanged',
  NoShowSuggested: 'interviewStatusChanged',
  PageOpened: 'interviewStatusChanged',
  ConsentGiven: 'interviewStatusChanged',
  ConsentWithdrawn: 'interviewStatusChanged',
  PresenceBegan: 'candidatePresenceChanged',
  PresenceEnded: 'candidatePresenceChanged',
  QuestionReached: 'interviewStatusChanged',
  AnswerBegun: 'interviewStatusChanged',
  AnswerEnded: 'interviewStatusChanged',
  AnswerKept: 'interviewStatusChanged',
  AnswerReplaced: 'interviewStatusChanged',
  AnswerLost: 'interviewStatusChanged',
  AnswersRemoved: 'interviewStatusChanged',
  TranscriptKept: 'interviewStatusChanged',
  TranscriptFailed: 'interviewStatusChanged',
  FollowUpProposed: 'interviewStatusChanged',
  FollowUpDropped: 'interviewStatusChanged',
  FollowUpFailed: 'interviewStatusChanged',
  InvitationAnswered: 'invitationAnswered',
  AnswerNoted: 'invitationAnswered',
  TimeProposed: 'invitationAnswered',
  ProposalAccepted: 'invitationAnswered',
  ProposalDismissed: 'invitationAnswered',
  MessageWaits: 'invitationAnswered',
  ScorecardSubmitted: 'scorecardChanged',
  ScorecardCorrected: 'scorecardChanged',
  // Not told with the interview: candidates hear of that, and notes are not theirs to know of.
  AnswerNoteAdded: 'answerNoteChanged',
  AnswerNoteChanged: 'answerNoteChanged',
  AnswerNoteRemoved: 'answerNoteChanged',
  ApplicationCreated: 'applicationChanged',
  ApplicationStatusChanged: 'applicationChanged',
  ApplicationDecided: 'applicationChanged',
  ApplicationWithdrawn: 'applicationChanged',
  CandidateCreated: 'candidateChanged',
  CandidateUpdated: 'candidateChanged',
  CandidatesMerged: 'candidateChanged',
  // By its id the one is found that it has become part of.
  DuplicateRemoved: 'candidateChanged',
  AddressFailed: 'candidateChanged',
  JobCreated: 'jobChanged',
  JobRoundsSet: 'jobChanged',
  KitCreated: 'kitChanged',
  KitUpdated: 'kitChanged',
  KitArchived: 'kitChanged',
  KitRestored: 'kitChanged',
  PersonAdded: 'personChanged',
  PersonReactivated: 'personChanged',
  MailCheckAsked: 'mailCheckChanged',
  MailCheckChanged: 'mailCheckChanged',
  ProfileChanged: 'viewerChanged',
  RoleChanged: 'viewerChanged',
  PasswordChanged: 'viewerChanged',
  SessionsEnded: 'viewerChanged',
  SecondFactorTurnedOn: 'viewerChanged',
  SecondFactorTurnedOff: 'viewerChanged',
  SecondFactorRemoved: 'viewerChanged',
  RecoveryCodesRenewed: 'viewerChanged',
  PersonDeactivated: 'viewerChanged',
  ApiTokenRevoked: 'viewerChanged',
  MailQueueTried: 'mailQueueChanged',
  SlotOpened: 'slotChanged',
  SlotsOpened: 'slotChanged',
  SlotClosed: 'slotChanged',
  SlotReopened: 'slotChanged',
  SlotUpdated: 'slotChanged',
  SlotCancelled: 'slotChanged',
  PlaceTaken: 'slotChanged',
  PlaceFreed: 'slotChanged',
}

/** Leaves a hint for the live view, in the transaction of its cause. */
export const leaveHint: Reaction = (tx, event) => {
  const topic = topicOf[event.name]
  // An address that failed may be that of a staff member.
  if (topic === 'candidateChanged' && event.about.type !== 'Candidate') return
  if (topic) tx.insert('live_event', { company_id: tx.companyId, topic, subject_id: event.about.id })
}
