import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { analyticsResolvers } from './analytics/analytics.resolver.ts'
import { ApiTokenCreatedResolver, ApiTokenResolver, TokenOfViewerResolver } from './api-tokens/api-token.resolver.ts'
import { makeCreateApiToken } from './api-tokens/create-api-token.ts'
import { makeRevokeApiToken } from './api-tokens/revoke-api-token.ts'
import { ArrivalsOfInterviewResolver, ArrivalsResolver } from './arrivals/arrivals.resolver.ts'
import { makeSayArrival, makeSayCandidateIsHere, makeSayOwnArrival } from './arrivals/say-arrival.ts'
import { makeSuggestNoShow } from './arrivals/suggest-no-show.ts'
import { availabilityResolvers } from './availability/availability.resolver.ts'
import {
  BookingResolver,
  AlreadyScheduledResolver,
  BookingsOfSlotResolver,
  InterviewMoveResolver,
  SlotIsForAnotherJobResolver,
  SlotOfInterviewResolver,
} from './booking/booking.resolver.ts'
import { makeBookSlot } from './booking/book-slot.ts'
import {
  ChangeInterviewsResolver,
  InterviewStateResolver,
  InterviewerDoesNotMeetResolver,
  InterviewerHasLeftResolver,
} from './booking/change-interviews.resolver.ts'
import { makeChangeInterviews, makePlanInterviewChanges } from './booking/change-interviews.ts'
import { PlanRescheduleResolver } from './booking/plan-reschedule.resolver.ts'
import { makePlanReschedule } from './booking/plan-reschedule.ts'
import { makeCancelInterview } from './booking/cancel-interview.ts'
import { CancelSlotResolver, CancelledPlaceResolver } from './booking/cancel-slot.resolver.ts'
import { makeCancelSlot } from './booking/cancel-slot.ts'
import { makeWithdrawApplication } from './booking/withdraw-application.ts'
import { makeDecideApplication } from './booking/decide-application.ts'
import { makeExpireInterview } from './booking/expire-interview.ts'
import { makeMarkNoShow } from './booking/mark-no-show.ts'
import { peopleRefusalResolvers } from './booking/people-refusal.types.ts'
import { makeRescheduleInterview } from './booking/reschedule-interview.ts'
import { makeScheduleInterview } from './booking/schedule-interview.ts'
import { makeAddCalendarSource } from './busy-times/add-calendar-source.ts'
import { CalendarSourceResolver } from './busy-times/calendar-source.resolver.ts'
import { makeReadCalendarSource } from './busy-times/read-calendar-source.ts'
import { makeRemoveCalendarSource } from './busy-times/remove-calendar-source.ts'
import type { SourceTools } from './busy-times/source-input.ts'
import { makeUpdateCalendarSource } from './busy-times/update-calendar-source.ts'
import { CalendarFeedResolver } from './calendar-feeds/calendar-feed.resolver.ts'
import { makeCreateCalendarFeed } from './calendar-feeds/create-calendar-feed.ts'
import type { FeedUrl } from './calendar-feeds/feed-url.ts'
import { makeRenewCalendarFeed } from './calendar-feeds/renew-calendar-feed.ts'
import { makeRevokeCalendarFeed } from './calendar-feeds/revoke-calendar-feed.ts'
import { CandidateAccessResolver } from './candidate-access/candidate-access.resolver.ts'
import { CandidateLinkResolver } from './candidate-access/candidate-link.resolver.ts'
import type { CandidateLink } from './candidate-access/candidate-link.ts'
import { makeFinishInterview } from './candidate-access/finish-interview.ts'
import { makeNoteOpening } from './candidate-access/note-opening.ts'
import { makeNoteGone, makeNotePresent, makeNoteLost } from './candidate-access/note-presence.ts'
import { PresenceResolver } from './candidate-access/presence.resolver.ts'
import { makeStartInterview } from './candidate-access/start-interview.ts'
import { ApplicationResolver } from './candidates/application.resolver.ts'
import {
  ApplicationAlreadyExistsResolver,
  CandidateAlreadyExistsResolver,
  CandidateResolver,
} from './candidates/candidate.resolver.ts'
import { makeCreateApplication } from './candidates/create-application.ts'
import { makeCreateCandidate } from './candidates/create-candidate.ts'
import { makeUpdateCandidate } from './candidates/update-candidate.ts'
import { AdmissionSettingsResolver } from './companies/admission-settings.resolver.ts'
import { BlockedPeriodResolver } from './companies/blocked-period.resolver.ts'
import { CompanyBrandResolver } from './companies/company-brand.resolver.ts'
import { CompanyResolver, StaffResolver } from './companies/company.resolver.ts'
import type { LogoUrl } from './companies/logo-file.ts'
import { makeUpdateCompany } from './companies/update-company.ts'
import { ProfileResolver } from './companies/profile.resolver.ts'
import { makeUpdateProfile } from './companies/update-profile.ts'
import { makeUpdateAdmissionSettings } from './companies/update-admission-settings.ts'
import { makeUpdateCompanyBrand } from './companies/update-company-brand.ts'
import { makeUploadCompanyLogo } from './companies/upload-company-logo.ts'
import { ConsentOfInterviewResolver, ConsentResolver, RoomSettingsResolver } from './consent/consent.resolver.ts'
import type { OutsideService } from './consent/consent.rules.ts'
import { makeGiveConsent } from './consent/give-consent.ts'
import { makeUpdateRoomSettings } from './consent/update-room-settings.ts'
import { makeWithdrawConsent } from './consent/withdraw-consent.ts'
import { makeCreateBlockedPeriod } from './companies/create-blocked-period.ts'
import { makeDeleteBlockedPeriod } from './companies/delete-blocked-period.ts'
import { AuditLogResolver } from './dashboard/audit-log.resolver.ts'
import { makeMergeCandidates } from './candidates/merge-candidates.ts'
import {
  CandidateDuplicateResolver,
  LiveApplicationsClashResolver,
  MergeResolver,
} from './candidates/merge.resolver.ts'
import { MergePlanResolver } from './dashboard/merge-plan.resolver.ts'
import { ApplicationListResolver } from './dashboard/application-list.resolver.ts'
import { makeChangeApplications, makePlanApplicationChanges } from './dashboard/change-applications.ts'
import { ChangeApplicationsResolver } from './dashboard/change-applications.resolver.ts'
import { InterviewListResolver, InterviewsOfCandidateResolver } from './dashboard/interview-list.resolver.ts'
import { LiveResolver } from './dashboard/live.resolver.ts'
import { makeNoteExport } from './exports/note-export.ts'
import { OnlookersOfInterviewResolver } from './dashboard/onlookers.resolver.ts'
import { AttentionResolver, TodayResolver } from './dashboard/today.resolver.ts'
import { makeCompleteInterview } from './interviews/complete-interview.ts'
import { InterviewResolver, InterviewsOfApplicationResolver } from './interviews/interview.resolver.ts'
import { makeArchiveKit, makeRestoreKit } from './kits/archive-kit.ts'
import { makeCreateKit } from './kits/create-kit.ts'
import {
  KitAlreadyExistsResolver,
  KitHasChangedResolver,
  KitIsArchivedResolver,
  KitResolver,
  KitVersionResolver,
  QuestionTextResolver,
  QuestionVoiceResolver,
} from './kits/kit.resolver.ts'
import { makeBeginVoice } from './kits/begin-voice.ts'
import { makeUpdateKit } from './kits/update-kit.ts'
import { makeCreateJob } from './jobs/create-job.ts'
import { JobsOfKitResolver } from './interviews/jobs-of-kit.resolver.ts'
import { JobRoundResolver, RoundsOfJobResolver } from './interviews/job-round.resolver.ts'
import { makeSetJobRounds } from './interviews/set-job-rounds.ts'
import { JobResolver } from './jobs/job.resolver.ts'
import {
  AddressIsMissingResolver,
  DeliveriesOfCandidateResolver,
  DeliveriesOfInterviewResolver,
  DeliveryResolver,
  JoinEmailResolver,
} from './mail/delivery.resolver.ts'
import { EmailPreviewResolver } from './mail/email-preview.resolver.ts'
import { EmailWordsResolver } from './mail/email-words.resolver.ts'
import type { MailNames } from './mail/queue-emails.ts'
import type { AnswerLink } from './mail/answer-link.ts'
import { makeReadPlannedEmails } from './mail/planned-email.ts'
import {
  EmailOfInterviewChangeResolver,
  EmailOfReschedulePlanResolver,
  PlannedEmailResolver,
} from './mail/planned-email.resolver.ts'
import { makeCheckMail } from './mail/ask-for-mail-check.ts'
import { MailCheckResolver } from './mail/mail-check.resolver.ts'
import { MailQueueResolver, MailSettingsResolver } from './mail/mail-queue.resolver.ts'
import { makeResendEmail } from './mail/resend-email.ts'
import { makeTryMailQueueNow } from './mail/try-mail-queue-now.ts'
import { makeUpdateMailSettings } from './mail/update-mail-settings.ts'
import { makeWithdrawEmail } from './mail/withdraw-email.ts'
import { makeQueueFeedbackReminders } from './mail/feedback-reminders.ts'
import { makeSendPasswordLink } from './mail/send-password-link.ts'
import { makeQueueReminders } from './mail/reminders.ts'
import { ReminderSettingsResolver } from './mail/reminder.resolver.ts'
import { makeResendInvitation } from './mail/resend-invitation.ts'
import { makeUpdateEmailWords } from './mail/update-email-words.ts'
import { makeUpdateReminderSettings } from './mail/update-reminder-settings.ts'
import { makeAnswerInvitation, makeProposeTime } from './replies/answer-invitation.ts'
import {
  AnswersOfInterviewResolver,
  InterviewerAnswerResolver,
  SuggestTimeResolver,
  InvitationAnswerResolver,
} from './replies/answers.resolver.ts'
import { InboundMessageResolver } from './replies/inbound-message.resolver.ts'
import { makeAcceptProposal, makeDismissProposal } from './replies/proposal.ts'
import { makeApplyMessage, makeDismissMessage, makeRestoreMessage } from './replies/settle-message.ts'
import { makeSendAnswer, makeSettleFollowUp } from './follow-ups/ask-for-follow-up.ts'
import { makeAddAnswerNote } from './room/add-answer-note.ts'
import { makeAnswerInText } from './room/answer-in-text.ts'
import { AnswerNoteResolver, NotesOfAnswerResolver } from './room/answer-note.resolver.ts'
import { makeBeginAnswer } from './room/begin-answer.ts'
import { makeEndAnswer } from './room/end-answer.ts'
import { FollowUpResolver, FollowUpsOfInterviewResolver } from './room/follow-up.resolver.ts'
import { makeGoToNextQuestion } from './room/go-to-next-question.ts'
import type { MediaLink } from './room/media-link.ts'
import { makeCompleteQuietInterview } from './room/quiet-rooms.ts'
import { makeRemoveAnswers } from './room/remove-answers.ts'
import { makeRemoveOldAnswers } from './room/remove-old-answers.ts'
import { makeRemoveAnswerNote } from './room/remove-answer-note.ts'
import { makeGiveUpAnswers, makeSettleAnswer } from './room/settle-answer.ts'
import { makeUpdateAnswerNote } from './room/update-answer-note.ts'
import { makeBeginPart, makeKeepPart, type RecordingQuota } from './room/write-part.ts'
import {
  ProgressOfInterviewResolver,
  QuestionAnswerResolver,
  QuestionAnswersOfInterviewResolver,
  RoomResolver,
} from './room/room.resolver.ts'
import { makeAddTimeOff } from './scheduling/add-time-off.ts'
import { makeRemoveTimeOff } from './scheduling/remove-time-off.ts'
import {
  InterviewerScheduleResolver,
  SchedulingSettingsResolver,
  TimeOffResolver,
} from './scheduling/scheduling.resolver.ts'
import { makeSetInterviewerLimits } from './scheduling/set-interviewer-limits.ts'
import { makeSetWorkingHours } from './scheduling/set-working-hours.ts'
import { makeUpdateSchedulingSettings } from './scheduling/update-scheduling-settings.ts'
import {
  BookableSlotResolver,
  CandidateChoiceResolver,
  PlaceIsFreeResolver,
  TimeIsGoneResolver,
} from './self-scheduling/choice.resolver.ts'
import { makeCancelOwnInterview, makeRescheduleOwnInterview } from './self-scheduling/change-own-interview.ts'
import { makeChooseSlot } from './self-scheduling/choose-slot.ts'
import { makeHoldSlot } from './self-scheduling/hold-slot.ts'
import { makeInviteToChoose } from './self-scheduling/invite-to-choose.ts'
import { makeJoinWaitlist } from './self-scheduling/join-waitlist.ts'
import { makeLeaveWaitlist } from './self-scheduling/leave-waitlist.ts'
import { makeOfferPlaces } from './self-scheduling/offer-places.ts'
import { OwnInterviewResolver } from './self-scheduling/own-interview.resolver.ts'
import { makeReleaseSlot } from './self-scheduling/release-slot.ts'
import { makeRevokeSchedulingLink } from './self-scheduling/revoke-scheduling-link.ts'
import {
  SchedulingLinkOfApplicationResolver,
  SchedulingLinkResolver,
} from './self-scheduling/scheduling-link.resolver.ts'
import type { SchedulingUrl } from './self-scheduling/scheduling-url.ts'
import { makeCreateSavedView } from './saved-views/create-saved-view.ts'
import { makeDeleteSavedView } from './saved-views/delete-saved-view.ts'
import { makeOrderSavedViews } from './saved-views/order-saved-views.ts'
import {
  DefaultViewSetResolver,
  SavedViewResolver,
  SavedViewsOrderedResolver,
} from './saved-views/saved-view.resolver.ts'
import { makeSetDefaultView } from './saved-views/set-default-view.ts'
import { makeUpdateSavedView } from './saved-views/update-saved-view.ts'
import { makeDiscardScorecardDraft } from './scorecards/discard-scorecard-draft.ts'
import { makeSaveScorecard } from './scorecards/save-scorecard.ts'
import {
  ScorecardResolver,
  ScorecardVersionResolver,
  ScorecardsOfApplicationResolver,
  ScorecardsOfInterviewResolver,
} from './scorecards/scorecard.resolver.ts'
import { makeSubmitScorecard } from './scorecards/submit-scorecard.ts'
import { enforceAccess } from './shared/graphql/access.ts'
import { DateTime } from './shared/graphql/scalars.ts'
import type { DryRun } from './shared/transaction.ts'
import type { Tools } from './shared/use-case.ts'
import { makeSendRecording, makeSettleTranscript } from './transcripts/ask-for-transcript.ts'
import { TranscriptOfAnswerResolver } from './transcripts/transcript.resolver.ts'
import { makeAddPerson } from './people/add-person.ts'
import { makeChangeRole } from './people/change-role.ts'
import { makeDeactivatePerson, makeReactivatePerson } from './people/deactivate-person.ts'
import { makeRemoveSecondFactor } from './people/remove-second-factor.ts'
import type { JoinLink } from './companies/join-link.ts'
import type { PasswordLink } from './companies/password-link.ts'
import { PeopleResolver, PersonIsHereResolver } from './people/people.resolver.ts'
import { OwnAccountResolver } from './sign-in/own-account.resolver.ts'
import type { ChangePassword } from './sign-in/change-password.ts'
import { makeEndOtherSessions, makeEndSession } from './sign-in/end-sessions.ts'
import type { DemoTools } from './sign-in/demo.ts'
import { DemoResolver } from './sign-in/demo.resolver.ts'
import type { PasswordReset } from './sign-in/password-reset.ts'
import { PasswordResetResolver } from './sign-in/password-reset.resolver.ts'
import { makeEnter } from './sign-in/enter.ts'
import type { Join } from './sign-in/join.ts'
import { JoinResolver } from './sign-in/join.resolver.ts'
import type { SecondFactor } from './sign-in/second-factor.ts'
import { SecondFactorResolver } from './sign-in/second-factor.resolver.ts'
import { SetUpResolver, type SetUpTools } from './sign-in/set-up.resolver.ts'
import { SignInResolver } from './sign-in/sign-in.resolver.ts'
import { SpeechOfQuestionResolver } from './speech/speech.resolver.ts'
import type { Speech } from './speech/speech.ts'
import { makeCloseSlot } from './slots/close-slot.ts'
import { makeCreateSlotTemplate } from './slots/create-slot-template.ts'
import { makeCreateSlots } from './slots/create-slots.ts'
import { makeDeleteSlotTemplate } from './slots/delete-slot-template.ts'
import { makeOpenSlots } from './slots/open-slots.ts'
import { OpenSlotsResolver, ProposedSlotResolver, SlotsOpenedResolver } from './slots/open-slots.resolver.ts'
import { makeReopenSlot } from './slots/reopen-slot.ts'
import { SlotResolver, SlotsCreatedResolver } from './slots/slot.resolver.ts'
import { SlotTemplateAlreadyExistsResolver, SlotTemplateResolver } from './slots/slot-template.resolver.ts'
import { makeUpdateSlot } from './slots/update-slot.ts'
import { makeUpdateSlotTemplate } from './slots/update-slot-template.ts'

/** Everything a person or the clock can do, each made from the same tools. */
export const makeUseCases = (
  tools: Tools & {
    dryRun: DryRun
    calendars: SourceTools
    recordings: RecordingQuota
    services: readonly OutsideService[]
  },
  names: MailNames,
  logoUrl: LogoUrl,
) => ({
  createJob: makeCreateJob(tools),
  createKit: makeCreateKit(tools),
  updateKit: makeUpdateKit(tools),
  archiveKit: makeArchiveKit(tools),
  restoreKit: makeRestoreKit(tools),
  beginVoice: makeBeginVoice(tools),
  setJobRounds: makeSetJobRounds(tools),
  createCandidate: makeCreateCandidate(tools),
  updateCandidate: makeUpdateCandidate(tools),
  mergeCandidates: makeMergeCandidates(tools),
  createApplication: makeCreateApplication(tools),
  updateCompany: makeUpdateCompany(tools),
  createApiToken: makeCreateApiToken(tools),
  revokeApiToken: makeRevokeApiToken(tools),
  updateProfile: makeUpdateProfile(tools),
  endSession: makeEndSession(tools),
  endOtherSessions: makeEndOtherSessions(tools),
  addPerson: makeAddPerson(tools),
  changeRole: makeChangeRole(tools),
  deactivatePerson: makeDeactivatePerson(tools),
  reactivatePerson: makeReactivatePerson(tools),
  removeSecondFactor: makeRemoveSecondFactor(tools),
  updateAdmissionSettings: makeUpdateAdmissionSettings(tools),
  updateCompanyBrand: makeUpdateCompanyBrand(tools),
  uploadCompanyLogo: makeUploadCompanyLogo(tools),
  updateEmailWords: makeUpdateEmailWords(tools),
  updateReminderSettings: makeUpdateReminderSettings(tools),
  queueReminders: makeQueueReminders(tools, names),
  sendPasswordLink: makeSendPasswordLink(tools, names),
  queueFeedbackReminders: makeQueueFeedbackReminders(tools, names),
  updateSchedulingSettings: makeUpdateSchedulingSettings(tools),
  setInterviewerLimits: makeSetInterviewerLimits(tools),
  setWorkingHours: makeSetWorkingHours(tools),
  addTimeOff: makeAddTimeOff(tools),
  removeTimeOff: makeRemoveTimeOff(tools),
  createSlots: makeCreateSlots(tools),
  openSlots: makeOpenSlots(tools),
  closeSlot: makeCloseSlot(tools),
  reopenSlot: makeReopenSlot(tools),
  updateSlot: makeUpdateSlot(tools),
  createBlockedPeriod: makeCreateBlockedPeriod(tools),
  deleteBlockedPeriod: makeDeleteBlockedPeriod(tools),
  createSlotTemplate: makeCreateSlotTemplate(tools),
  updateSlotTemplate: makeUpdateSlotTemplate(tools),
  deleteSlotTemplate: makeDeleteSlotTemplate(tools),
  bookSlot: makeBookSlot(tools),
  rescheduleInterview: makeRescheduleInterview(tools),
  scheduleInterview: makeScheduleInterview(tools),
  cancelInterview: makeCancelInterview(tools),
  cancelSlot: makeCancelSlot(tools),
  changeInterviews: makeChangeInterviews(tools),
  planInterviewChanges: makePlanInterviewChanges({ ...tools, readEmails: makeReadPlannedEmails(logoUrl) }),
  planReschedule: makePlanReschedule({ ...tools, readEmails: makeReadPlannedEmails(logoUrl) }),
  completeInterview: makeCompleteInterview(tools),
  markNoShow: makeMarkNoShow(tools),
  noteExport: makeNoteExport(tools),
  createSavedView: makeCreateSavedView(tools),
  updateSavedView: makeUpdateSavedView(tools),
  deleteSavedView: makeDeleteSavedView(tools),
  orderSavedViews: makeOrderSavedViews(tools),
  setDefaultView: makeSetDefaultView(tools),
  saveScorecard: makeSaveScorecard(tools),
  submitScorecard: makeSubmitScorecard(tools),
  discardScorecardDraft: makeDiscardScorecardDraft(tools),
  expireInterview: makeExpireInterview(tools),
  decideApplication: makeDecideApplication(tools),
  withdrawApplication: makeWithdrawApplication(tools),
  changeApplications: makeChangeApplications(tools),
  planApplicationChanges: makePlanApplicationChanges({ ...tools, readEmails: makeReadPlannedEmails(logoUrl) }),
  inviteToChoose: makeInviteToChoose(tools),
  revokeSchedulingLink: makeRevokeSchedulingLink(tools),
  rescheduleOwnInterview: makeRescheduleOwnInterview(tools),
  cancelOwnInterview: makeCancelOwnInterview(tools),
  holdSlot: makeHoldSlot(tools),
  releaseSlot: makeReleaseSlot(tools),
  chooseSlot: makeChooseSlot(tools),
  joinWaitlist: makeJoinWaitlist(tools),
  leaveWaitlist: makeLeaveWaitlist(tools),
  offerPlaces: makeOfferPlaces(tools),
  resendInvitation: makeResendInvitation(tools, names),
  resendEmail: makeResendEmail(tools, names),
  withdrawEmail: makeWithdrawEmail(tools),
  tryMailQueueNow: makeTryMailQueueNow(tools),
  checkMail: makeCheckMail(tools),
  updateMailSettings: makeUpdateMailSettings(tools),
  updateRoomSettings: makeUpdateRoomSettings(tools),
  giveConsent: makeGiveConsent(tools, tools.services),
  withdrawConsent: makeWithdrawConsent(tools),
  startInterview: makeStartInterview(tools),
  finishInterview: makeFinishInterview(tools),
  beginAnswer: makeBeginAnswer(tools),
  endAnswer: makeEndAnswer(tools),
  answerInText: makeAnswerInText(tools),
  goToNextQuestion: makeGoToNextQuestion(tools),
  addAnswerNote: makeAddAnswerNote(tools),
  updateAnswerNote: makeUpdateAnswerNote(tools),
  removeAnswerNote: makeRemoveAnswerNote(tools),
  beginPart: makeBeginPart(tools, tools.recordings),
  keepPart: makeKeepPart(tools, tools.recordings),
  settleAnswer: makeSettleAnswer(tools),
  giveUpAnswers: makeGiveUpAnswers(tools),
  completeQuietInterview: makeCompleteQuietInterview(tools),
  removeOldAnswers: makeRemoveOldAnswers(tools),
  removeAnswers: makeRemoveAnswers(tools),
  sendRecording: makeSendRecording(tools),
  settleTranscript: makeSettleTranscript(tools),
  sendAnswer: makeSendAnswer(tools),
  settleFollowUp: makeSettleFollowUp(tools),
  sayOwnArrival: makeSayOwnArrival(tools),
  sayArrival: makeSayArrival(tools),
  sayCandidateIsHere: makeSayCandidateIsHere(tools),
  suggestNoShow: makeSuggestNoShow(tools),
  noteOpening: makeNoteOpening(tools),
  notePresent: makeNotePresent(tools),
  noteGone: makeNoteGone(tools),
  noteLost: makeNoteLost(tools),
  answerInvitation: makeAnswerInvitation(tools),
  proposeTime: makeProposeTime(tools),
  acceptProposal: makeAcceptProposal(tools),
  dismissProposal: makeDismissProposal(tools),
  applyInboundMessage: makeApplyMessage(tools),
  dismissInboundMessage: makeDismissMessage(tools),
  restoreInboundMessage: makeRestoreMessage(tools),
  createCalendarFeed: makeCreateCalendarFeed(tools),
  renewCalendarFeed: makeRenewCalendarFeed(tools),
  revokeCalendarFeed: makeRevokeCalendarFeed(tools),
  addCalendarSource: makeAddCalendarSource(tools),
  updateCalendarSource: makeUpdateCalendarSource(tools),
  readCalendarSource: makeReadCalendarSource(tools),
  removeCalendarSource: makeRemoveCalendarSource(tools),
})

export type UseCases = ReturnType<typeof makeUseCases>

type EnterTools = Parameters<typeof makeEnter>

/** The schema, with its resolvers made and its access rules in force. */
export function makeSchema({
  useCases,
  candidateLink,
  schedulingUrl,
  interviewPage,
  feedUrl,
  answerLink,
  replyAddressOf,
  logoUrl,
  mediaLink,
  services,
  publicUrl,
  speech,
  door,
  contextOf,
  setUp,
  join,
  changePassword,
  secondFactor,
  demo,
  passwordReset,
  joinLink,
  passwordLink,
  workplacesOf,
}: {
  useCases: UseCases
  candidateLink: CandidateLink
  schedulingUrl: SchedulingUrl
  interviewPage: (interviewId: string) => string
  feedUrl: FeedUrl
  answerLink: AnswerLink
  replyAddressOf: (personId: string) => string
  logoUrl: LogoUrl
  mediaLink: MediaLink
  /** Who gets recordings besides the company. */
  services: readonly OutsideService[]
  publicUrl: string
  speech: Pick<Speech, 'isThere'>
  door: EnterTools[0]
  contextOf: EnterTools[1]
  setUp: SetUpTools
  join: Join
  changePassword: ChangePassword
  secondFactor: SecondFactor
  demo: DemoTools
  passwordReset: PasswordReset
  joinLink: JoinLink
  passwordLink: PasswordLink
  workplacesOf: ConstructorParameters<typeof JoinResolver>[3]
}): GraphQLSchema {
  const enter = makeEnter(door, contextOf, { secondFactor, join })
  const resolvers = [
    new SignInResolver(door, enter),
    new SetUpResolver(setUp, enter),
    new JoinResolver(join, door, enter, workplacesOf, contextOf),
    new PasswordResetResolver(passwordReset, enter),
    new OwnAccountResolver(useCases, changePassword, door),
    new SecondFactorResolver(secondFactor, door),
    new DemoResolver(demo),
    new PeopleResolver(useCases, joinLink),
    new PersonIsHereResolver(),
    new CompanyResolver(useCases),
    new ProfileResolver(useCases),
    new StaffResolver(),
    new ApiTokenResolver(useCases),
    new ApiTokenCreatedResolver(),
    new TokenOfViewerResolver(),
    new AdmissionSettingsResolver(useCases),
    new CompanyBrandResolver(useCases, logoUrl),
    new EmailWordsResolver(useCases),
    new ReminderSettingsResolver(useCases),
    new EmailPreviewResolver({ logoUrl, publicUrl, replyAddressOf }),
    new SchedulingSettingsResolver(useCases),
    new InterviewerScheduleResolver(useCases),
    new TimeOffResolver(useCases),
    new JobResolver(useCases),
    new KitResolver(useCases),
    new KitVersionResolver(),
    new QuestionTextResolver(),
    new QuestionVoiceResolver(),
    new KitAlreadyExistsResolver(),
    new KitIsArchivedResolver(),
    new KitHasChangedResolver(),
    new JobsOfKitResolver(),
    new JobRoundResolver(useCases),
    new RoundsOfJobResolver(),
    new CandidateResolver(useCases),
    new MergeResolver(useCases),
    new CandidateDuplicateResolver(),
    new LiveApplicationsClashResolver(),
    new CandidateAlreadyExistsResolver(),
    new ApplicationAlreadyExistsResolver(),
    new ApplicationResolver(useCases),
    new SlotResolver(useCases),
    new SlotsCreatedResolver(),
    new OpenSlotsResolver(useCases),
    new ProposedSlotResolver(),
    new SlotsOpenedResolver(),
    new BlockedPeriodResolver(useCases),
    new SlotTemplateResolver(useCases),
    new SlotTemplateAlreadyExistsResolver(),
    new InterviewResolver(useCases),
    new InterviewsOfApplicationResolver(),
    new ArrivalsResolver(useCases),
    new ArrivalsOfInterviewResolver(),
    new ScorecardResolver(useCases),
    new ScorecardVersionResolver(),
    new ScorecardsOfInterviewResolver(),
    new ScorecardsOfApplicationResolver(),
    new BookingResolver(useCases),
    new BookingsOfSlotResolver(),
    new CancelSlotResolver(useCases),
    new CancelledPlaceResolver(),
    new ChangeInterviewsResolver(useCases),
    new InterviewStateResolver(),
    new PlanRescheduleResolver(useCases),
    new InterviewerDoesNotMeetResolver(),
    new InterviewerHasLeftResolver(),
    new PlannedEmailResolver({
      candidateLink,
      schedulingUrl,
      interviewPage,
      answerLink,
      joinLink,
      passwordLink,
      replyAddressOf,
    }),
    new EmailOfInterviewChangeResolver(),
    new EmailOfReschedulePlanResolver(),
    new SlotOfInterviewResolver(),
    new InterviewMoveResolver(),
    new SlotIsForAnotherJobResolver(),
    new AlreadyScheduledResolver(),
    ...availabilityResolvers.map((AvailabilityResolver) => new AvailabilityResolver()),
    ...peopleRefusalResolvers.map((PeopleRefusalResolver) => new PeopleRefusalResolver()),
    new CandidateAccessResolver(useCases),
    new RoomResolver(useCases),
    new QuestionAnswerResolver(mediaLink),
    new QuestionAnswersOfInterviewResolver(useCases),
    new TranscriptOfAnswerResolver(),
    new RoomSettingsResolver(useCases, services),
    new ConsentResolver(useCases, services),
    new ConsentOfInterviewResolver(),
    new AnswerNoteResolver(useCases),
    new NotesOfAnswerResolver(),
    new FollowUpsOfInterviewResolver(),
    new FollowUpResolver(),
    new ProgressOfInterviewResolver(),
    new CandidateLinkResolver(candidateLink),
    new PresenceResolver(),
    new SpeechOfQuestionResolver(speech),
    new SchedulingLinkResolver(useCases, schedulingUrl),
    new SchedulingLinkOfApplicationResolver(),
    new CandidateChoiceResolver(useCases, candidateLink),
    new OwnInterviewResolver(useCases),
    new BookableSlotResolver(),
    new TimeIsGoneResolver(),
    new PlaceIsFreeResolver(),
    new DeliveryResolver(useCases),
    new MailCheckResolver(useCases),
    new MailQueueResolver(useCases),
    new MailSettingsResolver(useCases),
    new DeliveriesOfInterviewResolver(),
    new DeliveriesOfCandidateResolver(),
    new JoinEmailResolver(),
    new AddressIsMissingResolver(candidateLink),
    new AnswersOfInterviewResolver(useCases),
    new InvitationAnswerResolver(),
    new InterviewerAnswerResolver(),
    new SuggestTimeResolver(answerLink),
    new InboundMessageResolver(useCases),
    ...analyticsResolvers.map((AnalyticsResolver) => new AnalyticsResolver()),
    new InterviewListResolver(),
    new InterviewsOfCandidateResolver(),
    new SavedViewResolver(useCases),
    new SavedViewsOrderedResolver(),
    new DefaultViewSetResolver(),
    new CalendarFeedResolver(useCases, feedUrl),
    new CalendarSourceResolver(useCases),
    new AuditLogResolver(),
    new ApplicationListResolver(),
    new MergePlanResolver(),
    new ChangeApplicationsResolver(useCases),
    new LiveResolver(),
    new TodayResolver(),
    new AttentionResolver(),
    new OnlookersOfInterviewResolver(),
  ]
  const madeOf = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]))
  return enforceAccess(
    buildSchemaSync({
      resolvers: resolvers.map((resolver) => resolver.constructor) as unknown as NonEmptyArray<Function>,
      // Finished objects are handed in; nothing is constructed behind our back.
      container: { get: (kind) => madeOf.get(kind) },
      scalarsMap: [{ type: Date, scalar: DateTime }],
      // Every subscription brings its own source, the hub of its socket.
      pubSub: {
        publish: () => unused(),
        subscribe: () => unused(),
      },
      // Inputs are read by the rules of their use case, which refuse next to the field.
      validate: false,
    }),
  )
}

const unused = (): never => {
  throw new Error('Subscriptions listen to the live hub.')
}
