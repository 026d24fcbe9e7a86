import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import type { Language } from '../shared/language.ts'
import { longestWords, mailOccasion, type MailOccasion } from './mail-words.rules.ts'

export const EmailOccasionEnum = enumOf(
  mailOccasion,
  'EmailOccasion',
  'On which occasion Greenroom sends an email, and to whom. Each has words of its own.',
  {
    INVITATION: 'To the candidate: the interview is arranged.',
    CHOSEN: 'To the candidate: the interview is arranged at the time that they chose themselves.',
    MOVE: 'To the candidate: it has another time.',
    CHANGE: 'To the candidate: something else about it has changed.',
    CANCELLATION: 'To the candidate: it was called off.',
    RELEASED: 'To an address that the candidate had before: what came there is withdrawn, and the interview stays.',
    REMINDER: 'To the candidate, some time before the interview.',
    CHOOSE_SLOT: 'To the candidate: they may choose a time.',
    WAITLIST_OFFER: 'To the candidate: a place that they wait for is kept for them for a while.',
    WAITLIST_CANCELLATION: 'To the candidate: the slot was called off in which they waited for a place.',
    APPROVAL: 'To the candidate, where somebody asks for it: they were chosen.',
    REJECTION: 'To the candidate, where somebody asks for it: they were not.',
    INTERVIEWER_INVITATION: 'To an interviewer: they meet a candidate.',
    INTERVIEWER_CHOSEN: 'To an interviewer: a candidate has chosen a time with them.',
    INTERVIEWER_MOVE: 'To an interviewer: the interview has another time.',
    INTERVIEWER_CHANGE: 'To an interviewer: something else about it has changed.',
    INTERVIEWER_CANCELLATION: 'To an interviewer: it was called off.',
    INTERVIEWER_RELEASED: 'To an interviewer: it takes place without them.',
    INTERVIEWER_REMINDER: 'To an interviewer, some time before the interview.',
    FEEDBACK_REQUEST: 'To an interviewer, once the interview was held: their scorecard is asked for.',
    FEEDBACK_REMINDER: 'To an interviewer who still owes it, some time after that.',
    STAFF_INVITATION: 'To somebody who was added to the company: the link at which they join.',
    PASSWORD_RESET:
      'To a staff member who has forgotten their password, where they ask for it: a link to choose another.',
  },
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What may stand in braces in the words of an email.' })
export class EmailPlaceholder {
  @Field(() => String, { description: 'Its name, such as `jobTitle`; in words it is written `{jobTitle}`.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether a subject must have it.' })
  requiredInSubject!: boolean
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('EmailWords', { description: 'What an email says in one language where a company may choose.' })
export class EmailWordsType {
  @Field(() => ID, { description: 'Its occasion and its language, as one text.' })
  id!: string

  @Field(() => EmailOccasionEnum, { description: 'On which occasion it is sent.' })
  occasion!: MailOccasion

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, {
    description: 'Its subject, with placeholders. With their values it has at most 150 characters.',
  })
  subject!: string

  @Field(() => String, {
    description: 'What it says first, with placeholders; an empty line begins a new paragraph.',
  })
  intro!: string

  @Field(() => Boolean, { description: "Whether any of it is the company's own." })
  isAdapted!: boolean

  @Field(() => String, { description: 'The subject of a company that has chosen none.' })
  defaultSubject!: string

  @Field(() => String, { description: 'The introduction of a company that has chosen none.' })
  defaultIntro!: string

  @Field(() => [EmailPlaceholder], { description: 'What may stand in braces in it.' })
  placeholders!: EmailPlaceholder[]
}

@InputType({ description: 'What `updateEmailWords` needs.' })
export class UpdateEmailWordsInput {
  @Field(() => EmailOccasionEnum, { description: 'On which occasion it is sent.' })
  occasion!: MailOccasion

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, {
    nullable: true,
    description: `The subject, one line of up to ${longestWords.subject} characters with \`{jobTitle}\` in it; left out for ours.`,
  })
  subject?: string | null

  @Field(() => String, {
    nullable: true,
    description: `What it says first, plain text of up to ${longestWords.intro} characters; left out for ours.`,
  })
  intro?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateEmailWordsResult = createUnionType({
  name: 'UpdateEmailWordsResult',
  description: 'What `updateEmailWords` answers: what was asked for, or why not.',
  types: () => [EmailWordsType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
