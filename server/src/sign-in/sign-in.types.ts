import { Extensions, Field, InputType, ObjectType, createUnionType } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { anyone } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { EmailAddress } from '../shared/graphql/scalars.ts'

@InputType({ description: 'What `signIn` needs.' })
export class SignInInput {
  @Field(() => EmailAddress, { description: 'The address of the account.' })
  email!: string

  @Field(() => String, { description: 'Its password.' })
  password!: string
}

@Extensions(anyone)
@ObjectType({ implements: Refusal, description: 'The address or the password is wrong; which one is not told.' })
export class WrongCredentials extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The email address or the password is wrong.'
  }
}

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'What `signIn` answers: what was asked for, or why not.',
  types: () => [Viewer, WrongCredentials, InvalidInput] as const,
  resolveType: byKind,
})
