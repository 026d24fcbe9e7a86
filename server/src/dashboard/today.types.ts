import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { DateTime, LocalDate } from '../shared/graphql/scalars.ts'
import {
  answerMattersHours,
  answerPatienceMinutes,
  attentionKind,
  panelMattersHours,
  type AttentionKind,
} from './attention.ts'

@Extensions(staff)
@ObjectType('Today', {
  description: 'The day that it is in a zone, as far as whoever asks may see it.',
})
export class TodayType {
  @Field(() => ID, { description: "The company's id." })
  id!: string

  @Field(() => DateTime, { description: "The server's clock." })
  now!: string

  @Field(() => LocalDate, { description: 'Which day it is in the zone.' })
  date!: string

  @Field(() => DateTime, { description: 'Its first instant.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'The instant at which the next day begins.' })
  endsAt!: string

  @Field(() => Int, { description: 'How many interviews of this day were held.' })
  heldCount!: number
}

export const AttentionKindEnum = enumOf(attentionKind, 'AttentionKind', 'Why something needs somebody.', {
  NO_SHOW_SUGGESTED: 'The candidate has not come: mark a no-show, or say that they came.',
  SCORECARD_OWED: 'Whoever asks met the candidate and owes their scorecard.',
  TIME_PROPOSED: 'A participant would rather have another time: accept or dismiss the proposal.',
  DECLINED: 'The candidate does not come, and the interview still stands: move it or call it off.',
  UNANSWERED: `The candidate has not answered, and it begins within ${answerMattersHours} hours; not told for ${answerPatienceMinutes} minutes after an invitation was sent.`,
  EMAIL_IN_TROUBLE:
    'The newest email about what lies ahead did not arrive: it bounced, failed, or there is no address and nobody has opened the page.',
  NOBODY_MEETS: `It begins within ${panelMattersHours} hours, and nobody is named to meet the candidate.`,
  END_UNTOLD: 'Its time is over, the candidate came, and nobody has told how it ended.',
})

@Extensions(staff)
@ObjectType({ description: 'Something that needs somebody, with its one reason.' })
export class Attention {
  @Field(() => ID, { description: 'The same as long as the same thing needs somebody for the same reason.' })
  id!: string

  @Field(() => AttentionKindEnum, { description: 'The reason.' })
  kind!: AttentionKind

  @Field(() => DateTime, {
    description:
      'By what it is sorted: the start of what is missed or lies ahead, the end of what was held, or when the email was queued.',
  })
  dueAt!: string
}

export const AttentionConnection = connectionOf('Attention', () => Attention, staff)
