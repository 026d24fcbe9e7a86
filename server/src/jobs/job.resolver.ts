import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { containing } from '../shared/graphql/search.ts'
import type { makeCreateJob } from './create-job.ts'
import { CreateJobInput, CreateJobResult, JobConnection, JobType, jobById, jobColumns } from './job.types.ts'

@Resolver(() => JobType)
export class JobResolver {
  constructor(private readonly jobs: { createJob: ReturnType<typeof makeCreateJob> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => JobConnection, { name: 'jobs', description: 'Positions of the company, by title.' })
  async jobsByTitle(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, { nullable: true, description: 'Part of the title.' }) search?: string | null,
  ) {
    return toConnection(
      await readPage(
        reading,
        {
          select: jobColumns,
          from: sql`job`,
          where: [sql`company_id = ${reading.companyId}`, ...containing(search, sql`job.title`)],
          order: [
            { column: sql`job.title`, cast: 'text' },
            { column: sql`job.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateJobResult, { description: 'Opens a position.' })
  async createJob(@Ctx() context: Context, @Arg('input', () => CreateJobInput) input: CreateJobInput) {
    const answer = await this.jobs.createJob(context.actor, input)
    return present(context, answer, 'Job', ({ reading }, { id }) => jobById(reading).load(id))
  }
}
