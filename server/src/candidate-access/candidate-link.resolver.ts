import { Extensions, FieldResolver, Resolver, Root } from 'type-graphql'
import { InterviewType, type InterviewRow } from '../interviews/interview.types.ts'
import { forRecruiters, orToken } from '../shared/graphql/access.ts'
import { URL } from '../shared/graphql/scalars.ts'
import type { CandidateLink } from './candidate-link.ts'

@Resolver(() => InterviewType)
export class CandidateLinkResolver {
  constructor(private readonly linkOf: CandidateLink) {}

  @Extensions(orToken(forRecruiters, 'SCHEDULE'))
  @FieldResolver(() => URL, {
    nullable: true,
    description: "The candidate's personal link, for handing it over another way; null to those who may not.",
  })
  candidateLink(@Root() interview: InterviewRow) {
    return this.linkOf(interview)
  }
}
