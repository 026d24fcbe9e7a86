import { sql } from 'kysely'
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { JobConnection, jobColumns, type JobRow } from '../jobs/job.types.ts'
import { KitType, type KitRow } from '../kits/kit.types.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, toConnection } from '../shared/graphql/page.ts'

const jobsOfKit = pagesByParent<JobRow>((reading, kitId) => ({
  select: jobColumns,
  from: sql`job`,
  where: [
    sql`job.company_id = ${reading.companyId}`,
    sql`exists (select from job_round where job_round.company_id = job.company_id and job_round.job_id = job.id
      and job_round.kit_id = ${kitId})`,
  ],
  order: [
    { column: sql`job.title`, cast: 'text' },
    { column: sql`job.id`, cast: 'uuid' },
  ],
}))

@Resolver(() => KitType)
export class JobsOfKitResolver {
  @FieldResolver(() => JobConnection, { description: 'Jobs whose rounds have it, by title.' })
  async jobs(@Ctx() { reading }: Context, @Root() { id }: KitRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await jobsOfKit(reading, id, page, undefined))
  }
}
