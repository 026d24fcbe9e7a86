import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { feedbackBounds, mostFeedbackReminders, reminderBounds, type ReminderRules } from './reminder.rules.ts'

const [least, most] = reminderBounds
const [leastFeedback, mostFeedback] = feedbackBounds

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('ReminderSettings', { description: 'When the company reminds people of their interviews.' })
export class ReminderSettingsType implements ReminderRules {
  @Field(() => ID, { description: 'That of the company.' })
  id!: string

  @Field(() => Int, { nullable: true, description: 'Minutes before the start of one reminder; null for none.' })
  firstMinutes!: number | null

  @Field(() => Int, { nullable: true, description: 'Minutes before the start of another one; null for none.' })
  secondMinutes!: number | null

  @Field(() => Boolean, { description: 'Whether interviewers are reminded as candidates are.' })
  remindInterviewers!: boolean

  @Field(() => Int, {
    description: `How often an interviewer who owes a scorecard is reminded of it, 0 to ${mostFeedbackReminders}.`,
  })
  feedbackReminders!: number

  @Field(() => Int, {
    description: 'How many minutes after the request, and after the reminder before it, each of these leaves.',
  })
  feedbackMinutes!: number
}

@InputType({ description: 'What `updateReminderSettings` needs. It replaces what was chosen before.' })
export class UpdateReminderSettingsInput {
  @Field(() => Int, {
    nullable: true,
    description: `Minutes before the start of one reminder, ${least} to ${most}; left out for none.`,
  })
  firstMinutes?: number | null

  @Field(() => Int, {
    nullable: true,
    description: `Minutes before the start of another one, ${least} to ${most}; left out for none.`,
  })
  secondMinutes?: number | null

  @Field(() => Boolean, { description: 'Whether interviewers are reminded as candidates are.' })
  remindInterviewers!: boolean

  @Field(() => Int, {
    nullable: true,
    description: `How often an interviewer who owes a scorecard is reminded of it, 0 to ${mostFeedbackReminders}; left out, it stays as it is.`,
  })
  feedbackReminders?: number | null

  @Field(() => Int, {
    nullable: true,
    description: `How many minutes after the request, and after the reminder before it, each of these leaves, ${leastFeedback} to ${mostFeedback}; left out, it stays as it is.`,
  })
  feedbackMinutes?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateReminderSettingsResult = createUnionType({
  name: 'UpdateReminderSettingsResult',
  description: 'What `updateReminderSettings` answers: what was asked for, or why not.',
  types: () => [ReminderSettingsType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
