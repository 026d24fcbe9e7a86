import { Extensions, Field, ObjectType } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { DeliveryKindEnum, DeliveryStatusEnum } from './delivery.types.ts'
import type { DeliveryKind, DeliveryStatus } from './delivery.rules.ts'
import type { PlannedEmail } from './planned-email.ts'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('PlannedEmail', { description: 'An email as it would be sent if what was tried out were done.' })
export class PlannedEmailType implements Pick<PlannedEmail, 'kind' | 'status' | 'leavesAt'> {
  @Field(() => DeliveryKindEnum, { description: 'Which news it would bring.' })
  kind!: DeliveryKind

  @Field(() => DeliveryStatusEnum, { description: 'QUEUED, or SKIPPED_NO_ADDRESS where nothing would be sent.' })
  status!: DeliveryStatus

  @Field(() => DateTime, { nullable: true, description: 'When it would leave; null where it would not.' })
  leavesAt!: Date | null
}
