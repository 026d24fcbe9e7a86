import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { secondFactorOf } from '../companies/second-factor-of.ts'
import { unauthenticated } from '../shared/errors.ts'
import { anyone, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { clientOf } from './auth.ts'
import type { SecondFactor } from './second-factor.ts'
import {
  BeginSecondFactorInput,
  BeginSecondFactorResult,
  OwnSecondFactor,
  RenewRecoveryCodesResult,
  SecondFactorProofInput,
  TurnOffSecondFactorResult,
  TurnOnSecondFactorInput,
  TurnOnSecondFactorResult,
} from './second-factor.types.ts'
import type { SignInDoor } from './sign-in-door.ts'

/** Who is signed in: one turns a second factor on and off for oneself. */
function asStaff({ asker }: Context) {
  if (asker.kind !== 'STAFF') throw unauthenticated()
  return asker
}

const proofOf = ({ headers }: Context, { password, code }: SecondFactorProofInput) => ({
  password,
  code,
  client: clientOf(headers),
})

@Resolver(() => Viewer)
export class SecondFactorResolver {
  constructor(
    private readonly tools: SecondFactor,
    private readonly door: SignInDoor,
  ) {}

  @Extensions(anyone)
  @FieldResolver(() => OwnSecondFactor, {
    nullable: true,
    description: 'What they are asked for besides the password, in all companies; null where that is enough.',
  })
  secondFactor(@Ctx() { reading }: Context, @Root() { staffMember }: Viewer) {
    return secondFactorOf(reading).load(staffMember.id)
  }

  @Extensions(staff)
  @Mutation(() => BeginSecondFactorResult, {
    description:
      'Makes a secret for a program that shows codes. Nothing is asked for before `turnOnSecondFactor`; asked again, the secret is another one.',
  })
  beginSecondFactor(
    @Ctx() context: Context,
    @Arg('input', () => BeginSecondFactorInput) { password }: BeginSecondFactorInput,
  ) {
    return this.tools.begin(asStaff(context), password)
  }

  @Extensions(staff)
  @Mutation(() => TurnOnSecondFactorResult, {
    description:
      'From now on the viewer is asked for a code besides the password. All their other sessions end. It takes no idempotency key: its answer is shown once.',
  })
  async turnOnSecondFactor(
    @Ctx() context: Context,
    @Arg('input', () => TurnOnSecondFactorInput) { code }: TurnOnSecondFactorInput,
  ) {
    return this.tools.turnOn(asStaff(context), code, await this.door.sessionOf(context.headers))
  }

  @Extensions(staff)
  @Mutation(() => RenewRecoveryCodesResult, {
    description: 'Gives the viewer other recovery codes; those before are worth nothing.',
  })
  renewRecoveryCodes(
    @Ctx() context: Context,
    @Arg('input', () => SecondFactorProofInput) input: SecondFactorProofInput,
  ) {
    return this.tools.renewCodes(asStaff(context), proofOf(context, input))
  }

  @Extensions(staff)
  @Mutation(() => TurnOffSecondFactorResult, {
    description: 'Asks the viewer for no code any more. It needs the password and a code.',
  })
  turnOffSecondFactor(
    @Ctx() context: Context,
    @Arg('input', () => SecondFactorProofInput) input: SecondFactorProofInput,
  ) {
    return this.tools.turnOff(asStaff(context), proofOf(context, input))
  }
}
