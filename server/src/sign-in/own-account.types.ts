import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { passwordLength } from './password.rules.ts'
import { PasswordIsWeak } from './set-up.types.ts'

@Extensions(staff)
@ObjectType('Session', { description: 'Where the viewer is signed in. It ends after 12 idle hours, and after 7 days.' })
export class SessionType {
  @Field(() => ID, { description: 'Its id; it opens nothing.' })
  id!: string

  @Field(() => Boolean, { description: 'Whether it is the one in which this is asked.' })
  isCurrent!: boolean

  @Field(() => DateTime, { description: 'When they signed in.' })
  startedAt!: string

  @Field(() => DateTime, { description: 'When it was last used; it may have been up to an hour later.' })
  usedAt!: string

  @Field(() => String, { nullable: true, description: 'The network address from which they signed in, where known.' })
  address!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the program called itself (RFC 9110 section 10.1.5), at most 300 characters of it.',
  })
  userAgent!: string | null
}

export const SessionConnection = connectionOf('Session', () => SessionType, staff)

@InputType({ description: 'What `endSession` needs.' })
export class EndSessionInput {
  @Field(() => ID, { description: "One of the viewer's." })
  sessionId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `endOtherSessions` needs.' })
export class EndOtherSessionsInput {
  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `changePassword` needs.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password that one has.' })
  current!: string

  @Field(() => String, {
    description: `The one that one chooses: ${passwordLength.join('–')} characters, and not made of what everybody knows of one.`,
  })
  chosen!: string
}

@Extensions(staff)
@ObjectType({ description: 'Sessions have ended, and with them the connections that were open.' })
export class SessionsEnded {
  @Field(() => Int, { description: 'How many.' })
  count!: number
}

@Extensions(staff)
@ObjectType({ description: 'The viewer has another password.' })
export class PasswordChanged {
  @Field(() => Int, { description: 'How many sessions ended because of it: all but this one.' })
  endedSessions!: number
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'It is not the password that the viewer has.' })
export class PasswordIsWrong extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The current password is wrong.'
  }
}

export const EndSessionsResult = createUnionType({
  name: 'EndSessionsResult',
  description: 'What `endSession` and `endOtherSessions` answer: what was asked for, or why not.',
  types: () => [SessionsEnded, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ChangePasswordResult = createUnionType({
  name: 'ChangePasswordResult',
  description: 'What `changePassword` answers: what was asked for, or why not.',
  types: () => [PasswordChanged, PasswordIsWrong, PasswordIsWeak] as const,
  resolveType: byKind,
})
