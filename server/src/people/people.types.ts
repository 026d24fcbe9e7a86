import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { RoleEnum } from '../companies/company.types.ts'
import type { Role } from '../companies/staff-member.ts'
import { adminOnly, orToken } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { interviewsAhead } from './interviews-ahead.ts'

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType({ description: 'A place in the company, with whose it is, as admins look after it.' })
export class Person {
  @Field(() => ID, { description: 'The id of the staff member.' })
  id!: string

  @Field(() => String, { description: 'Their name.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they sign in with.' })
  email!: string

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role

  @Field(() => Boolean, { description: 'Whether they work for the company now; what they did before stays theirs.' })
  isActive!: boolean

  @Field(() => DateTime, {
    nullable: true,
    description: 'When they came by their link; null for who has not yet: they cannot sign in to the company before.',
  })
  joinedAt!: string | null
}

export const PersonConnection = connectionOf('Person', () => Person, orToken(adminOnly, 'ADMIN'))

export const personColumns = sql<Person>`staff_member.id, staff_member.name, staff_member.email, staff_member.role,
  staff_member.active as "isActive", to_json(staff_member.joined_at) as "joinedAt"`

export const personById = oneByKey<Person>(
  (reading, ids) =>
    reading.rows(sql`select ${personColumns} from staff_member
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

export const interviewsAheadOf = oneByKey(
  async (reading, ids) => reading.rows(interviewsAhead(reading.companyId, ids, await reading.now())),
  (row) => row.id,
)

@InputType({ description: 'What `addPerson` needs.' })
export class AddPersonInput {
  @Field(() => String, { description: 'Their name, as candidates and colleagues read it; 1–200 characters.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they will sign in with; letter case aside.' })
  email!: string

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `changeRole` needs.' })
export class ChangeRoleInput {
  @Field(() => ID, { description: 'Whose.' })
  staffMemberId!: string

  @Field(() => RoleEnum, { description: 'What they may do from now on.' })
  role!: Role

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `deactivatePerson` needs.' })
export class DeactivatePersonInput {
  @Field(() => ID, { description: 'Who leaves.' })
  staffMemberId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `reactivatePerson` needs.' })
export class ReactivatePersonInput {
  @Field(() => ID, { description: 'Who comes back.' })
  staffMemberId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(adminOnly)
@ObjectType({
  implements: Refusal,
  description: 'The address is that of somebody who is a member of the company already, or was one.',
})
export class PersonIsHere extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Somebody with this address is in the company already.'
  }

  /** Not a field: whom `person` shows. */
  personId!: string
}

@Extensions(adminOnly)
@ObjectType({
  implements: Refusal,
  description: 'Nobody else who has joined administers the company: another one must be made admin first.',
})
export class LastAdmin extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Nobody else administers the company.'
  }
}

@Extensions(adminOnly)
@ObjectType({
  implements: Refusal,
  description: 'They are to meet candidates: give those interviews to somebody else, or call them off, first.',
})
export class PersonMeetsCandidates extends Refusal {
  @Field(() => Int, { description: 'How many interviews with them are ahead.' })
  count!: number

  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `Interviews with them are ahead: ${this.count}.`
  }
}

@InputType({ description: 'What `removeSecondFactor` needs.' })
export class RemoveSecondFactorInput {
  @Field(() => ID, { description: 'Whose.' })
  staffMemberId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(adminOnly)
@ObjectType({
  implements: Refusal,
  description:
    'They work for another company of this installation as well, with the same account: how they sign in is not for one of them to say.',
})
export class WorksElsewhere extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'They work for another company with the same account.'
  }
}

export const AddPersonResult = createUnionType({
  name: 'AddPersonResult',
  description: 'What `addPerson` answers: what was asked for, or why not.',
  types: () => [Person, PersonIsHere, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ChangeRoleResult = createUnionType({
  name: 'ChangeRoleResult',
  description: 'What `changeRole` answers: what was asked for, or why not.',
  types: () => [Person, LastAdmin, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const DeactivatePersonResult = createUnionType({
  name: 'DeactivatePersonResult',
  description: 'What `deactivatePerson` answers: what was asked for, or why not.',
  types: () => [Person, LastAdmin, PersonMeetsCandidates, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RemoveSecondFactorResult = createUnionType({
  name: 'RemoveSecondFactorResult',
  description: 'What `removeSecondFactor` answers: what was asked for, or why not.',
  types: () => [Person, WorksElsewhere, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ReactivatePersonResult = createUnionType({
  name: 'ReactivatePersonResult',
  description: 'What `reactivatePerson` answers: what was asked for, or why not.',
  types: () => [Person, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
