import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { Viewer, companyById } from '../companies/company.types.ts'
import { viewerOf } from '../companies/viewer-of.ts'
import { anyone, anyoneMayAsk, orToken } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { invalidInput } from '../shared/refusals.ts'
import { clientOf } from './auth.ts'
import type { Enter } from './enter.ts'
import type { SignInDoor } from './sign-in-door.ts'
import { ConfirmSignInInput, ConfirmSignInResult, SignInInput, SignInResult } from './sign-in.types.ts'

@Resolver(() => Viewer)
export class SignInResolver {
  constructor(
    private readonly door: SignInDoor,
    private readonly enter: Enter,
  ) {}

  @Extensions(orToken(anyoneMayAsk, 'READ'))
  @Query(() => Viewer, { nullable: true, description: 'Who asks: a staff member or a program; null for anybody else.' })
  async viewer(@Ctx() context: Context) {
    const { asker } = context
    if (asker.kind === 'TOKEN') return { company: await companyById(context.reading).load(asker.companyId) }
    return asker.kind === 'STAFF' ? viewerOf(context, asker) : null
  }

  @Extensions(anyoneMayAsk)
  @Mutation(() => SignInResult, {
    description: 'Signs a staff member in: sets the HttpOnly session cookie. The same as POST /api/auth/sign-in/email.',
  })
  async signIn(@Ctx() context: Context, @Arg('input', () => SignInInput) { email, password }: SignInInput) {
    if (!email.includes('@') || email.length > 254)
      return invalidInput({ path: 'email', message: 'Is not an email address.' })
    return (await this.enter.withPassword(context, email, password)) ?? { kind: 'WrongCredentials' }
  }

  @Extensions(anyoneMayAsk)
  @Mutation(() => ConfirmSignInResult, {
    description:
      'Finishes a sign-in that wants a code besides the password: sets the HttpOnly session cookie. At most ten tries for an account in a quarter of an hour.',
  })
  confirmSignIn(@Ctx() context: Context, @Arg('input', () => ConfirmSignInInput) { key, code }: ConfirmSignInInput) {
    return this.enter.withCode(context, key, code, clientOf(context.headers))
  }

  @Extensions(anyone)
  @Mutation(() => Boolean, { description: 'Ends the session of this browser. True also where there was none.' })
  async signOut(@Ctx() context: Context) {
    const { cookies } = await this.door.signOut(context.headers)
    context.setHeader?.('set-cookie', cookies)
    return true
  }
}
