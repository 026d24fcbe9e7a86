import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { containing } from '../shared/graphql/search.ts'
import { RoleEnum, StaffMemberConnection, StaffMemberType, companyById, staffMemberColumns } from './company.types.ts'
import type { Role } from './staff-member.ts'
import type { makeUpdateCompany } from './update-company.ts'
import { UpdateCompanyInput, UpdateCompanyResult } from './update-company.types.ts'

@Resolver()
export class CompanyResolver {
  constructor(private readonly companies: { updateCompany: ReturnType<typeof makeUpdateCompany> }) {}

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateCompanyResult, {
    description:
      'Changes what the company is called, and by which clocks and in which language it works. Emails that leave from now on and pages that are opened say so; nothing is sent because of it.',
  })
  async updateCompany(@Ctx() context: Context, @Arg('input', () => UpdateCompanyInput) input: UpdateCompanyInput) {
    const answer = await this.companies.updateCompany(context.actor, input)
    return present(context, answer, 'Company', ({ reading }, { id }) => companyById(reading).load(id))
  }
}

@Resolver(() => StaffMemberType)
export class StaffResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => StaffMemberConnection, { description: 'People who work for the company, by name.' })
  async staff(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('role', () => [RoleEnum], { nullable: true, description: 'Only those with one of these roles.' })
    role?: Role[] | null,
    @Arg('search', () => String, { nullable: true, description: 'Part of the name or of the email address.' })
    search?: string | null,
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
            ...containing(search, sql`staff_member.name`, sql`staff_member.email`),
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
