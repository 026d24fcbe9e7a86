import { Extensions, Field, Int, ObjectType } from 'type-graphql'
import { StaffMemberType, type StaffMemberRow } from '../companies/company.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { arrivalState, expectedAt, mostLateMinutes, type ArrivalState } from './arrival.rules.ts'

export const ArrivalStateEnum = enumOf(
  arrivalState,
  'ArrivalState',
  'What somebody who takes part in an interview says of themselves around its hour.',
  {
    HERE: 'They are here: in the meeting or about to be, by the phone, at the place.',
    LATE: 'They are on their way, and say by how many minutes they are late.',
  },
)

@Extensions(orToken({ access: [...staff.access, 'CANDIDATE'] }, 'READ'))
@ObjectType('Arrival', {
  description: 'What somebody last said of their coming. It was pressed by a person, never guessed from a connection.',
})
export class ArrivalType {
  @Field(() => ArrivalStateEnum, { description: 'Whether they are here, or late.' })
  state!: ArrivalState

  @Field(() => Int, {
    nullable: true,
    description: `How many minutes after the start they expect to be there, 1 to ${mostLateMinutes}; null where they are here.`,
  })
  lateMinutes!: number | null

  @Field(() => DateTime, { nullable: true, description: 'When that is; null where they are here.' })
  expectedAt!: Date | null

  @Field(() => DateTime, { description: 'When it was said.' })
  saidAt!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'What one of those who meet the candidate last said of their coming.' })
export class InterviewerArrival {
  @Field(() => StaffMemberType, { description: 'Whose it is.' })
  interviewer!: StaffMemberRow

  @Field(() => ArrivalType, { description: 'What they said.' })
  arrival!: ArrivalType
}

/** Columns of an arrival; all null where nothing was said. */
export interface ArrivalColumns {
  state: ArrivalState | null
  lateMinutes: number | null
  saidAt: string | null
}

/** What is shown of an arrival; null where nothing was said. */
export const shownArrival = (startsAt: Date, { state, lateMinutes, saidAt }: ArrivalColumns): ArrivalType | null =>
  state && saidAt ? { state, lateMinutes, expectedAt: expectedAt(startsAt, { state, lateMinutes }), saidAt } : null
