import { ApiToken } from './api-tokens/api-token.ts'
import { ApiTokenUse } from './api-tokens/api-token-use.ts'
import { CalendarFeed } from './calendar-feeds/calendar-feed.ts'
import { Booking } from './booking/booking.ts'
import { CalendarEntry } from './busy-times/calendar-entry.ts'
import { BusyPeriod, CalendarSource } from './busy-times/calendar-source.ts'
import { Application } from './candidates/application.ts'
import { Candidate } from './candidates/candidate.ts'
import { MergedCandidate } from './candidates/merged-candidate.ts'
import { BlockedPeriod } from './companies/blocked-period.ts'
import { Company } from './companies/company.ts'
import { CompanyBrand, CompanyLogo } from './companies/company-brand.ts'
import { StaffMember } from './companies/staff-member.ts'
import { RecordingConsent } from './consent/recording-consent.ts'
import { FollowUp } from './room/follow-up.ts'
import { Transcript } from './transcripts/transcript.ts'
import { RoomSettings } from './consent/room-settings.ts'
import { Interview, InterviewInterviewer } from './interviews/interview.ts'
import { Scorecard, ScorecardScore, ScorecardVersion } from './scorecards/scorecard.ts'
import { JobRound, JobRoundMember } from './interviews/job-round.ts'
import { InterviewMove } from './booking/interview-move.ts'
import { InterviewerTime } from './booking/interviewer-time.ts'
import { SlotHold } from './booking/slot-hold.ts'
import { WaitlistEntry } from './booking/waitlist-entry.ts'
import { Job } from './jobs/job.ts'
import { Kit, KitVersion } from './kits/kit.ts'
import { QuestionVoice } from './kits/question-voice.ts'
import { DeliveryAttempt } from './mail/delivery-attempt.ts'
import { Delivery, Invitation, MailPause } from './mail/delivery.ts'
import { EmailWords } from './mail/email-words.ts'
import { ReminderSettings } from './mail/reminder-settings.ts'
import { AnswerNote } from './room/answer-note.ts'
import { CandidatePresence } from './candidate-access/candidate-presence.ts'
import { Onlooker } from './dashboard/onlooker.ts'
import { AnswerPart, QuestionAnswer, RoomProgress } from './room/question-answer.ts'
import { InboundMessage } from './replies/inbound-message.ts'
import { InvitationAnswer } from './replies/invitation-answer.ts'
import { MailCheck } from './mail/mail-check.ts'
import { MailSettings } from './mail/mail-settings.ts'
import { DefaultView, SavedView } from './saved-views/saved-view.ts'
import { SchedulingLink } from './self-scheduling/scheduling-link.ts'
import { InterviewerLimits, TimeOff, WorkingHours } from './scheduling/interviewer-schedule.ts'
import { SchedulingSettings } from './scheduling/scheduling-settings.ts'
import { AuditEntry, IdempotencyKey, LiveEvent } from './shared/records.ts'
import {
  AuthAccount,
  AuthPendingSignIn,
  AuthRecoveryCode,
  AuthSecondFactor,
  AuthSession,
  AuthTry,
  AuthUser,
  AuthVerification,
} from './sign-in/auth-tables.ts'
import { Slot, SlotInterviewer, SlotPoolMember } from './slots/slot.ts'
import { SlotTemplate, SlotTemplateInterviewer, SlotTemplatePoolMember } from './slots/slot-template.ts'

/** Every table. */
export const entities = [
  AuthUser,
  AuthSession,
  AuthAccount,
  AuthVerification,
  AuthTry,
  AuthSecondFactor,
  AuthRecoveryCode,
  AuthPendingSignIn,
  Company,
  CompanyLogo,
  CompanyBrand,
  StaffMember,
  ApiToken,
  ApiTokenUse,
  BlockedPeriod,
  SchedulingSettings,
  InterviewerLimits,
  WorkingHours,
  TimeOff,
  Job,
  Kit,
  KitVersion,
  QuestionVoice,
  JobRound,
  JobRoundMember,
  Candidate,
  MergedCandidate,
  Application,
  Slot,
  SlotInterviewer,
  SlotPoolMember,
  SlotTemplate,
  SlotTemplateInterviewer,
  SlotTemplatePoolMember,
  Interview,
  InterviewInterviewer,
  RoomSettings,
  RecordingConsent,
  CandidatePresence,
  Onlooker,
  RoomProgress,
  QuestionAnswer,
  AnswerPart,
  AnswerNote,
  Transcript,
  FollowUp,
  Scorecard,
  ScorecardVersion,
  ScorecardScore,
  InterviewerTime,
  Booking,
  InterviewMove,
  WaitlistEntry,
  SlotHold,
  SchedulingLink,
  Invitation,
  Delivery,
  InvitationAnswer,
  InboundMessage,
  DeliveryAttempt,
  MailPause,
  CalendarFeed,
  CalendarSource,
  BusyPeriod,
  CalendarEntry,
  EmailWords,
  MailCheck,
  MailSettings,
  ReminderSettings,
  AuditEntry,
  IdempotencyKey,
  LiveEvent,
  SavedView,
  DefaultView,
]
