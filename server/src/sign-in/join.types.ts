import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { anyone, staff } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { EmailAddress } from '../shared/graphql/scalars.ts'
import { passwordLength } from './password.rules.ts'
import { PasswordIsWeak } from './set-up.types.ts'
import { SecondFactorIsNeeded, WrongCredentials } from './sign-in.types.ts'

@Extensions(anyone)
@ObjectType({ description: 'A place in a company that waits for its person, as the holder of its link sees it.' })
export class StaffInvitation {
  @Field(() => String, { description: 'The name of the company.' })
  company!: string

  @Field(() => String, { description: 'The name of the person.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they will sign in with.' })
  email!: string

  @Field(() => Boolean, {
    description: 'Whether they have an account here already: then they join with its password, else they choose one.',
  })
  hasPassword!: boolean
}

@InputType({ description: 'What `join` needs.' })
export class JoinInput {
  @Field(() => String, { description: 'What the link ends with.' })
  key!: string

  @Field(() => String, {
    description: `The password of the account that they have, or one that they choose: ${passwordLength.join('–')} characters, and not made of what everybody knows of them.`,
  })
  password!: string
}

@Extensions(anyone)
@ObjectType({
  implements: Refusal,
  description: 'The link is none, too old or used already, or the person was taken out of the company again.',
})
export class InvitationIsOver extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This link does not work any more.'
  }
}

export const JoinResult = createUnionType({
  name: 'JoinResult',
  description: 'What `join` answers: what was asked for, or why not.',
  types: () =>
    [Viewer, SecondFactorIsNeeded, InvitationIsOver, WrongCredentials, PasswordIsWeak, InvalidInput] as const,
  resolveType: byKind,
})

@Extensions(staff)
@ObjectType({ description: 'A company for which somebody works with the same account.' })
export class Workplace {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The company whose demo it is, made by `openDemo`: no email leaves it. Null for any other company.',
  })
  demoOf!: string | null
}
