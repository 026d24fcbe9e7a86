import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import type { Staff } from '../shared/actor.ts'
import { unauthenticated } from '../shared/errors.ts'
import { staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { sessionWasUsedAt } from './auth.ts'
import type { ChangePassword } from './change-password.ts'
import type { makeEndOtherSessions, makeEndSession } from './end-sessions.ts'
import {
  ChangePasswordInput,
  ChangePasswordResult,
  EndOtherSessionsInput,
  EndSessionInput,
  EndSessionsResult,
  SessionConnection,
  type SessionType,
} from './own-account.types.ts'
import type { SignInDoor } from './sign-in-door.ts'

@Resolver()
export class OwnAccountResolver {
  constructor(
    private readonly useCases: {
      endSession: ReturnType<typeof makeEndSession>
      endOtherSessions: ReturnType<typeof makeEndOtherSessions>
    },
    private readonly changeIt: ChangePassword,
    private readonly door: SignInDoor,
  ) {}

  @Extensions(staff)
  @Query(() => SessionConnection, {
    description: 'Where the viewer is signed in with their account, also for other companies; the last used first.',
  })
  async sessions(@Ctx() { reading, actor, headers }: Context, @Args(() => PageArgs) page: PageArgs) {
    const current = await this.door.sessionOf(headers)
    const usedAt = sessionWasUsedAt('session')
    return toConnection(
      await readPage(
        reading,
        {
          select: sql<SessionType>`session.id, (session.id = ${current}::uuid) is true as "isCurrent",
            to_json(session.created_at) as "startedAt", to_json(${usedAt}) as "usedAt",
            nullif(session.ip_address, '') as address, left(nullif(session.user_agent, ''), 300) as "userAgent"`,
          from: sql`greenroom_sessions_of(${actor.id}::uuid) session`,
          where: [],
          order: [
            { column: sql`session.expires_at`, cast: 'timestamptz' },
            { column: sql`session.id`, cast: 'uuid' },
          ],
          descending: true,
        },
        page,
      ),
    )
  }

  @Extensions(staff)
  @Mutation(() => EndSessionsResult, {
    description:
      'Ends one of the viewer’s sessions: whoever holds it is out, on open connections within a second. NOT_FOUND where it is none of theirs.',
  })
  endSession(@Ctx() { actor }: Context, @Arg('input', () => EndSessionInput) input: EndSessionInput) {
    return this.useCases.endSession(actor, input)
  }

  @Extensions(staff)
  @Mutation(() => EndSessionsResult, {
    description: 'Ends all of the viewer’s sessions but this one, also those for other companies.',
  })
  async endOtherSessions(
    @Ctx() { actor, headers }: Context,
    @Arg('input', () => EndOtherSessionsInput) input: EndOtherSessionsInput,
  ) {
    return this.useCases.endOtherSessions(actor, { ...input, own: await this.door.sessionOf(headers) })
  }

  @Extensions(staff)
  @Mutation(() => ChangePasswordResult, {
    description:
      'Lets the viewer choose another password, and ends all their sessions but this one. At most ten tries in a quarter of an hour. It takes no idempotency key: sent again, the password before is the wrong one.',
  })
  async changePassword(
    @Ctx() { asker, headers }: Context,
    @Arg('input', () => ChangePasswordInput) { current, chosen }: ChangePasswordInput,
  ) {
    if (asker.kind !== 'STAFF') throw unauthenticated()
    return this.changeIt(asker satisfies Staff, { current, chosen, session: await this.door.sessionOf(headers) })
  }
}
