import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { notFound } from '../shared/errors.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, readPage, toConnection } from '../shared/graphql/page.ts'
import { contactColumns, containing } from '../shared/graphql/search.ts'
import { looksLikeId } from '../shared/id.ts'
import { applicationById, candidateById } from './candidate-by-id.ts'
import {
  ApplicationAlreadyExists,
  ApplicationConnection,
  ApplicationType,
  CandidateAlreadyExists,
  CandidateConnection,
  CandidateFilter,
  CandidateSort,
  CandidateType,
  CreateCandidateInput,
  CreateCandidateResult,
  UpdateCandidateInput,
  UpdateCandidateResult,
  applicationList,
  candidateConditions,
  candidateList,
  type CandidateRow,
} from './candidate.types.ts'
import type { makeCreateCandidate } from './create-candidate.ts'
import type { makeUpdateCandidate } from './update-candidate.ts'

const applicationsOfCandidate = pagesByParent(({ companyId }, candidate, _filter: undefined) =>
  applicationList(companyId, [sql`application.candidate_id = ${candidate}`]),
)

@Resolver(() => CandidateType)
export class CandidateResolver {
  constructor(
    private readonly candidates: {
      createCandidate: ReturnType<typeof makeCreateCandidate>
      updateCandidate: ReturnType<typeof makeUpdateCandidate>
    },
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => CandidateConnection, { name: 'candidates', description: 'Candidates of the company.' })
  async candidatesByName(
    @Ctx() { reading, asker }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name, or of the email address for who may read it.',
    })
    search?: string | null,
    @Arg('filter', () => CandidateFilter, { nullable: true, description: 'Which of them.' })
    filter?: CandidateFilter | null,
    @Arg('sort', () => CandidateSort, { nullable: true, description: 'NAME where left out.' })
    sort?: keyof typeof CandidateSort | null,
  ) {
    const where = [
      ...candidateConditions(filter ?? {}),
      ...containing(search, sql`candidate.name`, ...contactColumns(asker, sql`candidate.email`)),
    ]
    return toConnection(await readPage(reading, candidateList(reading.companyId, where, sort ?? 'NAME'), page))
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => CandidateType, { nullable: true, description: 'One candidate; NOT_FOUND for an id of nobody.' })
  async candidate(@Ctx() { reading }: Context, @Arg('id', () => ID) id: string) {
    const found = looksLikeId(id) ? await candidateById(reading).load(id) : null
    if (!found) throw notFound()
    return found
  }

  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => ApplicationConnection, { description: 'Their applications, the newest first.' })
  async applications(
    @Ctx() { reading }: Context,
    @Root() candidate: CandidateRow,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    return toConnection(await applicationsOfCandidate(reading, candidate.id, page, undefined))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateCandidateResult, { description: 'Adds a person.' })
  async createCandidate(
    @Ctx() context: Context,
    @Arg('input', () => CreateCandidateInput) input: CreateCandidateInput,
  ) {
    const answer = await this.candidates.createCandidate(context.actor, input)
    return present(context, answer, 'Candidate', ({ reading }, { id }) => candidateById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => UpdateCandidateResult, { description: "Corrects a person's data." })
  async updateCandidate(
    @Ctx() context: Context,
    @Arg('input', () => UpdateCandidateInput) input: UpdateCandidateInput,
  ) {
    const answer = await this.candidates.updateCandidate(context.actor, input)
    return present(context, answer, 'Candidate', ({ reading }, { id }) => candidateById(reading).load(id))
  }
}

@Resolver(() => CandidateAlreadyExists)
export class CandidateAlreadyExistsResolver {
  @FieldResolver(() => CandidateType, { description: 'Who has it.' })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: CandidateAlreadyExists) {
    return candidateById(reading).load(candidateId)
  }
}

@Resolver(() => ApplicationAlreadyExists)
export class ApplicationAlreadyExistsResolver {
  @FieldResolver(() => ApplicationType, { description: 'The one there is.' })
  application(@Ctx() { reading }: Context, @Root() { applicationId }: ApplicationAlreadyExists) {
    return applicationById(reading).load(applicationId)
  }
}
