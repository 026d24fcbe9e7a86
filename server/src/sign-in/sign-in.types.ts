import { Extensions, Field, InputType, ObjectType, createUnionType } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { anyone } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'

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

@Extensions(anyone)
@ObjectType({
  description:
    'The password is right, and the account wants a code besides it, given to `confirmSignIn`. Nothing is open yet.',
})
export class SecondFactorIsNeeded {
  @Field(() => String, { description: 'What `confirmSignIn` wants with the code. It opens nothing by itself.' })
  key!: string

  @Field(() => DateTime, { description: 'Until when the code may be given.' })
  until!: Date
}

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'What `signIn` answers: what was asked for, or why not.',
  types: () => [Viewer, SecondFactorIsNeeded, WrongCredentials, InvalidInput] as const,
  resolveType: byKind,
})

@InputType({ description: 'What `confirmSignIn` needs.' })
export class ConfirmSignInInput {
  @Field(() => String, { description: '`SecondFactorIsNeeded.key`.' })
  key!: string

  @Field(() => String, {
    description: 'The six digits that the phone shows, or a recovery code; spaces, hyphens and letter case aside.',
  })
  code!: string
}

@Extensions(anyone)
@ObjectType({
  implements: Refusal,
  description: 'The code is wrong, was taken already, or is shown no more. The next one may be tried.',
})
export class CodeIsWrong extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The code is wrong or was used already.'
  }
}

@Extensions(anyone)
@ObjectType({
  implements: Refusal,
  description: 'It took too long, or the password was changed meanwhile: sign in again.',
})
export class SignInIsOver extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This sign-in is over: begin again.'
  }
}

export const ConfirmSignInResult = createUnionType({
  name: 'ConfirmSignInResult',
  description: 'What `confirmSignIn` answers: what was asked for, or why not.',
  types: () => [Viewer, CodeIsWrong, SignInIsOver] as const,
  resolveType: byKind,
})
