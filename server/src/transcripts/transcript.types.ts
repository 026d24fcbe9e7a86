import { sql } from 'kysely'
import { Extensions, Field, ObjectType } from 'type-graphql'
import { orToken, staff } from '../shared/graphql/access.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import type { TranscriptStatus } from './transcript.rules.ts'

const shown = ['WAITING', 'READY', 'FAILED'] as const satisfies readonly TranscriptStatus[]

export const TranscriptStatusEnum = enumOf(shown, 'TranscriptStatus', 'Where a transcript is in its life.', {
  WAITING: 'The service was not asked yet, or is asked again after a failure.',
  READY: 'It is written.',
  FAILED: 'The service could not write it, also when it was asked again. The recording is here all the same.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('Transcript', {
  description:
    'What was said in a recording, as a program outside of Greenroom has written it down: it may have misheard.',
})
export class TranscriptType {
  @Field(() => TranscriptStatusEnum, { description: 'Where it is in its life.' })
  status!: (typeof shown)[number]

  @Field(() => String, {
    nullable: true,
    description: 'The words; empty where nothing was said, null where they are not READY.',
  })
  text!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'The language that was heard, as the service calls it, such as `en` or `english`; null where it did not say.',
  })
  language!: string | null

  @Field(() => String, { description: 'The host that the recording goes to, as the candidate’s consent names it.' })
  sentTo!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was sent there last; null where it never was.' })
  sentAt!: string | null
}

interface TranscriptRow extends TranscriptType {
  answerId: string
}

/** The transcripts of some takes that count. */
export const transcriptOfAnswer = oneByKey<TranscriptRow>(
  (reading, answerIds) =>
    reading.rows(sql<TranscriptRow>`select answer_id as "answerId", status, text, language, sent_to as "sentTo",
        to_json(sent_at) as "sentAt"
      from transcript where company_id = ${reading.companyId} and answer_id = any(${answerIds})
        and status = any(${[...shown]})`),
  (row) => row.answerId,
)
