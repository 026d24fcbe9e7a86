import { sql } from 'kysely'
import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { forRecruiters, orToken, staff } from '../shared/graphql/access.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { manyByKey } from '../shared/loader.ts'
import { proposalsWhere } from './follow-up-rows.ts'
import { followUpProblem, followUpStatus, type FollowUpProblem, type FollowUpStatus } from './follow-up.rules.ts'
import type { Proposal } from './room.rules.ts'

export const FollowUpStatusEnum = enumOf(
  followUpStatus,
  'FollowUpStatus',
  'Where a follow-up question is in its life.',
  {
    WAITING: 'The service was not asked yet, or is asked again after a failure.',
    PROPOSED: 'It is there, and is asked when the candidate goes on.',
    ASKED: 'It is a question of the interview.',
    DROPPED: 'There is no question to ask, or it is not wanted any more.',
    FAILED: 'The service did not answer, also when it was asked again.',
  },
)

export const FollowUpProblemEnum = enumOf(
  followUpProblem,
  'FollowUpProblem',
  'Why a follow-up question is not asked, or what went wrong last.',
  {
    UNREACHABLE: 'The service could not be reached.',
    TIMEOUT: 'The service took too long.',
    REFUSED: 'The service answered with an error.',
    NO_REPLY: 'What came back was no reply of such a service.',
    INTERRUPTED: 'Whoever waited for the service ended before it answered.',
    NO_QUESTION: 'The service had nothing to ask.',
    UNFIT: 'What came back was not one question in plain words of a bearable length.',
    OTHER_LANGUAGE: 'What came back was written in another language than was asked for.',
    REPEATED: 'What came back is asked in this interview already.',
    ANSWER_CHANGED: 'The candidate has answered anew since.',
    CONSENT_WITHDRAWN: 'The candidate has taken back what they agreed to.',
    TOO_LATE: 'The interview was over before it could be asked.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('FollowUp', {
  description:
    'A question that a program outside of Greenroom has proposed after an answer, or was asked for: what was sent, and what came back. Nobody of the company has read it before its candidate.',
})
export class FollowUpType {
  @Field(() => ID, { description: 'Its id, and once it is ASKED that of its question: `QuestionAnswer.questionId`.' })
  id!: string

  @Field(() => ID, {
    description:
      'The question of `Interview.kit` that it goes back to, also where it follows an answer to another follow-up.',
  })
  followUpTo!: string

  @Field(() => ID, { description: 'The take whose words were sent: one of `Interview.questionAnswers`.' })
  answerId!: string

  @Field(() => FollowUpStatusEnum, { description: 'Where it is in its life.' })
  status!: FollowUpStatus

  @Field(() => FollowUpProblemEnum, {
    nullable: true,
    description: 'Why it is DROPPED or FAILED, or why a WAITING one is asked for again; else null.',
  })
  problem!: FollowUpProblem | null

  @Field(() => String, {
    nullable: true,
    description:
      'The question in plain words; null where there is none, and once the answer that it was made from was removed.',
  })
  text!: string | null

  @Field(() => LanguageEnum, { description: 'In which language it is asked for.' })
  language!: Language

  @Field(() => DateTime, { nullable: true, description: 'Since when it was asked; null where it was not.' })
  askedAt!: string | null

  @Field(() => String, { description: 'The host that the words go to, as the candidate’s consent names it.' })
  sentTo!: string

  @Field(() => String, {
    nullable: true,
    description: 'Which of the service’s models was asked; null where nothing was sent.',
  })
  model!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When something was sent there last; null where nothing was.' })
  sentAt!: string | null

  @Field(() => Int, { description: 'How often it was sent.' })
  tries!: number

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => String, {
    nullable: true,
    description:
      'What was sent, letter by letter; null where nothing was, and once its answer does not count any more or was removed. For recruiters and admins.',
  })
  sentText!: string | null

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => String, {
    nullable: true,
    description:
      'What came back, of something long its beginning; null where nothing did, and as long as `sentText`. For recruiters and admins.',
  })
  receivedText!: string | null
}

export interface FollowUpRow extends FollowUpType {
  interviewId: string
}

/** What was asked for, and what became of it, of interviews that whoever asks may see; in the order of their answers. */
export const followUpsOfInterview = manyByKey<FollowUpRow>(
  (reading, interviewIds) =>
    reading.rows(sql<FollowUpRow>`select id, interview_id as "interviewId", question_id as "followUpTo",
        answer_id as "answerId", status, problem, nullif(text, '') as text, language, to_json(asked_at) as "askedAt",
        sent_to as "sentTo", model, to_json(sent_at) as "sentAt", tries, sent_text as "sentText",
        received_text as "receivedText"
      from follow_up where company_id = ${reading.companyId} and interview_id = any(${interviewIds})
      order by created_at, id`),
  (row) => row.interviewId,
)

/** The follow-ups that wait to be asked. */
export const proposalsOfInterview = manyByKey<Proposal & { interviewId: string }>(
  (reading, ids) => reading.rows(proposalsWhere(reading.companyId, sql`interview_id = any(${ids})`)),
  (row) => row.interviewId,
)
