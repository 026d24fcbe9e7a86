import { Field, InputType, Int, createUnionType } from 'type-graphql'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { admissionBounds } from './admission-settings.rules.ts'
import { CompanyType } from './company.types.ts'

const bounds = ([from, to]: readonly [number, number]) => `${from} to ${to}; left out, it stays as it is.`

@InputType({ description: 'What `updateAdmissionSettings` needs.' })
export class UpdateAdmissionSettingsInput {
  @Field(() => Int, {
    nullable: true,
    description: `Minutes before the start from which the candidate's page is a lobby, ${bounds(admissionBounds.admissionOpensMinutesBefore)}`,
  })
  admissionOpensMinutesBefore?: number | null

  @Field(() => Int, {
    nullable: true,
    description: `Minutes after the start until which the room lets in, ${bounds(admissionBounds.admissionClosesMinutesAfter)}`,
  })
  admissionClosesMinutesAfter?: number | null

  @Field(() => Int, {
    nullable: true,
    description: `Minutes after the start after which a no-show is suggested, ${bounds(admissionBounds.noShowGraceMinutes)}`,
  })
  noShowGraceMinutes?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateAdmissionSettingsResult = createUnionType({
  name: 'UpdateAdmissionSettingsResult',
  description: 'What `updateAdmissionSettings` answers: what was asked for, or why not.',
  types: () => [CompanyType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
