import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Viewer } from '../companies/company.types.ts'
import { viewerOf } from '../companies/viewer-of.ts'
import type { Staff } from '../shared/actor.ts'
import { notFound } from '../shared/errors.ts'
import { anyone, anyoneMayAsk, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Enter } from './enter.ts'
import type { Join } from './join.ts'
import { JoinInput, JoinResult, StaffInvitation, Workplace } from './join.types.ts'
import type { SignInDoor } from './sign-in-door.ts'

@Resolver(() => Viewer)
export class JoinResolver {
  constructor(
    private readonly tools: Join,
    private readonly door: SignInDoor,
    private readonly enter: Enter,
    private readonly workplacesOf: (asker: Pick<Staff, 'companyId' | 'id'>) => Promise<Workplace[]>,
    private readonly contextOf: (asker: Staff) => Context,
  ) {}

  @Extensions(anyone)
  @Query(() => StaffInvitation, {
    nullable: true,
    description: 'The place in a company that a link leads to; null for one that does not work (any more).',
  })
  staffInvitation(@Arg('key', () => String, { description: 'What the link ends with.' }) key: string) {
    return this.tools.invitationOf(key)
  }

  @Extensions(anyoneMayAsk)
  @Mutation(() => JoinResult, {
    description:
      'Joins the company that added a person, at their link, and signs them in: sets the HttpOnly session cookie.',
  })
  async join(@Ctx() context: Context, @Arg('input', () => JoinInput) { key, password }: JoinInput) {
    const invitation = await this.tools.invitationOf(key)
    if (!invitation) return { kind: 'InvitationIsOver' }
    const refusal = invitation.hasPassword ? null : await this.tools.choosePassword(invitation, password)
    if (refusal) return refusal
    // Whoever has the link is not yet who it is for: an account that is there opens with its own password only.
    const entered = await this.enter.withPassword(context, invitation.email, password, invitation)
    return entered ?? { kind: 'WrongCredentials' }
  }

  @Extensions(anyone)
  @FieldResolver(() => [Workplace], {
    description: 'The companies for which they can act with the same account, by name; this one is among them.',
  })
  workplaces(@Root() { company, staffMember }: Viewer) {
    return this.workplacesOf({ companyId: company.id, id: staffMember.id })
  }

  @Extensions(staff)
  @Mutation(() => Viewer, {
    description:
      'Lets this session act for another company of the same person. Connections that are open stay with the one before. NOT_FOUND where they do not work there.',
  })
  async switchCompany(
    @Ctx() context: Context,
    @Arg('companyId', () => ID, { description: 'One of `Viewer.workplaces`.' }) companyId: string,
  ) {
    const { headers } = context
    const asker = (await this.door.actFor(headers, companyId)) ? await this.door.staffOf(headers) : null
    if (!asker) throw notFound()
    const own = this.contextOf(asker)
    try {
      return await viewerOf(own, asker)
    } finally {
      await own.close()
    }
  }
}
