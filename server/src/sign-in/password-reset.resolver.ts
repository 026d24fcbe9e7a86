import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { resetMinutes } from '../companies/password-link.ts'
import { anyone, anyoneMayAsk } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { email as emailInput } from '../shared/input.ts'
import { invalidInput } from '../shared/refusals.ts'
import { clientOf } from './auth.ts'
import type { Enter } from './enter.ts'
import type { PasswordReset as Resets } from './password-reset.ts'
import {
  AskForPasswordLinkInput,
  AskForPasswordLinkResult,
  PasswordReset,
  ResetPasswordInput,
  ResetPasswordResult,
} from './password-reset.types.ts'

@Resolver()
export class PasswordResetResolver {
  constructor(
    private readonly resets: Resets,
    private readonly enter: Enter,
  ) {}

  @Extensions(anyone)
  @Mutation(() => AskForPasswordLinkResult, {
    description:
      'Sends whoever signs in with an address a link by which to choose another password, at most three in an hour. What is answered, and when, is the same for every address.',
  })
  async askForPasswordLink(
    @Ctx() { headers }: Context,
    @Arg('input', () => AskForPasswordLinkInput) { email }: AskForPasswordLinkInput,
  ) {
    const read = emailInput.safeParse(email)
    if (!read.success) return invalidInput({ path: 'email', message: 'Is not an email address.' })
    await this.resets.askFor(read.data, clientOf(headers))
    return { kind: 'PasswordLinkAsked', minutes: resetMinutes }
  }

  @Extensions(anyone)
  @Query(() => PasswordReset, {
    nullable: true,
    description: 'Whose password is chosen at a link; null for one that does not work (any more).',
  })
  passwordReset(@Arg('key', () => String, { description: 'What the link ends with.' }) key: string) {
    return this.resets.resetOf(key)
  }

  @Extensions(anyoneMayAsk)
  @Mutation(() => ResetPasswordResult, {
    description:
      'Sets another password at a link, once, ends all sessions of its person, and signs them in: sets the HttpOnly session cookie.',
  })
  async resetPassword(@Ctx() context: Context, @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput) {
    const reset = await this.resets.resetOf(input.key)
    if (!reset) return { kind: 'PasswordResetIsOver' }
    const answer = await this.resets.choose(reset, input.password)
    if (answer.kind !== 'PasswordWasReset') return answer
    return (await this.enter.withPassword(context, reset.email, input.password)) ?? { kind: 'PasswordResetIsOver' }
  }
}
