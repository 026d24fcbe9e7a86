import { Extensions, Field, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { PasswordIsWrong } from './own-account.types.ts'
import { CodeIsWrong } from './sign-in.types.ts'

@Extensions(staff)
@ObjectType({ description: 'That the viewer is asked for a code besides the password.' })
export class OwnSecondFactor {
  @Field(() => DateTime, { description: 'Since when.' })
  since!: string

  @Field(() => Int, { description: 'How many recovery codes they have left.' })
  recoveryCodesLeft!: number
}

@InputType({ description: 'What `beginSecondFactor` needs.' })
export class BeginSecondFactorInput {
  @Field(() => String, { description: 'The password that one has.' })
  password!: string
}

@InputType({ description: 'What `turnOnSecondFactor` needs.' })
export class TurnOnSecondFactorInput {
  @Field(() => String, { description: 'The six digits that the phone shows.' })
  code!: string
}

@InputType({ description: 'What `turnOffSecondFactor` and `renewRecoveryCodes` need.' })
export class SecondFactorProofInput {
  @Field(() => String, { description: 'The password that one has.' })
  password!: string

  @Field(() => String, { description: 'The six digits that the phone shows, or a recovery code.' })
  code!: string
}

@Extensions(staff)
@ObjectType({ description: 'What a program that shows codes wants to know (RFC 6238). Nothing is asked for yet.' })
export class SecondFactorSecret {
  @Field(() => String, { description: 'The secret in base32, for typing.' })
  secret!: string

  @Field(() => String, { description: 'The same as an address, for a picture: `otpauth://totp/…`.' })
  address!: string
}

@Extensions(staff)
@ObjectType({ description: 'Codes for when the phone is gone, each good once. They are shown now and never again.' })
export class RecoveryCodes {
  @Field(() => [String], { description: 'Ten of them.' })
  codes!: string[]
}

@Extensions(staff)
@ObjectType({ description: 'From now on the password is enough.' })
export class SecondFactorTurnedOff {
  @Field(() => Boolean, { description: 'Always false.' })
  isOn(): boolean {
    return false
  }
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'It is on already: turn it off first.' })
export class SecondFactorIsOn extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'A second factor is set up already.'
  }
}

export const BeginSecondFactorResult = createUnionType({
  name: 'BeginSecondFactorResult',
  description: 'What `beginSecondFactor` answers: what was asked for, or why not.',
  types: () => [SecondFactorSecret, PasswordIsWrong, SecondFactorIsOn] as const,
  resolveType: byKind,
})

export const TurnOnSecondFactorResult = createUnionType({
  name: 'TurnOnSecondFactorResult',
  description: 'What `turnOnSecondFactor` answers: what was asked for, or why not.',
  types: () => [RecoveryCodes, CodeIsWrong] as const,
  resolveType: byKind,
})

export const RenewRecoveryCodesResult = createUnionType({
  name: 'RenewRecoveryCodesResult',
  description: 'What `renewRecoveryCodes` answers: what was asked for, or why not.',
  types: () => [RecoveryCodes, PasswordIsWrong, CodeIsWrong] as const,
  resolveType: byKind,
})

export const TurnOffSecondFactorResult = createUnionType({
  name: 'TurnOffSecondFactorResult',
  description: 'What `turnOffSecondFactor` answers: what was asked for, or why not.',
  types: () => [SecondFactorTurnedOff, PasswordIsWrong, CodeIsWrong] as const,
  resolveType: byKind,
})
