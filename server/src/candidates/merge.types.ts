import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { CandidateType } from './candidate.types.ts'
import { duplicateSign, type DuplicateSign } from './duplicates.ts'
import { candidateDetail, type CandidateDetail } from './merge.rules.ts'

const DuplicateSignEnum = enumOf(duplicateSign, 'DuplicateSign', 'Why two entries may be of one person.', {
  EMAIL: 'The same address, whatever stands after a plus sign.',
  PHONE: 'The same last nine digits of the phone number.',
  NAME: 'The same name.',
})

const CandidateDetailEnum = enumOf(
  candidateDetail,
  'CandidateDetail',
  'What of a person may come from either of two entries.',
  {
    NAME: 'Their name.',
    EMAIL: 'Their email address.',
    PHONE: 'Their phone number.',
    TIME_ZONE: 'The zone in which they read times.',
    LANGUAGE: 'The language of their emails and their page.',
  },
)

@Extensions(recruiting)
@ObjectType('CandidateDuplicate', { description: 'Another entry that may be of the same person.' })
export class CandidateDuplicate {
  @Field(() => [DuplicateSignEnum], { description: 'What the two have in common; letter case and spaces aside.' })
  signs!: DuplicateSign[]
}

@InputType({ description: 'Which two entries become one.' })
export class MergeCandidatesInput {
  @Field(() => ID, { description: 'The entry that is kept.' })
  candidateId!: string

  @Field(() => ID, { description: 'The one that is none any more then. Its id keeps leading to the person.' })
  duplicateId!: string

  @Field(() => [CandidateDetailEnum], {
    nullable: true,
    description:
      'What is taken from the duplicate; the rest stays as the kept entry has it. An address or a number that it has not got is taken anyway.',
  })
  take?: CandidateDetail[] | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(recruiting)
@ObjectType({
  implements: Refusal,
  description: 'Both have a live application for the same job. Withdraw one of the two first.',
})
export class LiveApplicationsClash extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Both entries have a live application for the same job: one of the two has to be withdrawn first.'
  }

  /** Not a field: what `applications` shows. */
  applicationIds!: string[]
}

export const MergeCandidatesResult = createUnionType({
  name: 'MergeCandidatesResult',
  description: 'What `mergeCandidates` answers: the entry that is kept, or why not.',
  types: () => [CandidateType, LiveApplicationsClash, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
