import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, Viewer, staffMemberById } from '../companies/company.types.ts'
import { adminOnly, forAdmins } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { stateOf } from './api-token.rules.ts'
import {
  ApiTokenConnection,
  ApiTokenCreated,
  ApiTokenType,
  CreateApiTokenInput,
  CreateApiTokenResult,
  RevokeApiTokenInput,
  RevokeApiTokenResult,
  TokenStateEnum,
  apiTokenById,
  apiTokenColumns,
  type ApiTokenRow,
} from './api-token.types.ts'
import type { makeCreateApiToken } from './create-api-token.ts'
import type { makeRevokeApiToken } from './revoke-api-token.ts'

@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  constructor(
    private readonly tokens: {
      createApiToken: ReturnType<typeof makeCreateApiToken>
      revokeApiToken: ReturnType<typeof makeRevokeApiToken>
    },
  ) {}

  @Extensions(adminOnly)
  @Query(() => ApiTokenConnection, {
    description: 'The API tokens of the company, the newest first; also those that do not work any more.',
  })
  async apiTokens(@Ctx() { reading }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: apiTokenColumns,
          from: sql`api_token token`,
          where: [sql`token.company_id = ${reading.companyId}`],
          order: [
            { column: sql`token.created_at`, cast: 'timestamptz' },
            { column: sql`token.id`, cast: 'uuid' },
          ],
          descending: true,
        },
        page,
      ),
    )
  }

  @FieldResolver(() => TokenStateEnum, { description: 'Whether it works.' })
  async state(@Ctx() { reading }: Context, @Root() { revokedAt, expiresAt }: ApiTokenRow) {
    const times = { revokedAt: revokedAt === null ? null : new Date(revokedAt), expiresAt: new Date(expiresAt) }
    return stateOf(times, await reading.now())
  }

  @Extensions(forAdmins)
  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who made it; null where it was made by command, and for who is no admin.',
  })
  createdBy(@Ctx() { reading }: Context, @Root() { createdById }: ApiTokenRow) {
    return createdById ? staffMemberById(reading).load(createdById) : null
  }

  @Extensions(adminOnly)
  @Mutation(() => CreateApiTokenResult, {
    description: 'Makes an API token, and tells its secret this once. It takes no idempotency key for that reason.',
  })
  async createApiToken(
    @Ctx() context: Context,
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
  ): Promise<object> {
    const answer = await this.tokens.createApiToken(context.actor, input)
    await context.afresh()
    return answer
  }

  @Extensions(adminOnly)
  @Mutation(() => RevokeApiTokenResult, {
    description: 'Ends a token for good: it is refused from the next request on, and its open sockets are closed.',
  })
  async revokeApiToken(@Ctx() context: Context, @Arg('input', () => RevokeApiTokenInput) input: RevokeApiTokenInput) {
    const answer = await this.tokens.revokeApiToken(context.actor, input)
    return present(context, answer, 'ApiToken', ({ reading }, { id }) => apiTokenById(reading).load(id))
  }
}

@Resolver(() => ApiTokenCreated)
export class ApiTokenCreatedResolver {
  @FieldResolver(() => ApiTokenType, { description: 'It, as the list has it.' })
  token(@Ctx() { reading }: Context, @Root() { id }: ApiTokenCreated) {
    return apiTokenById(reading).load(id)
  }
}

@Resolver(() => Viewer)
export class TokenOfViewerResolver {
  @FieldResolver(() => ApiTokenType, {
    nullable: true,
    description: 'The token of the program that asks; null for people. A program asks for `company` and this.',
  })
  apiToken(@Ctx() { asker, reading }: Context) {
    return asker.kind === 'TOKEN' ? apiTokenById(reading).load(asker.id) : null
  }
}
