import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { MoveIsNotAllowed } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { SlotIsClosed } from '../slots/slot.types.ts'
import { cancellationEmail, type CancellationEmail } from './booking.rules.ts'

export const CancellationEmailEnum = enumOf(
  cancellationEmail,
  'CancellationEmail',
  'Which email a candidate gets when their interview is called off.',
  {
    CANCELLATION: 'A cancellation, with which the calendar entry goes.',
    SKIPPED_NO_ADDRESS: 'None, because they have no email address: somebody has to tell them.',
    NONE: 'None, because the interview is over by its time.',
  },
)

@InputType({ description: 'What `cancelSlot` needs.' })
export class CancelSlotInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the candidates read it too.' })
  reason?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Only tells what would be done, and changes nothing.' })
  dryRun?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What calling a slot off means for one who has a place in it.' })
export class CancelledPlace {
  @Field(() => CancellationEmailEnum, { description: 'Which email its candidate gets.' })
  email!: CancellationEmail

  /** Not a field: which interview to show. */
  interviewId!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'A slot that is called off with everybody who has a place in it.' })
export class SlotCancellation {
  @Field(() => Boolean, { description: 'Whether it was done; false after a dry run.' })
  isDone!: boolean

  @Field(() => [CancelledPlace], { description: 'Everybody who has a place, the oldest booking first.' })
  places!: CancelledPlace[]

  /** Not a field: which slot to show. */
  id!: string
}

export const CancelSlotResult = createUnionType({
  name: 'CancelSlotResult',
  description: 'What `cancelSlot` answers: what was or would be done, or why not.',
  types: () => [SlotCancellation, SlotIsClosed, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
