import { Extensions, Field, InterfaceType, ObjectType } from 'type-graphql'
import { anyone, orToken } from './access.ts'

@InterfaceType({
  description:
    'An expected "no": part of the schema, known by its type. The message is English; clients choose their own words by the type.',
})
export abstract class Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  message(): string {
    throw new Error('Each refusal says its own message.')
  }
}

@Extensions(orToken(anyone, 'READ'))
@ObjectType({ description: 'One field of an input that cannot be right.' })
export class InvalidField {
  @Field(() => String, { description: 'Where in the input, such as `slots.0.capacity`.' })
  path!: string

  @Field(() => String, { description: 'What is wrong, in English.' })
  message!: string
}

@Extensions(orToken(anyone, 'READ'))
@ObjectType({ implements: Refusal, description: 'The input cannot be right, whatever the state of things.' })
export class InvalidInput extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `The input is not valid: ${this.fields.map((field) => `${field.path}: ${field.message}`).join(' ')}`
  }

  @Field(() => [InvalidField], { description: 'Each field that is wrong.' })
  fields!: InvalidField[]
}

@Extensions(orToken(anyone, 'READ'))
@ObjectType({ implements: Refusal, description: 'The idempotency key was used before with another input.' })
export class IdempotencyKeyReused extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This idempotency key was used before with another input.'
  }
}
