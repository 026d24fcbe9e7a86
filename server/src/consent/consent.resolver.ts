import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import {
  CandidateInterview,
  ownInterview,
  readCandidateInterview,
  type CandidateInterviewRow,
} from '../candidate-access/candidate-interview.types.ts'
import { CompanyType, companyById } from '../companies/company.types.ts'
import { InterviewType, type InterviewRow } from '../interviews/interview.types.ts'
import { kitOfInterview } from '../interviews/kit-of-interview.ts'
import { adminOnly, keyHolder, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { language } from '../shared/language.ts'
import type { Reading } from '../shared/reading.ts'
import { ourConsentWords, servicesFor, type OutsideService } from './consent.rules.ts'
import {
  ConsentType,
  GiveConsentInput,
  GiveConsentResult,
  GivenConsentType,
  RoomSettingsType,
  UpdateRoomSettingsInput,
  UpdateRoomSettingsResult,
  WithdrawConsentInput,
  WithdrawConsentResult,
  consentOfInterview,
} from './consent.types.ts'
import type { makeGiveConsent } from './give-consent.ts'
import { offeredConsent, readRoomRules } from './offered-consent.ts'
import type { makeUpdateRoomSettings } from './update-room-settings.ts'
import type { makeWithdrawConsent } from './withdraw-consent.ts'

async function settingsOf(reading: Reading, services: readonly OutsideService[]): Promise<RoomSettingsType> {
  const [{ words, ...rules }, { texts }] = await Promise.all([
    readRoomRules(reading),
    offeredConsent(reading, services),
  ])
  return {
    id: reading.companyId,
    ...rules,
    services,
    words: language.map((each) => ({
      language: each,
      text: words[each] ?? ourConsentWords[each],
      isAdapted: words[each] !== undefined,
      defaultText: ourConsentWords[each],
      shown: texts[each],
    })),
  }
}

@Resolver(() => RoomSettingsType)
export class RoomSettingsResolver {
  constructor(
    private readonly room: { updateRoomSettings: ReturnType<typeof makeUpdateRoomSettings> },
    private readonly services: readonly OutsideService[],
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => RoomSettingsType, { description: 'What the company says before it records, and what its rooms allow.' })
  roomSettings(@Ctx() { reading }: Context) {
    return settingsOf(reading, this.services)
  }

  @FieldResolver(() => CompanyType, { description: 'Whose they are.' })
  company(@Ctx() { reading }: Context) {
    return companyById(reading).load(reading.companyId)
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateRoomSettingsResult, {
    description:
      'Says what candidates are asked to agree to, and what rooms allow, from now on. What somebody agreed to before stays as it was.',
  })
  async updateRoomSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateRoomSettingsInput) input: UpdateRoomSettingsInput,
  ) {
    const answer = await this.room.updateRoomSettings(context.actor, input)
    return present(context, answer, 'RoomSettings', ({ reading }) => settingsOf(reading, this.services))
  }
}

const readInterview = ({ reading }: Context, { id }: { id: string }) => readCandidateInterview(reading, id)

@Resolver(() => CandidateInterview)
export class ConsentResolver {
  constructor(
    private readonly room: {
      giveConsent: ReturnType<typeof makeGiveConsent>
      withdrawConsent: ReturnType<typeof makeWithdrawConsent>
    },
    private readonly services: readonly OutsideService[],
  ) {}

  @FieldResolver(() => ConsentType, {
    nullable: true,
    description: 'What the candidate is asked to agree to before anything is recorded; null outside SELF_GUIDED.',
  })
  async consent(
    @Ctx() { reading }: Context,
    @Root() { id, mode, language: own }: CandidateInterviewRow,
  ): Promise<Omit<ConsentType, 'text'> | null> {
    if (mode !== 'SELF_GUIDED') return null
    const kit = await kitOfInterview(reading).load(id)
    return { ...(await offeredConsent(reading, servicesFor(this.services, kit?.questions ?? []))), language: own }
  }

  @FieldResolver(() => GivenConsentType, {
    nullable: true,
    description:
      'What the candidate agreed to last; null where they never did. It stands when the words change, and means those that were read.',
  })
  givenConsent(@Ctx() { reading }: Context, @Root() { id }: CandidateInterviewRow) {
    return consentOfInterview(reading).load(id)
  }

  @Extensions(keyHolder)
  @Mutation(() => GiveConsentResult, {
    description:
      'The candidate agrees to be recorded, in the words that they have read, before the interview or while it runs. Repeated, it changes nothing.',
  })
  async giveConsent(@Ctx() context: Context, @Arg('input', () => GiveConsentInput) input: GiveConsentInput) {
    const answer = await this.room.giveConsent(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', readInterview)
  }

  @Extensions(keyHolder)
  @Mutation(() => WithdrawConsentResult, {
    description:
      'The candidate takes their consent back, at any time. From then on nothing more is recorded, and what had not come to the company by then stays out; what had, stays. Without consent it changes nothing.',
  })
  async withdrawConsent(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawConsentInput, { nullable: true }) input?: WithdrawConsentInput | null,
  ) {
    const answer = await this.room.withdrawConsent(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', readInterview)
  }
}

@Resolver(() => InterviewType)
export class ConsentOfInterviewResolver {
  @FieldResolver(() => GivenConsentType, {
    nullable: true,
    description: 'What the candidate agreed to before they were recorded; null where they never did.',
  })
  givenConsent(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return consentOfInterview(reading).load(id)
  }
}
