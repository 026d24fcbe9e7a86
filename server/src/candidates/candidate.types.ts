import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { forRecruiters, orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress, TimeZone } from '../shared/graphql/scalars.ts'
import { idOrNobody } from '../shared/id.ts'
import type { Language } from '../shared/language.ts'
import { applicationStatus, type ApplicationStatus } from './application.rules.ts'

export const ApplicationStatusEnum = enumOf(
  applicationStatus,
  'ApplicationStatus',
  'Where an application is in its life.',
  {
    PENDING: 'May be scheduled.',
    INTERVIEW_SCHEDULED: 'An interview is arranged, under way or held.',
    APPROVED: 'Decided: yes.',
    REJECTED: 'Decided: no.',
    WITHDRAWN: 'The candidate has withdrawn.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('Candidate', { description: 'A person who applies. They have no account; their personal link is enough.' })
export class CandidateType {
  @Field(() => ID, { description: 'Their id.' })
  id!: string

  @Field(() => String, { description: 'Their name.' })
  name!: string

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'Where emails go; null where none is known, and to interviewers.',
  })
  email!: string | null

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since when emails to this address come back: nothing is sent to it until it is corrected. Null where none has, and to interviewers.',
  })
  addressBadSince!: string | null

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => String, { nullable: true, description: 'Why they come back, in the words of the mail server.' })
  addressBadReason!: string | null

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => String, {
    nullable: true,
    description: 'Their phone number; null where none is known, and to interviewers.',
  })
  phone!: string | null

  @Field(() => TimeZone, { description: 'The zone in which they read times.' })
  timeZone!: string

  @Field(() => LanguageEnum, { description: 'The language of their emails and their page.' })
  language!: Language

  @Field(() => DateTime, { description: 'When they were added.' })
  createdAt!: string
}

export const CandidateConnection = connectionOf('Candidate', () => CandidateType, orToken(staff, 'READ'))

@Extensions(orToken(staff, 'READ'))
@ObjectType('Application', { description: "A candidate's application for one job." })
export class ApplicationType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => ApplicationStatusEnum, { description: 'Where it is in its life.' })
  status!: ApplicationStatus

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => String, {
    nullable: true,
    description: 'Why it was decided so, or withdrawn; null before, and to interviewers.',
  })
  decisionReason!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it was decided or withdrawn.' })
  decidedAt!: string | null
}

export const ApplicationConnection = connectionOf('Application', () => ApplicationType, orToken(staff, 'READ'))

@InputType({ description: 'Every part that is given must fit.' })
export class CandidateFilter {
  @Field(() => ID, { nullable: true, description: 'Who has applied for this job.' })
  jobId?: string | null

  @Field(() => [ApplicationStatusEnum], {
    nullable: true,
    description: 'Who has an application in one of these statuses; for the job, where one is named.',
  })
  applicationStatus?: ApplicationStatus[] | null

  @Field(() => Boolean, { nullable: true, description: 'True: an address is known. False: none is.' })
  hasAddress?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'True: emails to the address come back. False: the others.' })
  addressBad?: boolean | null

  @Field(() => [LanguageEnum], { nullable: true, description: 'Who reads one of these languages.' })
  language?: Language[] | null
}

export const CandidateSort = enumOf(['NAME', 'NEWEST'], 'CandidateSort', 'In which order candidates are listed.', {
  NAME: 'By name.',
  NEWEST: 'By when they were added, the newest first.',
})

@InputType({ description: 'What `createCandidate` needs.' })
export class CreateCandidateInput {
  @Field(() => String, { description: 'Up to 200 characters, one line.' })
  name!: string

  @Field(() => EmailAddress, {
    nullable: true,
    description: 'Without one nothing can be sent, and every screen says so.',
  })
  email?: string | null

  @Field(() => String, { nullable: true, description: 'Digits, spaces and + ( ) . / -' })
  phone?: string | null

  @Field(() => TimeZone, { nullable: true, description: "The company's where left out." })
  timeZone?: string | null

  @Field(() => LanguageEnum, { nullable: true, description: "The company's where left out." })
  language?: Language | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateCandidateInput {
  @Field(() => ID, { description: 'Whom to change.' })
  candidateId!: string

  @Field(() => String, { nullable: true, description: 'Up to 200 characters, one line.' })
  name?: string

  @Field(() => EmailAddress, { nullable: true, description: 'Null empties it.' })
  email?: string | null

  @Field(() => String, { nullable: true, description: 'Null empties it.' })
  phone?: string | null

  @Field(() => TimeZone, { nullable: true, description: 'The zone in which they read times.' })
  timeZone?: string

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of their emails and their page.' })
  language?: Language

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `createApplication` needs.' })
export class CreateApplicationInput {
  @Field(() => ID, { description: 'Who applies.' })
  candidateId!: string

  @Field(() => ID, { description: 'For which job.' })
  jobId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'Another candidate of the company has this email address.' })
export class CandidateAlreadyExists extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Another candidate has this email address already.'
  }

  /** Not a field: whom `candidate` shows. */
  candidateId!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The candidate has applied for this job already.' })
export class ApplicationAlreadyExists extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This candidate has applied for this job already.'
  }

  /** Not a field: what `application` shows. */
  applicationId!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'Only a pending application may be scheduled.' })
export class ApplicationIsNotPending extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This application is ${this.status}; only a PENDING one may be scheduled.`
  }

  @Field(() => ApplicationStatusEnum, { description: 'Where it is instead.' })
  status!: ApplicationStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The application was decided or withdrawn before.' })
export class ApplicationIsDecided extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This application is ${this.status} already.`
  }

  @Field(() => ApplicationStatusEnum, { description: 'What it is.' })
  status!: ApplicationStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'A decision before a completed interview needs a reason.' })
export class DecisionNeedsReason extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'No interview of this application is completed yet: a decision now needs a reason.'
  }
}

export const CreateCandidateResult = createUnionType({
  name: 'CreateCandidateResult',
  description: 'What `createCandidate` answers: what was asked for, or why not.',
  types: () => [CandidateType, CandidateAlreadyExists, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const UpdateCandidateResult = createUnionType({
  name: 'UpdateCandidateResult',
  description: 'What `updateCandidate` answers: what was asked for, or why not.',
  types: () => [CandidateType, CandidateAlreadyExists, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const CreateApplicationResult = createUnionType({
  name: 'CreateApplicationResult',
  description: 'What `createApplication` answers: what was asked for, or why not.',
  types: () => [ApplicationType, ApplicationAlreadyExists, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface CandidateRow {
  id: string
  name: string
  email: string | null
  addressBadSince: string | null
  addressBadReason: string | null
  phone: string | null
  timeZone: string
  language: Language
  createdAt: string
}

export interface ApplicationRow {
  id: string
  candidateId: string
  jobId: string
  status: ApplicationStatus
  createdAt: string
  decisionReason: string | null
  decidedAt: string | null
  decidedById: string | null
}

export const candidateColumns = sql<CandidateRow>`candidate.id, candidate.name, candidate.email, candidate.phone,
  candidate.address_bad_since as "addressBadSince", candidate.address_bad_reason as "addressBadReason",
  candidate.time_zone as "timeZone", candidate.language, candidate.created_at as "createdAt"`

export const applicationColumns = sql<ApplicationRow>`application.id, application.candidate_id as "candidateId",
  application.job_id as "jobId", application.status, application.created_at as "createdAt",
  application.decision_reason as "decisionReason", application.decided_at as "decidedAt",
  application.decided_by_id as "decidedById"`

/** What a filter asks of the `candidate` of a query. */
export function candidateConditions({
  jobId,
  applicationStatus,
  hasAddress,
  addressBad,
  language,
}: CandidateFilter): RawBuilder<unknown>[] {
  const applied = [
    ...(jobId != null ? [sql`application.job_id = ${idOrNobody(jobId)}`] : []),
    ...(applicationStatus ? [sql`application.status = any(${applicationStatus})`] : []),
  ]
  return [
    ...(applied.length > 0
      ? [
          sql`exists (select from application where application.company_id = candidate.company_id
            and application.candidate_id = candidate.id and ${sql.join(applied, sql` and `)})`,
        ]
      : []),
    ...(hasAddress != null ? [sql`(candidate.email is not null) = ${hasAddress}`] : []),
    ...(addressBad != null ? [sql`(candidate.address_bad_since is not null) = ${addressBad}`] : []),
    ...(language ? [sql`candidate.language = any(${language})`] : []),
  ]
}

/** Candidates of a company. */
export const candidateList = (
  companyId: string,
  where: RawBuilder<unknown>[],
  sort: keyof typeof CandidateSort,
): List<CandidateRow> => ({
  select: candidateColumns,
  from: sql`candidate`,
  where: [sql`candidate.company_id = ${companyId}`, ...where],
  order: [
    sort === 'NAME'
      ? { column: sql`candidate.name`, cast: 'text' }
      : { column: sql`candidate.created_at`, cast: 'timestamptz' },
    { column: sql`candidate.id`, cast: 'uuid' },
  ],
  descending: sort === 'NEWEST',
})

/** In which order applications are listed: by columns of their row, of their candidate's or of their job's. */
const orders = {
  CREATED: { column: sql`application.created_at`, cast: 'timestamptz' },
  CANDIDATE: { column: sql`candidate.name`, cast: 'text' },
  JOB: { column: sql`job.title`, cast: 'text' },
} as const

export interface ApplicationOrder {
  by: keyof typeof orders
  descending: boolean
}

export const newestFirst: ApplicationOrder = { by: 'CREATED', descending: true }

/** Applications of a company. */
export const applicationList = (
  companyId: string,
  where: RawBuilder<unknown>[],
  { by, descending }: ApplicationOrder = newestFirst,
): List<ApplicationRow> => ({
  select: applicationColumns,
  from: sql`application
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    join job on job.company_id = application.company_id and job.id = application.job_id`,
  where: [sql`application.company_id = ${companyId}`, ...where],
  order: [orders[by], { column: sql`application.id`, cast: 'uuid' }],
  descending,
})
