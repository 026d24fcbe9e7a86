import { Arg, Ctx, Extensions, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql'
import { CandidateInterview, readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { applicationById, candidateById } from '../candidates/candidate-by-id.ts'
import {
  ApplicationType,
  CandidateType,
  type ApplicationRow,
  type CandidateRow,
} from '../candidates/candidate.types.ts'
import { Viewer } from '../companies/company.types.ts'
import { viewerOf } from '../companies/viewer-of.ts'
import { InterviewType, visibleInterview } from '../interviews/interview.types.ts'
import { JobType, jobById, type JobRow } from '../jobs/job.types.ts'
import { KitType, kitById, type KitRow } from '../kits/kit.types.ts'
import { DeliveryType, deliveryById } from '../mail/delivery.types.ts'
import { MailCheckType, readMailCheck, type MailCheckRow } from '../mail/mail-check.types.ts'
import { MailQueueType, readMailQueue, type MailQueueRow } from '../mail/mail-queue.types.ts'
import { Person, personById } from '../people/people.types.ts'
import { QuestionAnswerType, takeById } from '../room/question-answer.types.ts'
import { scorecardById } from '../scorecards/scorecard.types.ts'
import { isListed, slotForChooser, type BookableSlotRow } from '../self-scheduling/bookable-slots.ts'
import { choiceView } from '../self-scheduling/choice-view.ts'
import { BookableSlot } from '../self-scheduling/choice.types.ts'
import type { Staff } from '../shared/actor.ts'
import { KnownFailure } from '../shared/errors.ts'
import { adminOnly, findsTime, keyHolder, orToken, recruiting, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Reading } from '../shared/reading.ts'
import { SlotType, slotById } from '../slots/slot.types.ts'
import type { Topic } from './live-events.ts'
import { NothingToTell, positionOf, type Hint, type LiveHub } from './live-hub.ts'
import type { Onlookers } from './onlookers.ts'

const cursorDescription =
  'Opaque. Sent back as `after` when subscribing again, it brings what was missed meanwhile, as long as that is kept.'
const afterDescription = 'The cursor of the last event that was received.'

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'An email changed: queued, being sent, sent, failed, cancelled.' })
export class EmailSent {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => DeliveryType, { description: 'The email as it is now.' })
  delivery!: DeliveryType
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  description:
    'An interview was arranged, moved, started, completed, called off, missed or expired, its page was opened for the first time, its candidate’s presence began or ended, they went on to another question, began an answer or gave one, somebody said that they are here or late, or a no-show is suggested.',
})
export class InterviewStatusChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => InterviewType, { description: 'The interview as it is now.' })
  interview!: InterviewType
}

@Extensions(staff)
@ObjectType({ description: 'Somebody of the company has opened an interview, or left it.' })
export class OnlookersChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => InterviewType, { description: 'The interview, with who else has it open now.' })
  interview!: InterviewType
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  description:
    'A slot was opened, changed or closed, or a place in it was taken or given back. Slots that were opened together by a pattern are told by the first of them.',
})
export class SlotChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => SlotType, { description: 'The slot as it is now.' })
  slot!: SlotType
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  description:
    'Somebody answered an invitation or proposed another time, or an email about one waits for somebody to look at it.',
})
export class InvitationAnswered {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => InterviewType, { description: 'The interview with the answer.' })
  interview!: InterviewType
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'A scorecard of an interview was submitted or corrected.' })
export class ScorecardChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => InterviewType, { description: 'The interview, with the scorecards that the listener may read.' })
  interview!: InterviewType
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'A note on an answer was written, changed or removed.' })
export class AnswerNoteChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => QuestionAnswerType, { description: 'The answer, with the notes that the listener may read.' })
  answer!: QuestionAnswerType
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'An application was made, decided or withdrawn, or has another status.' })
export class ApplicationChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => ApplicationType, { description: 'The application as it is now.' })
  application!: ApplicationRow
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description: 'A candidate was added, corrected or merged with another entry, or emails to their address come back.',
})
export class CandidateChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => CandidateType, {
    description: 'The candidate as they are now; of an entry that was merged, the one that was kept.',
  })
  candidate!: CandidateRow
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'A job was opened, or goes through other rounds.' })
export class JobChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => JobType, { description: 'The job as it is now.' })
  job!: JobRow
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'A kit was written, saved anew, archived or restored.' })
export class KitChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => KitType, { description: 'The kit as it is now.' })
  kit!: KitRow
}

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType({
  description:
    'Somebody was added, let back in or given another role, left, or changed what is theirs; or the email changed by which they are to join.',
})
export class PersonChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => Person, { description: 'The person as they are now.' })
  person!: Person
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'The mail queue was paused, or goes on.' })
export class MailQueueChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => MailQueueType, { description: 'The queue as it is now.' })
  mailQueue!: MailQueueRow
}

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType({ description: 'A mail check has begun, has found something, or is done.' })
export class MailCheckChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => MailCheckType, { description: 'The check as it is now.' })
  mailCheck!: MailCheckRow
}

@Extensions(staff)
@ObjectType({ description: 'What the listener may do has changed, or what they have chosen for themselves.' })
export class ViewerChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => Viewer, { description: 'Who listens, as they are now.' })
  viewer!: Viewer
}

@Extensions(keyHolder)
@ObjectType({ description: 'The interview of the access key changed.' })
export class CandidateInterviewChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => CandidateInterview, { description: 'The interview as it is now.' })
  candidateInterview!: CandidateInterview
}

@Extensions(findsTime)
@ObjectType({
  description:
    'A time that one may choose or move to was opened, changed or closed, or its places changed. Of slots that were opened together the first one is told: ask for the list again.',
})
export class BookableSlotChanged {
  @Field(() => String, { description: cursorDescription })
  cursor!: string

  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => BookableSlot, {
    nullable: true,
    description: 'The time as it is now; null where one can neither choose it nor wait for it.',
  })
  slot!: BookableSlotRow | null
}

interface Subscribing {
  context: Context
  args: { after?: string | null }
}

/** What a listener subscribes with. The hub is the server's own, so it comes with the context of the socket. */
type ListeningContext = Context & { hub: LiveHub; onlookers: Onlookers }

const listen =
  (topicsOf: readonly Topic[], concerns: (hint: Hint, context: Context) => boolean = () => true) =>
  ({ context, args }: Subscribing) => {
    const after = args.after == null ? null : positionOf(args.after)
    if (args.after != null && !after) throw new KnownFailure('BAD_USER_INPUT', 'This is no cursor of a subscription.')
    return (context as ListeningContext).hub.listen(
      context.actor.companyId,
      (hint) => topicsOf.includes(hint.topic) && concerns(hint, context),
      after,
    )
  }

/**
 * The same for an interview that one has open: whoever listens is an onlooker until they do not. Who may not see it hears
 * nothing, and nobody hears of them.
 */
async function listenLooking({
  context,
  args,
}: {
  context: Context
  args: { interviewId: string; after?: string | null }
}): Promise<AsyncIterableIterator<Hint>> {
  const { actor } = context
  const seen = await visibleInterview(context, args.interviewId)
  // What was read with is not needed while they listen.
  await context.afresh()
  const hints = await listen(['onlookersChanged'], ({ subjectId }) => subjectId === seen?.id)({ context, args })
  if (!seen || actor.kind !== 'STAFF') return hints
  const leave = (context as ListeningContext).onlookers.looks(actor, seen.id)
  const looking: AsyncIterableIterator<Hint> = {
    async next() {
      const hint = await hints.next()
      if (hint.done) leave()
      return hint
    },
    async return() {
      leave()
      return hints.return!()
    },
    [Symbol.asyncIterator]: () => looking,
  }
  return looking
}

const after = () => Arg('after', () => String, { nullable: true, description: afterDescription })

/** Who is to join by an email; null where it brings other news. */
async function whoJoinsBy(reading: Reading, deliveryId: string): Promise<string | null> {
  const delivery = await deliveryById(reading).load(deliveryId)
  return delivery?.kind === 'STAFF_INVITATION' ? delivery.staffMemberId : null
}

const told = <T>(value: T | null | undefined): T => {
  if (value == null) throw new NothingToTell()
  return value
}

/** Whether somebody hears of all applications, and not of the interviews alone that they are assigned to. */
const seesEverything = (actor: Context['actor']): boolean =>
  actor.kind === 'TOKEN' || (actor.kind === 'STAFF' && actor.role !== 'INTERVIEWER')

/** Each event is read afresh, with the rights of the one who listens. */
@Resolver()
export class LiveResolver {
  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => EmailSent, {
    description:
      'Each change of an email that you may see: interviewers see those about interviews they are assigned to.',
    subscribe: listen(['emailSent']),
  })
  async emailSent(@Ctx() context: Context, @Root() { cursor, subjectId }: Hint, @after() _after?: string | null) {
    const delivery = told(await deliveryById(context.reading).load(subjectId))
    // What is about somebody's account is told to nobody.
    if (!delivery.applicationId) throw new NothingToTell()
    if (delivery.interviewId) told(await visibleInterview(context, delivery.interviewId))
    // What is about no interview is for those who see all applications.
    else if (!seesEverything(context.actor)) throw new NothingToTell()
    return { cursor, delivery }
  }

  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => InterviewStatusChanged, {
    description: 'Each change of status of an interview that you may see, and of its candidate’s presence.',
    subscribe: listen(['interviewStatusChanged', 'candidatePresenceChanged']),
  })
  async interviewStatusChanged(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, interview: told(await visibleInterview(context, subjectId)) }
  }

  @Extensions(staff)
  @Subscription(() => OnlookersChanged, {
    description:
      'Who else has an interview open. Who holds this has it open themselves, and is told of to the others for as long.',
    subscribe: listenLooking as never,
  })
  async onlookersChanged(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @Arg('interviewId', () => ID, { description: 'Which one.' }) _interviewId: string,
    @after() _after?: string | null,
  ) {
    return { cursor, interview: told(await visibleInterview(context, subjectId)) }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Subscription(() => SlotChanged, {
    description: 'Each change of a slot, its places included.',
    subscribe: listen(['slotChanged']),
  })
  async slotChanged(@Ctx() { reading }: Context, @Root() { cursor, subjectId }: Hint, @after() _after?: string | null) {
    return { cursor, slot: told(await slotById(reading).load(subjectId)) }
  }

  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => InvitationAnswered, {
    description: 'Each answer to an invitation, and each proposal, of an interview that you may see.',
    subscribe: listen(['invitationAnswered']),
  })
  async invitationAnswered(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, interview: told(await visibleInterview(context, subjectId)) }
  }

  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => ScorecardChanged, {
    description:
      'Each time a scorecard of an interview that you may see is submitted or corrected; drafts are not told.',
    subscribe: listen(['scorecardChanged']),
  })
  async scorecardChanged(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    const { interviewId } = told(await scorecardById(context.reading).load(subjectId))
    return { cursor, interview: told(await visibleInterview(context, interviewId)) }
  }

  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => AnswerNoteChanged, {
    description: 'Each time a note on an answer of an interview that you may see is written, changed or removed.',
    subscribe: listen(['answerNoteChanged']),
  })
  async answerNoteChanged(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    const answer = told(await takeById(context.reading).load(subjectId))
    told(await visibleInterview(context, answer.interviewId))
    return { cursor, answer }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Subscription(() => ApplicationChanged, {
    description: 'Each time an application is made, decided or withdrawn, or has another status.',
    subscribe: listen(['applicationChanged']),
  })
  async applicationChanged(
    @Ctx() { reading }: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, application: told(await applicationById(reading).load(subjectId)) }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Subscription(() => CandidateChanged, {
    description: 'Each time a candidate is added, corrected or merged, or emails to their address come back.',
    subscribe: listen(['candidateChanged']),
  })
  async candidateChanged(
    @Ctx() { reading }: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, candidate: told(await candidateById(reading).load(subjectId)) }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Subscription(() => JobChanged, {
    description: 'Each time a job is opened or its rounds are set.',
    subscribe: listen(['jobChanged']),
  })
  async jobChanged(@Ctx() { reading }: Context, @Root() { cursor, subjectId }: Hint, @after() _after?: string | null) {
    return { cursor, job: told(await jobById(reading).load(subjectId)) }
  }

  @Extensions(orToken(staff, 'READ'))
  @Subscription(() => KitChanged, {
    description: 'Each time a kit is written, saved anew, archived or restored.',
    subscribe: listen(['kitChanged']),
  })
  async kitChanged(@Ctx() { reading }: Context, @Root() { cursor, subjectId }: Hint, @after() _after?: string | null) {
    return { cursor, kit: told(await kitById(reading).load(subjectId)) }
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Subscription(() => PersonChanged, {
    description: 'Each change of the people of the company, the emails by which they join included.',
    subscribe: listen(['personChanged', 'viewerChanged', 'emailSent']),
  })
  async personChanged(
    @Ctx() { reading }: Context,
    @Root() { cursor, topic, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    const whose = topic === 'emailSent' ? await whoJoinsBy(reading, subjectId) : subjectId
    return { cursor, person: told(whose && (await personById(reading).load(whose))) }
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Subscription(() => MailQueueChanged, {
    description: 'Each time the mail queue is paused or goes on.',
    subscribe: listen(['mailQueueChanged']),
  })
  async mailQueueChanged(@Ctx() { reading }: Context, @Root() { cursor }: Hint, @after() _after?: string | null) {
    return { cursor, mailQueue: await readMailQueue(reading) }
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Subscription(() => MailCheckChanged, {
    description: 'Each step of a look at the mail settings.',
    subscribe: listen(['mailCheckChanged']),
  })
  async mailCheckChanged(
    @Ctx() { reading }: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, mailCheck: told(await readMailCheck(reading, subjectId)) }
  }

  @Extensions(staff)
  @Subscription(() => ViewerChanged, {
    description:
      'Each time the listener is given other rights or chooses something for themselves. Where they have left or their session was ended, the socket is closed instead.',
    subscribe: listen(['viewerChanged'], (hint, context) => context.actor.id === hint.subjectId),
  })
  async viewerChanged(@Ctx() context: Context, @Root() { cursor }: Hint, @after() _after?: string | null) {
    return { cursor, viewer: await viewerOf(context, context.actor as Staff) }
  }

  @Extensions(findsTime)
  @Subscription(() => BookableSlotChanged, {
    description:
      'Each change of a time that one may choose: by the holder of a choose-a-slot link, or as another time by the holder of an interview’s key. What changes with the interview itself tells `candidateInterviewChanged`.',
    subscribe: listen(['slotChanged']),
  })
  async bookableSlotChanged(
    @Ctx() context: Context,
    @Root() { cursor, subjectId }: Hint,
    @after() _after?: string | null,
  ) {
    const choice = await choiceView(context)
    const slot = told(await slotForChooser(context.reading, choice, subjectId))
    return { cursor, slotId: subjectId, slot: (await isListed(context.reading, choice, subjectId)) ? slot : null }
  }

  @Extensions(keyHolder)
  @Subscription(() => CandidateInterviewChanged, {
    description: 'Each change of the interview of the access key.',
    subscribe: listen(
      ['interviewStatusChanged', 'invitationAnswered'],
      (hint, context) => context.actor.id === hint.subjectId,
    ),
  })
  async candidateInterviewChanged(
    @Ctx() { reading, actor }: Context,
    @Root() { cursor }: Hint,
    @after() _after?: string | null,
  ) {
    return { cursor, candidateInterview: told(await readCandidateInterview(reading, actor.id)) }
  }
}
