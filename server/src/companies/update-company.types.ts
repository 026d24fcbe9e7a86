import { Field, InputType, createUnionType } from 'type-graphql'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { TimeZone } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { CompanyType, LanguageEnum } from './company.types.ts'

@InputType({ description: 'What `updateCompany` needs.' })
export class UpdateCompanyInput {
  @Field(() => String, {
    nullable: true,
    description: 'What it is called, as candidates read it; 1–200 characters. Left out, it stays as it is.',
  })
  name?: string | null

  @Field(() => TimeZone, {
    nullable: true,
    description: 'The zone its people think in; left out, it stays as it is. No interview and no slot moves with it.',
  })
  timeZone?: string | null

  @Field(() => LanguageEnum, {
    nullable: true,
    description: 'The language of people whose own is not known; left out, it stays as it is.',
  })
  language?: Language | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateCompanyResult = createUnionType({
  name: 'UpdateCompanyResult',
  description: 'What `updateCompany` answers: what was asked for, or why not.',
  types: () => [CompanyType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
