import { z } from 'zod'
import { whyNotAt, type InterviewStatus, type TimeRefusal } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { optional, prose, startsAt } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { answerWay, givenAnswer } from './answer.rules.ts'
import { byPerson, hear, isOver, lockParticipant, type Participant } from './participant.ts'

const comment = optional(prose(2000))

/** Who answers, by a page: the candidate of an interview, or a staff member who meets them. */
const who = {
  interviewId: z.string(),
  staffMemberId: z.string().nullable(),
  way: z.enum(answerWay).exclude(['EMAIL']),
}

export interface InterviewIsOver {
  kind: 'InterviewIsOver'
  status: InterviewStatus
}

const find = async (tx: Transaction, interviewId: string, staffMemberId: string | null): Promise<Participant> => {
  const participant = await lockParticipant(tx, byPerson(interviewId, staffMemberId))
  if (!participant) throw notFound()
  return participant
}

/** Somebody answers their invitation on a page; the newest answer counts. It never cancels by itself. */
export const makeAnswerInvitation = useCase(
  'answerInvitation',
  z.object({ ...who, answer: z.enum(givenAnswer, 'Must be ACCEPTED, TENTATIVE or DECLINED.'), comment }),
  async (tx, { interviewId, staffMemberId, way, answer, comment }): Promise<InterviewIsOver | Answered> => {
    const participant = await find(tx, interviewId, staffMemberId)
    if (isOver(participant, tx.now)) return { kind: 'InterviewIsOver', status: participant.status }
    // Pressed again, it changes nothing; with words of its own it says something new.
    if (participant.rsvp !== answer || comment)
      hear(tx, participant, { way, answer, proposed: null, comment, sequence: null, givenAt: tx.now })
    return { kind: 'CandidateInterview', id: interviewId }
  },
)

interface Answered {
  kind: 'CandidateInterview'
  /** The interview. */
  id: string
}

/** Somebody who cannot at the time of their interview says when they can. The interview stays until somebody acts. */
export const makeProposeTime = useCase(
  'proposeTime',
  z.object({ ...who, startsAt, comment }),
  async (
    tx,
    { interviewId, staffMemberId, way, startsAt, comment },
  ): Promise<InterviewIsOver | TimeRefusal | InvalidInput | Answered> => {
    const participant = await find(tx, interviewId, staffMemberId)
    if (isOver(participant, tx.now)) return { kind: 'InterviewIsOver', status: participant.status }
    const past = whyNotAt(startsAt, tx.now)
    if (past) return past
    if (startsAt.getTime() === participant.startsAt.getTime())
      return invalidInput({ path: 'startsAt', message: 'Is the time that the interview has.' })
    const length = participant.endsAt.getTime() - participant.startsAt.getTime()
    const proposed = { startsAt, endsAt: new Date(startsAt.getTime() + length) }
    hear(tx, participant, { way, answer: null, proposed, comment, sequence: null, givenAt: tx.now })
    return { kind: 'CandidateInterview', id: interviewId }
  },
)
