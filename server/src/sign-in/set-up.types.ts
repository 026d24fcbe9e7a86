import { Extensions, Field, InputType, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum, Viewer } from '../companies/company.types.ts'
import { anyone } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { EmailAddress, TimeZone } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { passwordLength, passwordWeakness, type PasswordWeakness } from './password.rules.ts'

@Extensions(anyone)
@ObjectType({ description: 'This installation of Greenroom, as anybody may see it.' })
export class Installation {
  @Field(() => Boolean, {
    description: 'Whether it has a company; without one nobody can sign in, and `setUp` founds the first.',
  })
  isSetUp!: boolean
}

@InputType({ description: 'What `setUp` needs.' })
export class SetUpInput {
  @Field(() => String, {
    description: 'What the address that the server printed ends with, behind the #: it proves who runs the server.',
  })
  key!: string

  @Field(() => String, { description: 'What the company is called, as candidates will read it; 1–200 characters.' })
  company!: string

  @Field(() => TimeZone, { description: 'The zone its people think in.' })
  timeZone!: string

  @Field(() => LanguageEnum, { description: 'The language of people whose own is not known.' })
  language!: Language

  @Field(() => String, { description: 'The name of its first administrator; 1–200 characters.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they sign in with; letter case aside.' })
  email!: string

  @Field(() => String, {
    description: `Their password: ${passwordLength.join('–')} characters, and not made of what everybody knows of them.`,
  })
  password!: string
}

@Extensions(anyone)
@ObjectType({
  implements: Refusal,
  description: 'The key is not the one that this server prints where it has no company yet.',
})
export class WrongSetupKey extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The key is not that of this server.'
  }
}

@Extensions(anyone)
@ObjectType({ implements: Refusal, description: 'There is a company already: people of it sign in.' })
export class InstallationIsSetUp extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This installation has a company already.'
  }
}

export const PasswordWeaknessEnum = enumOf(
  passwordWeakness,
  'PasswordWeakness',
  'Why a password is too easily guessed.',
  {
    TOO_SHORT: `It has fewer than ${passwordLength[0]} characters.`,
    TOO_LONG: `It has more than ${passwordLength[1]} characters.`,
    TOO_UNIFORM: 'It has fewer than six different characters.',
    IN_A_ROW: 'Its characters follow each other, such as 123456789012.',
    TOO_FAMILIAR:
      'It is made of the name, address or company of the person, or of a word that many passwords are made of.',
  },
)

@Extensions(anyone)
@ObjectType({ implements: Refusal, description: 'The password is too easily guessed.' })
export class PasswordIsWeak extends Refusal {
  @Field(() => PasswordWeaknessEnum, { description: 'Why.' })
  reason!: PasswordWeakness

  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return {
      TOO_SHORT: `The password must have at least ${passwordLength[0]} characters.`,
      TOO_LONG: `The password must not be longer than ${passwordLength[1]} characters.`,
      TOO_UNIFORM: 'The password must have more different characters.',
      IN_A_ROW: 'The password must not be characters in a row.',
      TOO_FAMILIAR: 'The password must not be made of what everybody knows of you, or of a common password.',
    }[this.reason]
  }
}

export const SetUpResult = createUnionType({
  name: 'SetUpResult',
  description: 'What `setUp` answers: what was asked for, or why not.',
  types: () => [Viewer, WrongSetupKey, InstallationIsSetUp, PasswordIsWeak, InvalidInput] as const,
  resolveType: byKind,
})
