import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, Query, Resolver } from 'type-graphql'
import { recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { RoleEnum, StaffMemberConnection, StaffMemberType, staffMemberColumns } from './company.types.ts'
import type { Role } from './staff-member.ts'

@Resolver(() => StaffMemberType)
export class StaffResolver {
  @Extensions(recruiting)
  @Query(() => StaffMemberConnection, { description: 'People who work for the company, by name.' })
  async staff(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('role', () => [RoleEnum], { nullable: true, description: 'Only those with one of these roles.' })
    role?: Role[] | null,
  ) {
    return toConnection(
      await readPage(
        reading,
        {
          select: staffMemberColumns,
          from: sql`staff_member`,
          where: [
            sql`company_id = ${reading.companyId}`,
            sql`active`,
            ...(role ? [sql`staff_member.role = any(${role})`] : []),
          ],
          order: [
            { column: sql`staff_member.name`, cast: 'text' },
            { column: sql`staff_member.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }
}
