import { Extensions, Field, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress, TimeZone } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { EmailOccasionEnum } from './email-words.types.ts'
import type { MailOccasion } from './mail-words.rules.ts'

@InputType({ description: 'A brand that is not saved yet. What is left out is as it is saved.' })
export class PreviewedBrand {
  @Field(() => String, {
    nullable: true,
    description: "The name that emails come from; an empty text for the company's own.",
  })
  senderName?: string | null

  @Field(() => String, { nullable: true, description: 'Its colour as `#rrggbb`.' })
  colour?: string | null

  @Field(() => String, { nullable: true, description: 'Lines under each email; an empty text for none.' })
  signature?: string | null
}

@InputType({ description: 'Words that are not saved yet. What is left out is said in our words.' })
export class PreviewedWords {
  @Field(() => String, { nullable: true, description: 'The subject, with placeholders.' })
  subject?: string | null

  @Field(() => String, { nullable: true, description: 'What it says first, with placeholders.' })
  intro?: string | null
}

@InputType({ description: 'Which email `emailPreview` shows.' })
export class EmailPreviewInput {
  @Field(() => EmailOccasionEnum, { description: 'Which one.' })
  occasion!: MailOccasion

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => PreviewedBrand, { nullable: true, description: 'With this brand; with the saved one where left out.' })
  brand?: PreviewedBrand | null

  @Field(() => PreviewedWords, { nullable: true, description: 'With these words; with the saved ones where left out.' })
  words?: PreviewedWords | null
}

const calendarMethod = ['REQUEST', 'CANCEL'] as const

export const CalendarMethodEnum = enumOf(
  calendarMethod,
  'CalendarMethod',
  'What a calendar event asks a calendar to do (RFC 5546 section 3.2).',
  { REQUEST: 'To put it in, or to change it.', CANCEL: 'To take it out.' },
)

@Extensions(recruiting)
@ObjectType({ description: 'The calendar event that goes with an email, as facts.' })
export class PreviewedCalendarEvent {
  @Field(() => CalendarMethodEnum, { description: 'What it asks the calendar to do.' })
  method!: (typeof calendarMethod)[number]

  @Field(() => String, { description: 'Its title in calendars.' })
  summary!: string

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: Date

  @Field(() => TimeZone, { description: 'The zone in which the email tells it.' })
  timeZone!: string

  @Field(() => String, { nullable: true, description: 'Where it is, as calendars show it.' })
  location!: string | null

  @Field(() => String, { description: 'What calendars show with it.' })
  description!: string

  @Field(() => Int, { description: 'Its SEQUENCE (RFC 5545 section 3.8.7.4).' })
  sequence!: number

  @Field(() => EmailAddress, { description: 'To whom calendars answer.' })
  organizer!: string
}

@Extensions(recruiting)
@ObjectType('EmailPreview', {
  description: 'An email about people who do not exist, as the company would send it now. Nothing is sent or kept.',
})
export class EmailPreviewType {
  @Field(() => EmailOccasionEnum, { description: 'Which one.' })
  occasion!: MailOccasion

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, { description: 'The name it comes from.' })
  senderName!: string

  @Field(() => String, { description: 'Its subject.' })
  subject!: string

  @Field(() => String, {
    description: 'Its HTML, a whole document of its own. It holds no script; show it in a sandboxed frame.',
  })
  html!: string

  @Field(() => String, { description: 'Its plain text, which says the same.' })
  text!: string

  @Field(() => PreviewedCalendarEvent, {
    nullable: true,
    description: 'The calendar event that goes with it; null where none does.',
  })
  calendarEvent!: PreviewedCalendarEvent | null

  @Field(() => Int, { description: 'How many bytes its HTML has. Some mail programs cut what is beyond 100 000.' })
  htmlBytes!: number
}

export const EmailPreviewResult = createUnionType({
  name: 'EmailPreviewResult',
  description: 'What `emailPreview` answers: the email, or why it cannot be.',
  types: () => [EmailPreviewType, InvalidInput] as const,
  resolveType: byKind,
})
