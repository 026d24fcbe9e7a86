import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { tokenScope, type TokenScope } from '../shared/token-scope.rules.ts'
import { adminOnly, forAdmins, orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { longestLife, longestName, mostTokens, tokenState } from './api-token.rules.ts'

export const TokenScopeEnum = enumOf(tokenScope, 'TokenScope', 'What a program may do with its token.', {
  READ: 'Reads and follows what recruiters see, but for addresses and phone numbers of candidates. Every token may.',
  SCHEDULE:
    'Does what recruiters do with slots, interviews, candidates, applications and people’s hours, and gets the personal links of candidates.',
  CONTACT:
    'Reads email addresses and phone numbers of candidates, searches by addresses, and reads emails that came in.',
  ADMIN: 'Reads people, mail settings and the audit log, and changes the settings of the company.',
})

export const TokenStateEnum = enumOf(tokenState, 'TokenState', 'Whether a token works.', {
  ACTIVE: 'It works.',
  EXPIRED: 'Its time is over.',
  REVOKED: 'Somebody ended it.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('ApiToken', {
  description:
    'By which a program asks and acts for the company, with `Authorization: Bearer` and the token. It belongs to the company: it works on when who made it has left.',
})
export class ApiTokenType {
  @Field(() => ID, { description: 'Its id; it opens nothing.' })
  id!: string

  @Field(() => String, { description: 'What it is called; what the program does is shown under this name.' })
  name!: string

  @Field(() => [TokenScopeEnum], { description: 'What it may do.' })
  scopes!: TokenScope[]

  @Extensions(forAdmins)
  @Field(() => String, {
    nullable: true,
    description: 'Its last four characters, to recognise it by. For admins.',
  })
  ending!: string | null

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string

  @Field(() => DateTime, { description: 'When it ends by itself.' })
  expiresAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt!: string | null

  @Extensions(orToken(forAdmins, 'READ'))
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was used last, to the minute; null where it never was. For admins and the program itself.',
  })
  lastUsedAt!: string | null
}

export const ApiTokenConnection = connectionOf('ApiToken', () => ApiTokenType, adminOnly)

@InputType({ description: 'What `createApiToken` needs.' })
export class CreateApiTokenInput {
  @Field(() => String, {
    description: `What the program is called, up to ${longestName} characters, one line. No two tokens that are not revoked have the same name.`,
  })
  name!: string

  @Field(() => [TokenScopeEnum], { description: 'What it may do, at least one; READ is always among it.' })
  scopes!: TokenScope[]

  @Field(() => DateTime, { description: `When it ends by itself: in the future, within ${longestLife} days.` })
  expiresAt!: Date
}

@InputType({ description: 'What `revokeApiToken` needs.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'Which one.' })
  tokenId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(adminOnly)
@ObjectType({ description: 'The token was made.' })
export class ApiTokenCreated {
  @Field(() => String, {
    description: 'What the program sends. It is told this once: Greenroom keeps its hash and cannot show it again.',
  })
  secret!: string

  /** Not a field: which one. */
  id!: string
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'Another token that is not revoked has this name.' })
export class TokenNameIsTaken extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `Another token is called ${this.name}.`
  }

  @Field(() => String, { description: 'The name.' })
  name!: string
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'A token cannot end in the past.' })
export class TokenEndIsPast extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The token would have ended already.'
  }
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'A token ends before that.' })
export class TokenEndIsTooFar extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `A token works for at most ${longestLife} days.`
  }

  @Field(() => DateTime, { description: 'The latest end that it may have.' })
  latest!: Date
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'The company has as many tokens that work as it may have.' })
export class TooManyTokens extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `A company has at most ${mostTokens} tokens that work: revoke one first.`
  }

  @Field(() => Int, { description: 'How many.' })
  limit!: number
}

export const CreateApiTokenResult = createUnionType({
  name: 'CreateApiTokenResult',
  description: 'What `createApiToken` answers: the token with its secret, or why there is none.',
  types: () =>
    [ApiTokenCreated, TokenNameIsTaken, TokenEndIsPast, TokenEndIsTooFar, TooManyTokens, InvalidInput] as const,
  resolveType: byKind,
})

export const RevokeApiTokenResult = createUnionType({
  name: 'RevokeApiTokenResult',
  description: 'What `revokeApiToken` answers: the token as it is now, or why not.',
  types: () => [ApiTokenType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface ApiTokenRow extends ApiTokenType {
  createdById: string | null
}

export const apiTokenColumns = sql<ApiTokenRow>`token.id, token.name, token.scopes, token.ending,
  to_json(token.created_at) as "createdAt", to_json(token.expires_at) as "expiresAt",
  to_json(token.revoked_at) as "revokedAt", to_json(token.last_used_at) as "lastUsedAt",
  token.created_by_id as "createdById"`

export const apiTokenById = oneByKey<ApiTokenRow>(
  (reading, ids) =>
    reading.rows(sql`select ${apiTokenColumns} from api_token token
      where token.company_id = ${reading.companyId} and token.id = any(${ids})`),
  (row) => row.id,
)

/** Which token did something of one of these names to a thing, by the audit trail; the last one, where several did. */
export const tokenThatDid = (...actions: string[]) =>
  oneByKey<ApiTokenRow & { about: string }>(
    (reading, ids) =>
      reading.rows(sql`select distinct on (entry.entity_id) ${apiTokenColumns}, entry.entity_id as about
        from audit_entry entry
        join api_token token on token.company_id = entry.company_id and token.id = entry.actor_id
        where entry.company_id = ${reading.companyId} and entry.entity_id = any(${ids})
          and entry.action = any(${actions}) and entry.actor_kind = 'TOKEN'
        order by entry.entity_id, entry.at desc`),
    (row) => row.about,
  )
