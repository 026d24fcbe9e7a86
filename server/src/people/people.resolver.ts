import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { adminOnly, forAdmins, orToken } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { URL as Url } from '../shared/graphql/scalars.ts'
import type { makeAddPerson } from './add-person.ts'
import type { makeChangeRole } from './change-role.ts'
import type { makeDeactivatePerson, makeReactivatePerson } from './deactivate-person.ts'
import type { makeRemoveSecondFactor } from './remove-second-factor.ts'
import { secondFactorOf } from '../companies/second-factor-of.ts'
import { joinDays, type JoinLink } from '../companies/join-link.ts'
import {
  AddPersonInput,
  AddPersonResult,
  ChangeRoleInput,
  ChangeRoleResult,
  DeactivatePersonInput,
  DeactivatePersonResult,
  Person,
  PersonConnection,
  PersonIsHere,
  ReactivatePersonInput,
  ReactivatePersonResult,
  RemoveSecondFactorInput,
  RemoveSecondFactorResult,
  interviewsAheadOf,
  personById,
  personColumns,
} from './people.types.ts'

const thePerson = ({ reading }: Context, { id }: { id: string }) => personById(reading).load(id)

@Resolver(() => Person)
export class PeopleResolver {
  constructor(
    private readonly useCases: {
      addPerson: ReturnType<typeof makeAddPerson>
      changeRole: ReturnType<typeof makeChangeRole>
      deactivatePerson: ReturnType<typeof makeDeactivatePerson>
      reactivatePerson: ReturnType<typeof makeReactivatePerson>
      removeSecondFactor: ReturnType<typeof makeRemoveSecondFactor>
    },
    private readonly linkOf: JoinLink,
  ) {}

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Query(() => PersonConnection, {
    description:
      'The people of the company by name, who work for it or did; for choosing among colleagues see `staff`.',
  })
  async people(@Ctx() { reading }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: personColumns,
          from: sql`staff_member`,
          where: [sql`company_id = ${reading.companyId}`],
          order: [
            { column: sql`staff_member.name`, cast: 'text' },
            { column: sql`staff_member.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @Extensions(forAdmins)
  @FieldResolver(() => Url, {
    nullable: true,
    description: `The link at which they join the company, for admins to hand over: whoever has it may choose the password of an account that has none. It works for ${joinDays - 1} days from now; null for who has joined or left.`,
  })
  async joinLink(@Ctx() { reading }: Context, @Root() { id, isActive, joinedAt }: Person) {
    return isActive && joinedAt === null ? this.linkOf(id, await reading.now()) : null
  }

  @FieldResolver(() => Int, {
    description:
      'How many interviews with them are ahead or under way. Before they leave these are given to somebody else, by `changeInterviews`, or called off.',
  })
  async interviewsAhead(@Ctx() { reading }: Context, @Root() { id }: Person) {
    return (await interviewsAheadOf(reading).load(id))?.count ?? 0
  }

  @Extensions(adminOnly)
  @Mutation(() => AddPersonResult, {
    description:
      'Adds somebody to the company. They can be given interviews at once, and sign in once they have come by `Person.joinLink`.',
  })
  async addPerson(@Ctx() context: Context, @Arg('input', () => AddPersonInput) input: AddPersonInput) {
    return present(context, await this.useCases.addPerson(context.actor, input), 'Person', thePerson)
  }

  @Extensions(adminOnly)
  @Mutation(() => ChangeRoleResult, {
    description: 'Says what a person may do from now on; also on connections that are open, within a second.',
  })
  async changeRole(@Ctx() context: Context, @Arg('input', () => ChangeRoleInput) input: ChangeRoleInput) {
    return present(context, await this.useCases.changeRole(context.actor, input), 'Person', thePerson)
  }

  @Extensions(adminOnly)
  @Mutation(() => DeactivatePersonResult, {
    description:
      "Ends a person's place in the company: from now on they can neither sign in nor be chosen, and connections of theirs that are open end within a second.",
  })
  async deactivatePerson(
    @Ctx() context: Context,
    @Arg('input', () => DeactivatePersonInput) input: DeactivatePersonInput,
  ) {
    return present(context, await this.useCases.deactivatePerson(context.actor, input), 'Person', thePerson)
  }

  @FieldResolver(() => Boolean, { description: 'Whether they are asked for a code besides their password.' })
  async hasSecondFactor(@Ctx() { reading }: Context, @Root() { id }: Person) {
    return (await secondFactorOf(reading).load(id)) !== null
  }

  @Extensions(adminOnly)
  @Mutation(() => RemoveSecondFactorResult, {
    description:
      'Asks a person for no code any more, who has lost the phone and the recovery codes: from then on their password is enough. They are signed out everywhere.',
  })
  async removeSecondFactor(
    @Ctx() context: Context,
    @Arg('input', () => RemoveSecondFactorInput) input: RemoveSecondFactorInput,
  ) {
    return present(context, await this.useCases.removeSecondFactor(context.actor, input), 'Person', thePerson)
  }

  @Extensions(adminOnly)
  @Mutation(() => ReactivatePersonResult, { description: 'Lets a person back in, with the role that they had.' })
  async reactivatePerson(
    @Ctx() context: Context,
    @Arg('input', () => ReactivatePersonInput) input: ReactivatePersonInput,
  ) {
    return present(context, await this.useCases.reactivatePerson(context.actor, input), 'Person', thePerson)
  }
}

@Resolver(() => PersonIsHere)
export class PersonIsHereResolver {
  @FieldResolver(() => Person, { description: 'Who it is.' })
  person(@Ctx() { reading }: Context, @Root() { personId }: PersonIsHere) {
    return personById(reading).load(personId)
  }
}
