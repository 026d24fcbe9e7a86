import type { Language } from '../shared/language.ts'
import { instantsOf } from '../shared/when.ts'
import type { InterviewMailKind } from './interview-mail.ts'
import type { Mail } from './mail.ts'
import type { MailHead } from './mail-head.ts'
import type { MailOccasion } from './mail-words.rules.ts'

/** Whom an example is about, in each language. */
const people: Record<Language, { candidate: string; interviewers: string[]; job: string; notes: string }> = {
  EN: {
    candidate: 'Robin Example',
    interviewers: ['Alex Sample', 'Kim Specimen'],
    job: 'Product designer',
    notes: 'Please bring a piece of work that you are proud of.',
  },
  SV: {
    candidate: 'Robin Exempel',
    interviewers: ['Alex Prov', 'Kim Mönster'],
    job: 'Produktdesigner',
    notes: 'Ta gärna med ett arbete som du är stolt över.',
  },
  FR: {
    candidate: 'Robin Exemple',
    interviewers: ['Alex Modèle', 'Kim Spécimen'],
    job: 'Designer produit',
    notes: 'Merci d’apporter un travail dont vous êtes fier ou fière.',
  },
}

type DeliveryKindOfMeeting = InterviewMailKind | 'REMINDER'

const minute = 60_000
const day = 24 * 60 * minute

/** What an example needs to be one of a company. */
export interface ExampleFacts {
  companyName: string
  /** IANA zone. */
  companyTimeZone: string
  /** Where this installation is reached. */
  publicUrl: string
  /** The reply address of nobody. */
  from: string
  now: Date
}

/**
 * An email as it would be sent, about people who do not exist: a video call some days from now at ten in the morning.
 * Its links lead to pages that open nothing.
 */
export function exampleMail(occasion: MailOccasion, language: Language, facts: ExampleFacts): Mail {
  const { companyName, companyTimeZone, publicUrl, from, now } = facts
  const { candidate, interviewers, job, notes } = people[language]
  const isForInterviewer = /^(INTERVIEWER|FEEDBACK|STAFF|PASSWORD)_/.test(occasion)
  const news = newsIn(occasion)
  const startsAt = atTen(new Date(now.getTime() + 4 * day), companyTimeZone)
  const time = { startsAt, endsAt: new Date(startsAt.getTime() + 45 * minute) }
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const head: MailHead = {
    to: isForInterviewer
      ? { name: interviewers[0]!, address: 'interviewer@example.com' }
      : { name: candidate, address: 'candidate@example.com' },
    from: { name: companyName, address: from },
    stamp: now,
    messageId: `example@${domain}`,
    references: [],
  }
  const common = {
    ...head,
    language,
    candidateName: candidate,
    companyName,
    companyTimeZone,
    jobTitle: job,
    round: 1,
  }
  if (occasion === 'STAFF_INVITATION' || occasion === 'PASSWORD_RESET')
    return {
      ...head,
      kind: occasion,
      language,
      companyName,
      timeZone: companyTimeZone,
      until: new Date(now.getTime() + (occasion === 'PASSWORD_RESET' ? 60 * minute : 7 * day)),
      link: new URL(occasion === 'PASSWORD_RESET' ? '/reset/example' : '/join/example', publicUrl).href,
    }
  if (occasion === 'APPROVAL' || occasion === 'REJECTION')
    return { ...common, kind: 'DECISION', decision: occasion === 'APPROVAL' ? 'APPROVED' : 'REJECTED' }
  if (occasion === 'CHOOSE_SLOT' || occasion === 'WAITLIST_OFFER' || occasion === 'WAITLIST_CANCELLATION')
    return {
      ...common,
      kind: occasion,
      candidateTimeZone: companyTimeZone,
      time: occasion === 'CHOOSE_SLOT' ? null : time,
      lengths: occasion === 'CHOOSE_SLOT' ? [45] : [],
      modes: ['VIDEO'],
      location: null,
      until: new Date(now.getTime() + 2 * day),
      link: new URL('/choose/example', publicUrl).href,
    }
  if (occasion === 'FEEDBACK_REQUEST' || occasion === 'FEEDBACK_REMINDER') {
    const heldAt = atTen(new Date(now.getTime() - day), companyTimeZone)
    return {
      ...common,
      kind: occasion,
      timeZone: companyTimeZone,
      startsAt: heldAt,
      endsAt: new Date(heldAt.getTime() + 45 * minute),
      link: new URL('/interviews/example/scorecard', publicUrl).href,
    }
  }
  const before = { startsAt: new Date(startsAt.getTime() - day), endsAt: new Date(time.endsAt.getTime() - day) }
  const isOver = news === 'CANCELLATION' || news === 'RELEASED'
  return {
    ...common,
    kind: kindOf(news),
    audience: isForInterviewer ? 'INTERVIEWER' : 'CANDIDATE',
    isReleased: news === 'RELEASED',
    isChosen: news === 'CHOSEN',
    timeZone: companyTimeZone,
    ...time,
    told: news === 'MOVE' ? before : news === 'CHANGE' ? time : null,
    mode: 'VIDEO',
    location: null,
    meetingUrl: 'https://meet.example.com/room',
    notes,
    reason: null,
    interviewers: isForInterviewer ? interviewers.slice(1) : interviewers,
    link: isOver ? null : new URL(isForInterviewer ? '/interviews/example' : '/interview/example', publicUrl).href,
    answerLink: isOver ? null : new URL('/answer/example', publicUrl).href,
    uid: `example-of-a-calendar-event@${domain}`,
    sequence: kindOf(news) === 'INVITATION' ? 0 : 1,
    createdAt: now,
    lastModifiedAt: now,
    partstat: 'NEEDS-ACTION',
  }
}

function kindOf(news: string): DeliveryKindOfMeeting {
  if (news === 'INVITATION' || news === 'CHOSEN') return 'INVITATION'
  if (news === 'CANCELLATION' || news === 'RELEASED') return 'CANCELLATION'
  return news === 'REMINDER' ? news : 'UPDATE'
}

/** Which news about a meeting is told on an occasion, to whichever side. */
const newsIn = (occasion: MailOccasion) => occasion.replace(/^INTERVIEWER_/, '')

/** Ten o'clock on the wall of the day on which an instant falls in UTC. No zone changes its clocks at ten. */
const atTen = (at: Date, timeZone: string): Date =>
  instantsOf(at.toISOString().slice(0, 10), '10:00', timeZone)[0] ?? at
