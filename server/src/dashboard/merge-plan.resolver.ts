import { sql } from 'kysely'
import { Arg, Ctx, Extensions, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql'
import { applicationById, candidateById } from '../candidates/candidate-by-id.ts'
import { ApplicationType, CandidateType } from '../candidates/candidate.types.ts'
import { clashingApplications } from '../candidates/merge.rules.ts'
import { notFound } from '../shared/errors.ts'
import { whereItLies } from '../mail/kept-address.ts'
import { recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { looksLikeId } from '../shared/id.ts'

@Extensions(recruiting)
@ObjectType('CandidateMergePlan', {
  description: 'What `mergeCandidates` would move to the entry that is kept, at this moment.',
})
export class CandidateMergePlan {
  @Field(() => Int, { description: 'How many applications of the duplicate go over.' })
  applicationCount!: number

  @Field(() => Int, { description: 'How many interviews, with their links, answers and scorecards.' })
  interviewCount!: number

  @Field(() => Int, { description: 'How many consents to be recorded, given or withdrawn.' })
  consentCount!: number

  @Field(() => Int, { description: 'How many emails that were sent or wait.' })
  emailCount!: number

  @Field(() => Int, { description: 'How many messages that the person wrote.' })
  messageCount!: number

  @Field(() => Int, {
    description:
      'How many interviews ahead lie in the calendar of the address that is given up: emails about them go on to go there.',
  })
  toldElsewhereCount!: number

  /** Not fields: whom and what to show. */
  candidateId!: string
  duplicateId!: string
  clashes!: string[]
}

interface Moved extends Pick<
  CandidateMergePlan,
  'applicationCount' | 'interviewCount' | 'consentCount' | 'emailCount' | 'messageCount' | 'toldElsewhereCount'
> {
  live: { id: string; jobId: string }[]
}

@Resolver(() => CandidateMergePlan)
export class MergePlanResolver {
  @Extensions(recruiting)
  @Query(() => CandidateMergePlan, {
    nullable: true,
    description: 'What making two entries one would move; NOT_FOUND for an id of nobody. Changes nothing.',
  })
  async planCandidateMerge(
    @Ctx() { reading }: Context,
    @Arg('candidateId', () => ID, { description: 'The entry that would be kept.' }) candidateId: string,
    @Arg('duplicateId', () => ID, { description: 'The one that would be none any more.' }) duplicateId: string,
    @Arg('takesEmail', () => Boolean, {
      nullable: true,
      description: 'Whether the address of the duplicate would be the one.',
    })
    takesEmail?: boolean | null,
  ) {
    if (![candidateId, duplicateId].every(looksLikeId) || candidateId === duplicateId) throw notFound()
    const { companyId } = reading
    const [kept, duplicate] = await Promise.all([candidateId, duplicateId].map((id) => candidateById(reading).load(id)))
    if (kept?.id !== candidateId || duplicate?.id !== duplicateId) throw notFound()
    const email = kept.email && !takesEmail ? kept.email : duplicate.email
    const both = [candidateId, duplicateId]
    const [moved] = await reading.rows(sql<Moved>`with theirs as (
        select id from application where company_id = ${companyId} and candidate_id = ${duplicateId}),
      met as (select interview.id from interview join theirs on theirs.id = interview.application_id
        where interview.company_id = ${companyId})
      select (select count(*)::int from theirs) as "applicationCount",
        (select count(*)::int from met) as "interviewCount",
        (select count(*)::int from recording_consent consent join met on met.id = consent.interview_id
          where consent.company_id = ${companyId}) as "consentCount",
        (select count(*)::int from delivery
          where company_id = ${companyId} and candidate_id = ${duplicateId}) as "emailCount",
        (select count(*)::int from inbound_message
          where company_id = ${companyId} and candidate_id = ${duplicateId}) as "messageCount",
        (select count(*)::int from application
          join interview on interview.company_id = application.company_id and interview.application_id = application.id
          join invitation
            on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
          ${whereItLies}
          where application.company_id = ${companyId} and application.candidate_id = any(${both})
            and invitation.candidate_id is not null and invitation.ended_at is null
            and interview.status in ('SCHEDULED', 'IN_PROGRESS')
            and lower(lying.address) <> lower(${email})) as "toldElsewhereCount",
        (select coalesce(json_agg(json_build_object('id', id, 'jobId', job_id) order by id), '[]') from application
          where company_id = ${companyId} and candidate_id = any(${both})
            and status in ('PENDING', 'INTERVIEW_SCHEDULED')) as live`)
    const { live, ...counts } = moved!
    return { ...counts, candidateId, duplicateId, clashes: clashingApplications(live) }
  }

  @FieldResolver(() => CandidateType, { description: 'The entry that would be kept, as it is.' })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: CandidateMergePlan) {
    return candidateById(reading).load(candidateId)
  }

  @FieldResolver(() => CandidateType, { description: 'The one that would be none any more, as it is.' })
  duplicate(@Ctx() { reading }: Context, @Root() { duplicateId }: CandidateMergePlan) {
    return candidateById(reading).load(duplicateId)
  }

  @FieldResolver(() => [ApplicationType], {
    description: 'Live applications of both for the same job: one of them has to be withdrawn first.',
  })
  clashing(@Ctx() { reading }: Context, @Root() { clashes }: CandidateMergePlan) {
    return applicationById(reading).loadMany(clashes)
  }
}
