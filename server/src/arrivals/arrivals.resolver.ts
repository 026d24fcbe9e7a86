import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { admissionWindow } from '../candidate-access/admission.rules.ts'
import { ownInterview, readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { companyById } from '../companies/company.types.ts'
import { lateFrom } from '../interviews/arrival.rules.ts'
import { ArrivalType, InterviewerArrival, shownArrival } from '../interviews/arrival.types.ts'
import { InterviewType, arrivalsOfInterview, interviewById, type InterviewRow } from '../interviews/interview.types.ts'
import { noShowSuggestionOf } from '../interviews/no-show-suggested.ts'
import { keyHolder, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { DateTime, isoText } from '../shared/graphql/scalars.ts'
import {
  SayArrivalInput,
  SayArrivalResult,
  SayCandidateIsHereInput,
  SayOwnArrivalInput,
  SayOwnArrivalResult,
} from './arrivals.types.ts'
import type { makeSayArrival, makeSayCandidateIsHere, makeSayOwnArrival } from './say-arrival.ts'

const theInterview = ({ reading }: Context, { id }: { id: string }) => interviewById(reading).load(id)

@Resolver()
export class ArrivalsResolver {
  constructor(
    private readonly arrivals: {
      sayOwnArrival: ReturnType<typeof makeSayOwnArrival>
      sayArrival: ReturnType<typeof makeSayArrival>
      sayCandidateIsHere: ReturnType<typeof makeSayCandidateIsHere>
    },
  ) {}

  @Extensions(keyHolder)
  @Mutation(() => SayOwnArrivalResult, {
    description:
      'The candidate says that they are here, from the opening of the lobby on, or by how much they are late, from an hour before the start on. The last word counts; said again it changes nothing. The interview begins once they and one of those who meet them are here.',
  })
  async sayOwnArrival(@Ctx() context: Context, @Arg('input', () => SayOwnArrivalInput) input: SayOwnArrivalInput) {
    const answer = await this.arrivals.sayOwnArrival(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', ({ reading }, { id }) => readCandidateInterview(reading, id))
  }

  @Extensions(staff)
  @Mutation(() => SayArrivalResult, {
    description:
      'Somebody who meets the candidate says the same of themselves; NOT_FOUND for an interview in which they meet nobody.',
  })
  async sayArrival(@Ctx() context: Context, @Arg('input', () => SayArrivalInput) input: SayArrivalInput) {
    const answer = await this.arrivals.sayArrival(context.actor, input)
    return present(context, answer, 'Interview', theInterview)
  }

  @Extensions(staff)
  @Mutation(() => SayArrivalResult, {
    description:
      'Says on the candidate’s behalf that they are here, as their own word would: a no-show is suggested no more. For recruiters, and for interviewers of theirs.',
  })
  async sayCandidateIsHere(
    @Ctx() context: Context,
    @Arg('input', () => SayCandidateIsHereInput) input: SayCandidateIsHereInput,
  ) {
    const answer = await this.arrivals.sayCandidateIsHere(context.actor, input)
    return present(context, answer, 'Interview', theInterview)
  }
}

const startOf = ({ startsAt }: InterviewRow) => new Date(isoText(startsAt))

async function opensAt({ reading }: Context, interview: InterviewRow): Promise<Date> {
  const company = (await companyById(reading).load(reading.companyId))!
  return admissionWindow(startOf(interview), company).opensAt
}

@Resolver(() => InterviewType)
export class ArrivalsOfInterviewResolver {
  @FieldResolver(() => DateTime, {
    description: 'When the lobby opens; from then on everybody may say that they are here.',
  })
  opensAt(@Ctx() context: Context, @Root() interview: InterviewRow) {
    return opensAt(context, interview)
  }

  @FieldResolver(() => DateTime, { description: 'From when on everybody may say that they are late.' })
  async lateFrom(@Ctx() context: Context, @Root() interview: InterviewRow) {
    return lateFrom(startOf(interview), await opensAt(context, interview))
  }

  @FieldResolver(() => ArrivalType, {
    nullable: true,
    description:
      'What the candidate last said of their coming, or somebody of the company on their behalf; null where nobody has, and again once the interview has another start or mode.',
  })
  candidateArrival(@Root() interview: InterviewRow) {
    return shownArrival(startOf(interview), {
      state: interview.candidateArrivalState,
      lateMinutes: interview.candidateLateMinutes,
      saidAt: interview.candidateArrivalAt,
    })
  }

  @FieldResolver(() => [InterviewerArrival], {
    description:
      'The same of those who meet the candidate and have said something: who is here first, then who is least late.',
  })
  async interviewerArrivals(@Ctx() { reading }: Context, @Root() interview: InterviewRow) {
    const said = await arrivalsOfInterview(reading).load(interview.id)
    return said.map((row) => ({ interviewer: row, arrival: shownArrival(startOf(interview), row) }))
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'Since when a no-show is suggested, by the database’s clock: the company’s grace after the start is over, and what the candidate said to be late by, and nobody has said that they are here. Null where it is not suggested. Nothing happens by itself: `markNoShow` or `sayCandidateIsHere` settles it.',
  })
  async noShowSuggestedSince(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return (await noShowSuggestionOf(reading).load(id))?.since ?? null
  }
}
