import { Extensions, Field, ID, ObjectType, createUnionType } from 'type-graphql'
import { adminOnly } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { Refusal } from '../shared/graphql/refusal.types.ts'
import { Workplace } from './join.types.ts'

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'The company is a demo itself, and has none of its own.' })
export class CompanyIsDemo extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This company is a demo itself.'
  }
}

export const OpenDemoResult = createUnionType({
  name: 'OpenDemoResult',
  description: 'What `openDemo` answers: what was asked for, or why not.',
  types: () => [Workplace, CompanyIsDemo] as const,
  resolveType: byKind,
})

@Extensions(adminOnly)
@ObjectType({ description: 'Nothing is left of the demo.' })
export class DemoRemoved {
  @Field(() => ID, { description: 'The company whose demo it was.' })
  companyId!: string
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'There is no demo that whoever asks may remove.' })
export class NoDemo extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This company has no demo.'
  }
}

@Extensions(adminOnly)
@ObjectType({
  implements: Refusal,
  description:
    'Recordings were made in the demo, and the storage does not give them up now. The rest of it is still there.',
})
export class RecordingsNotRemoved extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Recordings of the demo cannot be removed from the storage at this moment.'
  }
}

export const RemoveDemoResult = createUnionType({
  name: 'RemoveDemoResult',
  description: 'What `removeDemo` answers: what was asked for, or why not.',
  types: () => [DemoRemoved, NoDemo, RecordingsNotRemoved] as const,
  resolveType: byKind,
})
