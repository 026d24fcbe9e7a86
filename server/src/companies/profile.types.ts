import { Field, InputType, createUnionType } from 'type-graphql'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { TimeZone } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { ClocksEnum, LanguageEnum, Viewer } from './company.types.ts'
import type { Clocks } from './staff-member.ts'

@InputType({ description: 'What `updateProfile` needs.' })
export class UpdateProfileInput {
  @Field(() => String, {
    nullable: true,
    description:
      'What one is called in the company, as candidates and colleagues read it; 1–200 characters. Left out, it stays as it is.',
  })
  name?: string | null

  @Field(() => ClocksEnum, {
    nullable: true,
    description: 'By which clocks one reads times; left out, they stay as they are.',
  })
  clocks?: Clocks | null

  @Field(() => TimeZone, { nullable: true, description: 'The zone where the clocks are CHOSEN, and only there.' })
  timeZone?: string | null

  @Field(() => LanguageEnum, {
    nullable: true,
    description: 'In which language one reads; left out, it stays as it is, and null chooses none.',
  })
  language?: Language | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one wants to be reminded of interviews ahead; left out, it stays as it is.',
  })
  wantsReminders?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one wants to be reminded of scorecards that one owes; left out, it stays as it is.',
  })
  wantsFeedbackReminders?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateProfileResult = createUnionType({
  name: 'UpdateProfileResult',
  description: 'What `updateProfile` answers: what was asked for, or why not.',
  types: () => [Viewer, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
