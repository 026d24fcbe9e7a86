import { Extensions, Field, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { anyone } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { EmailAddress } from '../shared/graphql/scalars.ts'
import { passwordLength } from './password.rules.ts'
import { PasswordIsWeak } from './set-up.types.ts'
import { SecondFactorIsNeeded } from './sign-in.types.ts'

@InputType({ description: 'What `askForPasswordLink` needs.' })
export class AskForPasswordLinkInput {
  @Field(() => EmailAddress, { description: 'The address of the account; letter case aside.' })
  email!: string
}

@Extensions(anyone)
@ObjectType({
  description:
    'Where the address is that of an account, an email with a link is on its way. Whether it is, nobody is told.',
})
export class PasswordLinkAsked {
  @Field(() => Int, { description: 'For how many minutes such a link works.' })
  minutes!: number
}

@Extensions(anyone)
@ObjectType({ description: 'Whose password is chosen at a link, as its holder sees it.' })
export class PasswordReset {
  @Field(() => String, { description: 'The name of the company that the email came from.' })
  company!: string

  @Field(() => String, { description: 'The name of the person.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they sign in with.' })
  email!: string
}

@InputType({ description: 'What `resetPassword` needs.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'What the link ends with.' })
  key!: string

  @Field(() => String, {
    description: `The password that they choose: ${passwordLength.join('–')} characters, and not made of what everybody knows of them.`,
  })
  password!: string
}

@Extensions(anyone)
@ObjectType({
  implements: Refusal,
  description: 'The link is none, older than an hour or used already, or the password was changed since it was sent.',
})
export class PasswordResetIsOver extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This link does not work any more.'
  }
}

export const AskForPasswordLinkResult = createUnionType({
  name: 'AskForPasswordLinkResult',
  description: 'What `askForPasswordLink` answers: the same for every address, or that it is none.',
  types: () => [PasswordLinkAsked, InvalidInput] as const,
  resolveType: byKind,
})

export const ResetPasswordResult = createUnionType({
  name: 'ResetPasswordResult',
  description: 'What `resetPassword` answers: what was asked for, or why not.',
  types: () => [Viewer, SecondFactorIsNeeded, PasswordResetIsOver, PasswordIsWeak] as const,
  resolveType: byKind,
})
