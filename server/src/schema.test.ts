import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { letter } from '../test/answers.ts'
import { hoursAhead } from '../test/clock.ts'
import { everythingBehind, promisedSchema } from '../test/documents.ts'
import { openHouse } from '../test/house.ts'
import { someRecording, voiceOf } from '../test/recording.ts'
import { granted, signIn, tellStory, Asker, type Candidate, type StaffMember, type Story } from '../test/story.ts'
import { until } from '../test/until.ts'
import { readMessage } from './replies/read-message.ts'
import { newId } from './shared/id.ts'
import type { AskerKind } from './shared/graphql/access.ts'

const house = await openHouse()

type Root = 'query' | 'mutation' | 'subscription'
const rootFields = (['query', 'mutation', 'subscription'] as const).flatMap((root) =>
  Object.values(
    (root === 'query'
      ? promisedSchema.getQueryType()
      : root === 'mutation'
        ? promisedSchema.getMutationType()
        : promisedSchema.getSubscriptionType())!.getFields(),
  ).map((field) => ({ root, field })),
)

/** What an input needs that its type does not say: without it something else is wrong than the id that is tried. */
const needsAlso: Record<string, (ids: (name: string) => unknown) => object> = {
  SlotInput: () => ({ durationMinutes: 30, mode: 'PHONE' }),
  ScheduleInterviewInput: () => ({ durationMinutes: 30, mode: 'PHONE' }),
  AvailabilityInput: (ids) => ({
    interviewerIds: [ids('interviewerId')],
    durationMinutes: 30,
    from: hoursAhead(1),
    to: hoursAhead(24 * 7),
  }),
  // What the stories arrange lies within the days ahead.
  AnalyticsInput: () => ({
    from: hoursAhead(-24).toISOString().slice(0, 10),
    to: hoursAhead(24 * 40)
      .toISOString()
      .slice(0, 10),
  }),
  OpenSlotsInput: (ids) => ({ templateId: ids('templateId') }),
  ChangeInterviewsInput: () => ({ days: 1 }),
  CreateCalendarFeedInput: () => ({ scope: 'OWN' }),
  // The list that everybody of a company has.
  OrderSavedViewsInput: () => ({ list: 'INTERVIEWS' }),
  SetDefaultViewInput: () => ({ list: 'INTERVIEWS' }),
  EndAnswerInput: () => ({ sha256: 'a'.repeat(64) }),
  UpdateKitInput: () => ({ version: 1 }),
}

/** Something of a type that may be sent, as little as is needed; `ids` gives the ids by the name of their field. */
function anInput(type: GraphQLInputType, name: string, ids: (name: string) => unknown): unknown {
  const bare = getNullableType(type)
  if (isListType(bare)) return [anInput(bare.ofType, name, ids)]
  const named = getNamedType(type)
  // By phone no place is needed, so nothing else is wrong with the input.
  if (isEnumType(named)) return named.getValue('PHONE')?.name ?? named.getValues()[0]!.name
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter(isRequiredInputField)
    return {
      ...Object.fromEntries(required.map((field) => [field.name, anInput(field.type, field.name, ids)])),
      ...needsAlso[named.name]?.(ids),
    }
  }
  if (named.name === 'ID') return ids(name)
  if (named.name === 'LocalDate') return '2099-01-05'
  if (named.name === 'DateTime') return '2099-01-01T09:00:00Z'
  if (named.name === 'EmailAddress') return 'nobody@staff.test'
  if (named.name === 'LocalTime') return name === 'to' ? '17:00' : '09:00'
  if (named.name === 'Int') return 30
  if (named.name === 'Boolean') return true
  return 'Anything'
}

const ofPages = ['first', 'after', 'last', 'before']

function operation(root: Root, field: GraphQLField<unknown, unknown>, selection: string): string {
  // A page of everything there is must not hold more than anybody may ask for.
  const isPaged = field.args.some(({ name }) => name === 'first')
  const args = field.args.filter(({ name }) => !isPaged || !ofPages.includes(name))
  const head = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const passed = [...args.map((arg) => `${arg.name}: $${arg.name}`), ...(isPaged ? ['first: 10'] : [])].join(', ')
  return `${root}${head ? `(${head})` : ''} { ${field.name}${passed ? `(${passed})` : ''} ${selection} }`
}

const requiredVariables = (field: GraphQLField<unknown, unknown>, ids: (name: string) => unknown = () => newId()) =>
  Object.fromEntries(field.args.filter(isRequiredArgument).map((arg) => [arg.name, anInput(arg.type, arg.name, ids)]))

const shallow = (field: GraphQLField<unknown, unknown>) => everythingBehind(field, { depth: 0 }) && '{ __typename }'

describe('who may ask', () => {
  const everybody: AskerKind[] = ['NOBODY', 'CANDIDATE', 'CHOOSER', 'INTERVIEWER', 'RECRUITER', 'ADMIN']
  /** Programs, each with a token that has READ and this scope. */
  const reads: AskerKind[] = ['TOKEN_READ', 'TOKEN_SCHEDULE', 'TOKEN_CONTACT', 'TOKEN_ADMIN']
  const schedules: AskerKind[] = ['TOKEN_SCHEDULE']
  const readsContact: AskerKind[] = ['TOKEN_CONTACT']
  const administers: AskerKind[] = ['TOKEN_ADMIN']
  const kinds = [...everybody, ...reads]
  const staff: AskerKind[] = ['INTERVIEWER', 'RECRUITER', 'ADMIN']
  const recruiting: AskerKind[] = ['RECRUITER', 'ADMIN']
  const admin: AskerKind[] = ['ADMIN']
  const candidate: AskerKind[] = ['CANDIDATE']
  const chooser: AskerKind[] = ['CHOOSER']

  const mayAsk: Record<string, AskerKind[]> = {
    'query installation': everybody,
    'query staffInvitation': everybody,
    'query people': [...admin, ...administers],
    'query viewer': [...everybody, ...reads],
    'query interview': [...staff, ...reads],
    'query interviews': [...staff, ...reads],
    'query slot': [...recruiting, ...reads],
    'query slots': [...recruiting, ...reads],
    'query planInterviewChanges': [...recruiting, ...schedules],
    'query planApplicationChanges': [...recruiting, ...schedules],
    'query planReschedule': [...recruiting, ...schedules],
    'query planCandidateMerge': recruiting,
    'query slotTemplates': [...recruiting, ...reads],
    'query savedViews': staff,
    'query previewSlots': [...recruiting, ...reads],
    'query freeTimes': [...recruiting, ...reads],
    'query explainAvailability': [...recruiting, ...reads],
    'query availableSlots': [...recruiting, ...reads],
    'query blockedPeriods': [...recruiting, ...reads],
    'query application': [...recruiting, ...reads],
    'query applications': [...recruiting, ...reads],
    'query candidate': [...recruiting, ...reads],
    'query candidates': [...recruiting, ...reads],
    'query jobs': [...recruiting, ...reads],
    'query kit': [...staff, ...reads],
    'query kits': [...staff, ...reads],
    'query apiTokens': admin,
    'mutation createApiToken': admin,
    'mutation revokeApiToken': admin,
    'query staff': [...recruiting, ...reads],
    'query deliveries': [...recruiting, ...reads],
    'query inboundMessages': [...recruiting, ...readsContact],
    'query calendarFeeds': staff,
    'query calendarSources': staff,
    'query mailQueue': [...recruiting, ...reads],
    'query mailCheck': [...admin, ...administers],
    'query mailSettings': [...admin, ...administers],
    'query auditLog': [...admin, ...administers],
    'query analytics': [...recruiting, ...reads],
    'query companyBrand': [...recruiting, ...reads],
    'query emailWords': [...recruiting, ...reads],
    'query owedScorecards': staff,
    'query reminderSettings': [...recruiting, ...reads],
    'query roomSettings': [...recruiting, ...reads],
    'query emailPreview': recruiting,
    'query schedulingSettings': [...staff, ...reads],
    'query interviewerSchedule': [...staff, ...reads],
    'query interviewerSchedules': [...recruiting, ...reads],
    'query candidateInterview': candidate,
    'query candidateChoice': chooser,
    'query bookableSlots': ['CANDIDATE', 'CHOOSER'],
    'mutation setUp': everybody,
    'mutation join': everybody,
    'mutation switchCompany': staff,
    'mutation openDemo': admin,
    'mutation removeDemo': admin,
    'mutation addPerson': admin,
    'mutation changeRole': admin,
    'mutation deactivatePerson': admin,
    'mutation reactivatePerson': admin,
    'mutation removeSecondFactor': admin,
    'mutation signIn': everybody,
    'mutation confirmSignIn': everybody,
    'mutation signOut': everybody,
    'mutation updateAdmissionSettings': [...admin, ...administers],
    'mutation updateCompany': [...admin, ...administers],
    'mutation updateProfile': staff,
    'query sessions': staff,
    'query passwordReset': everybody,
    'mutation askForPasswordLink': everybody,
    'mutation resetPassword': everybody,
    'mutation endSession': staff,
    'mutation endOtherSessions': staff,
    'mutation changePassword': staff,
    'mutation beginSecondFactor': staff,
    'mutation turnOnSecondFactor': staff,
    'mutation renewRecoveryCodes': staff,
    'mutation turnOffSecondFactor': staff,
    'mutation updateCompanyBrand': [...admin, ...administers],
    'mutation uploadCompanyLogo': [...admin, ...administers],
    'mutation updateEmailWords': [...admin, ...administers],
    'query today': staff,
    'mutation updateReminderSettings': [...admin, ...administers],
    'mutation updateRoomSettings': [...admin, ...administers],
    'mutation createJob': [...recruiting, ...schedules],
    'mutation createKit': recruiting,
    'mutation updateKit': recruiting,
    'mutation archiveKit': recruiting,
    'mutation restoreKit': recruiting,
    'mutation setJobRounds': recruiting,
    'mutation createCandidate': [...recruiting, ...schedules],
    'mutation updateCandidate': [...recruiting, ...schedules],
    'mutation createApplication': [...recruiting, ...schedules],
    'mutation createSlots': [...recruiting, ...schedules],
    'mutation openSlots': [...recruiting, ...schedules],
    'mutation closeSlot': [...recruiting, ...schedules],
    'mutation reopenSlot': [...recruiting, ...schedules],
    'mutation updateSlot': [...recruiting, ...schedules],
    'mutation cancelSlot': [...recruiting, ...schedules],
    'mutation createSlotTemplate': [...recruiting, ...schedules],
    'mutation updateSlotTemplate': [...recruiting, ...schedules],
    'mutation deleteSlotTemplate': [...recruiting, ...schedules],
    'mutation createBlockedPeriod': [...recruiting, ...schedules],
    'mutation deleteBlockedPeriod': [...recruiting, ...schedules],
    'mutation updateSchedulingSettings': [...admin, ...administers],
    'mutation setInterviewerLimits': [...staff, ...schedules],
    'mutation setWorkingHours': [...staff, ...schedules],
    'mutation addTimeOff': [...staff, ...schedules],
    'mutation removeTimeOff': [...staff, ...schedules],
    'mutation createSavedView': staff,
    'mutation updateSavedView': staff,
    'mutation deleteSavedView': staff,
    'mutation orderSavedViews': staff,
    'mutation setDefaultView': staff,
    'mutation createCalendarFeed': staff,
    'mutation renewCalendarFeed': staff,
    'mutation revokeCalendarFeed': staff,
    'mutation addCalendarSource': staff,
    'mutation updateCalendarSource': staff,
    'mutation readCalendarSource': staff,
    'mutation removeCalendarSource': staff,
    'mutation bookSlot': [...recruiting, ...schedules],
    'mutation rescheduleInterview': [...recruiting, ...schedules],
    'mutation scheduleInterview': [...recruiting, ...schedules],
    'mutation cancelInterview': [...recruiting, ...schedules],
    'mutation changeInterviews': [...recruiting, ...schedules],
    'mutation changeApplications': [...recruiting, ...schedules],
    'mutation completeInterview': [...recruiting, ...schedules],
    'mutation markNoShow': [...recruiting, ...schedules],
    'mutation saveScorecard': staff,
    'mutation submitScorecard': staff,
    'mutation discardScorecardDraft': staff,
    'mutation addAnswerNote': staff,
    'mutation updateAnswerNote': staff,
    'mutation removeAnswerNote': staff,
    'mutation removeAnswers': recruiting,
    'mutation decideApplication': [...recruiting, ...schedules],
    'mutation withdrawApplication': [...recruiting, ...schedules],
    'mutation mergeCandidates': recruiting,
    'mutation inviteToChoose': [...recruiting, ...schedules],
    'mutation revokeSchedulingLink': [...recruiting, ...schedules],
    'mutation resendInvitation': [...recruiting, ...schedules],
    'mutation resendEmail': [...recruiting, ...schedules],
    'mutation withdrawEmail': [...recruiting, ...schedules],
    'mutation tryMailQueueNow': admin,
    'mutation checkMail': admin,
    'mutation updateMailSettings': [...admin, ...administers],
    'mutation rescheduleOwnInterview': candidate,
    'mutation cancelOwnInterview': candidate,
    'mutation holdSlot': chooser,
    'mutation releaseSlot': chooser,
    'mutation chooseSlot': chooser,
    'mutation joinWaitlist': chooser,
    'mutation leaveWaitlist': chooser,
    'mutation sayOwnArrival': candidate,
    'mutation sayArrival': staff,
    'mutation sayCandidateIsHere': staff,
    'mutation startInterview': candidate,
    'mutation finishInterview': candidate,
    'mutation giveConsent': candidate,
    'mutation withdrawConsent': candidate,
    'mutation beginAnswer': candidate,
    'mutation endAnswer': candidate,
    'mutation answerInText': candidate,
    'mutation goToNextQuestion': candidate,
    'mutation respondToInvitation': candidate,
    'mutation proposeTime': candidate,
    'mutation acceptProposal': [...recruiting, ...schedules],
    'mutation dismissProposal': [...recruiting, ...schedules],
    'mutation applyInboundMessage': recruiting,
    'mutation dismissInboundMessage': recruiting,
    'mutation restoreInboundMessage': recruiting,
    'subscription emailSent': [...staff, ...reads],
    'subscription interviewStatusChanged': [...staff, ...reads],
    'subscription onlookersChanged': staff,
    'subscription slotChanged': [...recruiting, ...reads],
    'subscription invitationAnswered': [...staff, ...reads],
    'subscription scorecardChanged': [...staff, ...reads],
    'subscription applicationChanged': [...recruiting, ...reads],
    'subscription candidateChanged': [...recruiting, ...reads],
    'subscription jobChanged': [...recruiting, ...reads],
    'subscription kitChanged': [...staff, ...reads],
    'subscription personChanged': [...admin, ...administers],
    'subscription answerNoteChanged': [...staff, ...reads],
    'subscription mailQueueChanged': [...recruiting, ...reads],
    'subscription mailCheckChanged': [...admin, ...administers],
    'subscription viewerChanged': staff,
    'subscription candidateInterviewChanged': candidate,
    'subscription bookableSlotChanged': ['CANDIDATE', 'CHOOSER'],
  }

  const askers = {} as Record<AskerKind, Asker>
  beforeAll(async () => {
    const story = await tellStory(house)
    const chooses = await story.applicant()
    const invited = granted(await (await story.recruiter()).invitesToChoose(chooses))
    Object.assign(askers, {
      NOBODY: story.nobody(),
      CHOOSER: chooses.mayChoose(invited['url']).chooser,
      CANDIDATE: (await story.arranged()).candidate.holder,
      INTERVIEWER: await story.interviewer(),
      RECRUITER: await story.recruiter(),
      ADMIN: await story.admin(),
      TOKEN_READ: await story.program('READ'),
      TOKEN_SCHEDULE: await story.program('SCHEDULE'),
      TOKEN_CONTACT: await story.program('CONTACT'),
      TOKEN_ADMIN: await story.program('ADMIN'),
    })
  })

  test('is written here for every root field of the schema', () => {
    expect(Object.keys(mayAsk).sort()).toEqual(rootFields.map(({ root, field }) => `${root} ${field.name}`).sort())
  })

  const turnedAway = (kind: AskerKind) => (kind === 'NOBODY' ? 'UNAUTHENTICATED' : 'FORBIDDEN')

  test.each(rootFields.filter(({ root }) => root !== 'subscription'))('$root $field.name', async ({ root, field }) => {
    const query = operation(root, field, shallow(field))
    const allowed: AskerKind[] = []
    for (const kind of kinds) {
      // Signing out would end the session that the others' questions are asked with.
      const asker = field.name === 'signOut' && everybody.includes(kind) ? new Asker(house) : askers[kind]
      const { errors, data, status } = await asker.ask(query, requiredVariables(field))
      const code = errors?.[0]?.extensions.code
      if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') {
        expect(code).toBe(turnedAway(kind))
        expect(data?.[field.name] ?? null).toBeNull()
      } else {
        expect(['NOT_FOUND', undefined]).toContain(code)
        allowed.push(kind)
      }
      expect(status).toBe(200)
    }
    expect(allowed).toEqual(mayAsk[`${root} ${field.name}`])
  })

  test.each(rootFields.filter(({ root }) => root === 'subscription'))('$root $field.name', async ({ root, field }) => {
    const query = operation(root, field, shallow(field))
    for (const kind of kinds.slice(1)) {
      const ears = askers[kind].listens()
      await ears.opened()
      const wanted = ears.to(query, requiredVariables(field))
      // What is refused is refused before a later question on the same socket gets its answer.
      const later = ears.to('subscription { nothing }')
      const allowed = mayAsk[`${root} ${field.name}`]!.includes(kind)
      await until('the answers', () => later.ended() !== undefined && (allowed || wanted.ended() !== undefined))
      if (allowed) expect(wanted.ended()).toBeUndefined()
      else expect(JSON.stringify([wanted.heard, wanted.ended()])).toContain('"code":"FORBIDDEN"')
      await ears.close()
    }
  })

  test('on a socket: nobody who has not proven who they are', async () => {
    for (const asker of [
      askers.NOBODY,
      new Asker(house, { authorization: 'Candidate nonsense' }),
      new Asker(house, { authorization: 'Bearer nonsense' }),
    ]) {
      const { code } = await asker.listens().closed()
      expect(code).toBe(4403)
    }
  })
})

/** Every place in the arguments of a root field where an id may stand, as a path into its variables. */
function idPaths(field: GraphQLField<unknown, unknown>): string[][] {
  const walk = (type: GraphQLInputType, path: string[]): string[][] => {
    const bare = getNullableType(type)
    if (isListType(bare)) return walk(bare.ofType, [...path, '0'])
    const named = getNamedType(type)
    if (isInputObjectType(named))
      return Object.values(named.getFields()).flatMap((inner) => walk(inner.type, [...path, inner.name]))
    return named.name === 'ID' ? [path] : []
  }
  return field.args.flatMap((arg) => walk(arg.type, [arg.name]))
}

function withAt(variables: Record<string, unknown>, [first, ...rest]: string[], value: unknown): unknown {
  const copy: Record<string, unknown> | unknown[] = /^\d+$/.test(first!)
    ? [...(Array.isArray(variables) ? (variables as unknown[]) : [])]
    : { ...variables }
  const inner = (copy as Record<string, unknown>)[first!] as Record<string, unknown> | undefined
  ;(copy as Record<string, unknown>)[first!] = rest.length === 0 ? value : withAt(inner ?? {}, rest, value)
  return copy
}

/** A company with one of everything, each thing ready for what may be done to it. */
async function furnished(mark = 'ours') {
  const story = await tellStory(house, { name: `${mark} Company` })
  const recruiter = await story.recruiter(`${mark} Recruiter`)
  const interviewer = await story.interviewer(`${mark} Interviewer`)
  const job = await recruiter.createsJob(`${mark} Job`)
  const slot = await recruiter.opens({
    capacity: 3,
    interviewers: [interviewer],
    mode: 'ONSITE',
    location: `${mark} place`,
  })
  const applicant = await story.applicant({
    name: `${mark} Applicant`,
    email: `${mark}-${newId()}@candidates.test`,
    job,
  })
  const booked = await story.applicant({
    name: `${mark} Booked`,
    email: `${mark}-${newId()}@candidates.test`,
    job,
    phone: '+46 1',
  })
  const { interview } = granted(await recruiter.books(slot, booked, { notes: `${mark} notes` }))
  booked.isGiven(interview.candidateLink)
  const link = granted(await recruiter.invitesToChoose(applicant))
  applicant.mayChoose(link['url'])
  await booked.holder.does('proposeTime', { startsAt: hoursAhead(80), comment: `${mark} comment` })
  const { proposal } = (
    await recruiter.reads('query($id: ID!) { interview(id: $id) { proposal { id } } }', { id: interview.id })
  ).interview
  const message = await readMessage(letter({ from: booked.email!, to: 'interviews@greenroom.test' }, `${mark} letter`))
  const meaning = { kind: 'PERSON', id: booked.id } as const
  const kept = await house.greenroom.keepMessage(story.companyId, { message, door: 'SMTP', meaning, verdict: null })
  const silent = await story.applicant({ name: `${mark} Silent`, email: null, job })
  const scheduled = granted(
    await recruiter.schedules(silent, {
      startsAt: hoursAhead(72),
      mode: 'VIDEO',
      meetingUrl: `https://meet.test/${mark}`,
      interviewers: [interviewer],
    }),
  )
  await recruiter.cancels(scheduled, `${mark} reason`)
  const met = await story.applicant({ name: `${mark} Met`, email: null, job })
  const held = granted(
    await recruiter.schedules(met, { startsAt: hoursAhead(120), interviewers: [interviewer, recruiter] }),
  )
  await house.database.query("update interview set status = 'COMPLETED', started_at = now() where id = $1", [held.id])
  granted(await interviewer.savesScorecard(held, { words: `${mark} draft` }))
  const template = granted(
    await recruiter.does('createSlotTemplate', {
      name: `${mark} template`,
      durationMinutes: 30,
      mode: 'ONSITE',
      location: `${mark} place`,
      windows: [{ weekdays: ['MONDAY'], from: '09:00', to: '10:00' }],
      interviewerIds: [interviewer.id],
    }),
  )
  const kit = granted(
    await recruiter.writesKit({ name: `${mark} kit`, questions: [`${mark} asks`], criteria: [`${mark} criterion`] }),
  )
  const holiday = { kind: 'HOLIDAY', fromDate: '2099-01-01', toDate: '2099-01-01' }
  const blockedPeriod = granted(await recruiter.does('createBlockedPeriod', { name: `${mark} holiday`, ...holiday }))
  const away = { staffMemberId: interviewer.id, startsAt: hoursAhead(24 * 30), endsAt: hoursAhead(24 * 31) }
  const timeOff = granted(await recruiter.does('addTimeOff', { ...away, note: `${mark} note` }))
  const admin = await story.admin(`${mark} Admin`)
  await admin.does('updateEmailWords', { occasion: 'MOVE', language: 'EN', intro: `${mark} words` })
  const feed = granted(await recruiter.does('createCalendarFeed', { scope: 'OWN' }))
  const view = { list: 'INTERVIEWS', name: `${mark} view`, query: `search=${mark}` }
  const savedView = granted(await recruiter.does('createSavedView', view))
  const calendar = { name: `${mark} calendar`, kind: 'ICS', url: `https://calendar.test/${mark}.ics` }
  const source = granted(await recruiter.does('addCalendarSource', { staffMemberId: recruiter.id, ...calendar }))
  // A take is read with its question, which is one of the version that the interview keeps.
  await house.database.query('update interview set kit_version_id = $2 where id = $1', [held.id, kit['version'].id])
  const [answer] = await house.database.query<{ id: string }>(
    `insert into question_answer (company_id, id, interview_id, question_id, take, kind, status, text, began_at, settled_at)
      values ($1, gen_random_uuid(), $2, $3, 1, 'TEXT', 'KEPT', $4, now(), now()) returning id`,
    [story.companyId, held.id, kit['version'].questions[0].id, `${mark} answer`],
  )
  await house.database.query(
    `insert into follow_up (company_id, id, interview_id, question_id, answer_id, status, created_at, sent_to, language,
        text, sent_text, received_text, asked_after, turn, asked_at)
      values ($1, gen_random_uuid(), $2, $3, $4, 'ASKED', now(), $5, 'EN', $5, $5, $5, $3, 1, now())`,
    [story.companyId, held.id, kit['version'].questions[0].id, answer!.id, `${mark} asks back`],
  )
  const note = granted(await recruiter.does('addAnswerNote', { answerId: answer!.id, text: `${mark} remark` }))
  const rejected = await story.applicant({ name: `${mark} Rejected`, email: null, job })
  await recruiter.decides(rejected, 'REJECTED', `${mark} decision`)
  granted(await admin.does('checkMail', {}))
  const { deliveries } = await recruiter.reads('{ deliveries(first: 1) { nodes { id } } }')
  await house.database.query(
    `update auth_session set user_agent = $2 where user_id in (select user_id from staff_member where company_id = $1)`,
    [story.companyId, `${mark} program`],
  )
  const program = await story.programCalled(`${mark} program`, 'SCHEDULE', 'CONTACT', 'ADMIN')
  const { sessions } = await recruiter.reads('{ sessions(first: 1) { nodes { id } } }')
  return {
    story,
    recruiter,
    interviewer,
    admin,
    booked,
    applicant,
    program,
    ids: {
      company: story.companyId,
      job: job.id,
      slot: slot.id,
      application: applicant.applicationId,
      candidate: applicant.id,
      duplicate: granted(await recruiter.does('createCandidate', { name: 'The same again' })).id,
      interview: interview.id as string,
      staff: interviewer.id,
      template: template.id,
      kit: kit.id,
      question: kit['version'].questions[0].id as string,
      criterion: kit['version'].criteria[0].id as string,
      blockedPeriod: blockedPeriod.id,
      schedulingLink: link.id,
      timeOff: timeOff.id,
      proposal: proposal.id as string,
      message: kept.kind === 'Kept' ? kept.id : '',
      feed: feed.id,
      view: savedView.id,
      answer: answer!.id,
      note: note.id,
      source: source.id,
      voice: await voiceOf(recruiter, someRecording(100)),
      delivery: deliveries.nodes[0].id as string,
      session: sessions.nodes[0].id as string,
      token: program.id,
    },
  }
}
type Furnished = Awaited<ReturnType<typeof furnished>>

/** What kind of thing the id at a place names. */
const kindAt = (field: string, path: string[]): keyof Furnished['ids'] => {
  const name = path.findLast((part) => !/^\d+$/.test(part))!
  if (name === 'id') return field as keyof Furnished['ids']
  if (name === 'movedInterviewId') return 'interview'
  if (
    ['interviewerIds', 'anyOf', 'interviewerId', 'insteadOfId', 'oneOfIds', 'scheduledById', 'staffMemberId'].includes(
      name,
    )
  )
    return 'staff'
  return name.replace(/Ids?$/, '') as keyof Furnished['ids']
}

describe("another company's id", () => {
  let ours: Furnished
  let theirs: Furnished
  beforeAll(async () => {
    ;[ours, theirs] = [await furnished(), await furnished('theirs')]
  })

  /** Some things only the holder of a choose-a-slot link may ask, or of an interview's key. */
  const forChoosers = new Set(['holdSlot', 'chooseSlot', 'joinWaitlist', 'leaveWaitlist'])
  const forKeyHolders = new Set([
    'rescheduleOwnInterview',
    'beginAnswer',
    'endAnswer',
    'answerInText',
    'goToNextQuestion',
  ])
  const forAdmins = new Set([
    'changeRole',
    'deactivatePerson',
    'reactivatePerson',
    'revokeApiToken',
    'removeSecondFactor',
  ])
  const whoAsks = ({ recruiter, admin, applicant, booked }: Furnished, field: string): Asker => {
    if (forChoosers.has(field)) return applicant.chooser
    if (forKeyHolders.has(field)) return booked.holder
    return forAdmins.has(field) ? admin : recruiter
  }

  const places = rootFields
    .filter(({ root }) => root !== 'subscription')
    .flatMap(({ root, field }) => idPaths(field).map((path) => ({ root, field, path, place: path.join('.') })))

  test('is looked for in every place where one may stand', () => {
    expect(places.length).toBeGreaterThan(25)
    for (const { field, path } of places) expect(Object.keys(ours.ids)).toContain(kindAt(field.name, path))
  })

  test.each(places)(
    '$root $field.name $place is answered like one that does not exist, in bytes',
    async ({ root, field, path }) => {
      const selection = everythingBehind(field, { depth: 1 })
      const query = operation(root, field, selection)
      const base = requiredVariables(field, (name) => ours.ids[kindAt(field.name, [name])])
      const answerTo = async (id: string) => {
        const { status, body } = await whoAsks(ours, field.name).ask(
          query,
          withAt(base, path, id) as Record<string, unknown>,
        )
        return { status, body }
      }
      const unknown = await answerTo(newId())
      const malformed = await answerTo('not an id at all')
      const foreign = await answerTo(theirs.ids[kindAt(field.name, path)])

      expect(foreign).toEqual(unknown)
      expect(malformed).toEqual(unknown)
      // It must be the id that is answered, and not something else that is wrong with the question.
      const reply = JSON.parse(unknown.body) as {
        data: Record<string, { nodes?: unknown[]; fields?: { path: string }[] }> | null
        errors?: { extensions: { code: string } }[]
      }
      const isFilter = getNamedType(field.type).name.endsWith('Connection')
      // A recording may have gone since it was made: whoever writes is told so beside it.
      if (path.at(-1) === 'voiceId')
        expect(reply.data![field.name]!.fields).toMatchObject([{ path: path.slice(1).join('.') }])
      // What figures are narrowed down to is a filter, too.
      else if (field.name === 'analytics') expect(reply.data!['analytics']).toMatchObject({ __typename: 'Analytics' })
      else if (!isFilter) expect(reply.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      else expect(reply.data![field.name]!.nodes).toBeDefined()
    },
  )

  test('leaves what it names untouched', async () => {
    const tables =
      'interview slot application candidate booking time_off delivery audit_entry slot_template blocked_period scheduling_link invitation_answer inbound_message calendar_feed saved_view calendar_source mail_check kit kit_version scorecard question_answer question_voice api_token'.split(
        ' ',
      )
    const dump = async () =>
      Promise.all(
        tables.map((table) =>
          house.database.query(`select * from ${table} where company_id = $1 order by id`, [theirs.story.companyId]),
        ),
      )
    const before = await dump()
    for (const { root, field, path } of places.filter((place) => place.root === 'mutation')) {
      const base = requiredVariables(field, (name) => ours.ids[kindAt(field.name, [name])])
      await whoAsks(ours, field.name).ask(
        operation(root, field, '{ __typename }'),
        withAt(base, path, theirs.ids[kindAt(field.name, path)]) as Record<string, unknown>,
      )
    }
    expect(await dump()).toEqual(before)
  })

  test('is nothing to an interviewer either, nor is an interview of ours that they do not attend', async () => {
    const query = 'query($id: ID!) { interview(id: $id) { id } }'
    const outsider = await ours.story.interviewer('Outsider')
    const unknown = await outsider.ask(query, { id: newId() })
    expect(unknown.errors![0]!.extensions.code).toBe('NOT_FOUND')
    for (const id of [ours.ids.interview, theirs.ids.interview])
      expect((await outsider.ask(query, { id })).body).toBe(unknown.body)
    expect((await ours.interviewer.reads(query, { id: ours.ids.interview })).interview.id).toBe(ours.ids.interview)
  })
})

describe('the words of one company', () => {
  let alpha: Furnished
  let beta: Furnished
  let reader: Asker
  beforeAll(async () => {
    ;[alpha, beta] = [await furnished('ALPHA'), await furnished('BETA')]
    reader = await alpha.story.program('SCHEDULE', 'ADMIN')
  })

  // Of the installation itself no company has a word, and what a link opens is for who has it.
  const ofNobody = ['installation', 'staffInvitation', 'passwordReset']
  const queries = rootFields.filter(({ root, field }) => root === 'query' && !ofNobody.includes(field.name))

  /** Everything behind an interview is more than one document may have: it is asked for in three, without these parts. */
  const judged = ['Interview.scorecards', 'Interview.ownScorecard', 'Interview.questionAnswers', 'Interview.followUps']
  const sent = ['Interview.deliveries', 'Interview.delivery', 'Interview.slot']
  const watched = [
    'Interview.onlookers',
    'Interview.presence',
    'Interview.roomProgress',
    'Interview.interviewerArrivals',
  ]
  const byPrograms = [
    'Interview.scheduledByToken',
    'Interview.cancelledByToken',
    'InterviewMove.movedByToken',
    'Application.decidedByToken',
  ]
  const inParts: Record<string, string[][]> = {
    candidate: [byPrograms],
    interview: [
      [...judged, ...watched, 'Interview.application'],
      [...sent, ...watched],
      [...judged, ...sent],
    ],
    applications: [['Interview.onlookers', ...byPrograms]],
    // Each of its parts leads to interviews: one at a time.
    today: ['Today.onNow', 'Today.next', 'Today.firstAfterToday', 'Today.attention'].map((part, _, parts) => [
      ...judged,
      ...watched,
      ...parts.filter((other) => other !== part),
    ]),
  }
  const asked = queries.flatMap((query) =>
    (inParts[query.field.name] ?? [[]]).map((without) => ({ ...query, without })),
  )

  test.each(asked)('never come up in what another one gets from $field.name', async ({ root, field, without }) => {
    const query = operation(root, field, everythingBehind(field, { depth: 3, pages: true, without: new Set(without) }))
    for (const [own, foreign, mine, theirs] of [
      [alpha, beta, 'ALPHA', 'BETA'],
      [beta, alpha, 'BETA', 'ALPHA'],
    ] as const) {
      const askers: Asker[] = [
        own.recruiter,
        own.admin,
        own.interviewer,
        own.booked.holder,
        own.applicant.chooser,
        own.program,
      ]
      const answers: string[] = []
      for (const asker of askers) {
        const variables = requiredVariables(field, (name) => own.ids[kindAt(field.name, [name])])
        const { body, errors } = await asker.ask(query, variables)
        expect(errors?.map((error) => error.extensions.code).filter((code) => code !== 'FORBIDDEN') ?? []).toEqual([])
        expect(body).not.toContain(theirs)
        expect(body).not.toContain(foreign.story.companyId)
        answers.push(body)
      }
      // Otherwise the test would show nothing. The audit trail has no words at all, only who.
      expect(answers.join('')).toContain(mine)
    }
  })

  test.each(asked)(
    'hold no address of a candidate for a program that may not read it, in what it gets from $field.name',
    async ({ root, field, without }) => {
      const query = operation(
        root,
        field,
        everythingBehind(field, { depth: 3, pages: true, without: new Set(without) }),
      )
      const variables = requiredVariables(field, (name) => alpha.ids[kindAt(field.name, [name])])
      expect((await reader.ask(query, variables)).body).not.toContain('@candidates.test')
    },
  )

  test('hold them for a program that may', async () => {
    const { body } = await alpha.program.ask('{ candidates { nodes { email } } }')
    expect(body).toContain('@candidates.test')
  })

  test('are not found by searching for them', async () => {
    for (const list of [
      'candidates(search: "BETA")',
      'jobs(search: "BETA")',
      'applications(filter: { search: "BETA" })',
      'interviews(filter: { search: "BETA" })',
    ])
      expect(await alpha.recruiter.reads(`{ list: ${list} { nodes { id } totalCount } }`)).toEqual({
        list: { nodes: [], totalCount: 0 },
      })
  })

  test('are not reached by a cursor from its lists', async () => {
    for (const list of ['candidates', 'slots', 'interviews', 'applications', 'jobs', 'deliveries']) {
      const first = await beta.recruiter.reads(`{ ${list}(first: 1) { pageInfo { endCursor } } }`)
      const cursor = first[list].pageInfo.endCursor as string
      const { body } = await alpha.recruiter.ask(
        `query($after: String) { ${list}(after: $after) { nodes { __typename id } } }`,
        {
          after: cursor,
        },
      )
      for (const id of Object.values(beta.ids)) expect(body).not.toContain(id)
    }
  })
})

describe('an interviewer', () => {
  let story: Story
  let ines: StaffMember
  let mine: { id: string }
  let notMine: { id: string }
  let ada: Candidate
  beforeAll(async () => {
    story = await tellStory(house)
    const recruiter = await story.recruiter()
    ines = await story.interviewer()
    ada = await story.applicant({ name: 'Ada', phone: '+46 70 1' })
    mine = granted(await recruiter.schedules(ada, { interviewers: [ines] }))
    notMine = (await story.arranged({ startsAt: hoursAhead(48) })).interview
  })

  test('sees the interviews they attend and no other', async () => {
    const { interviews } = await ines.reads('{ interviews { nodes { id } totalCount } }')
    expect(interviews).toEqual({ nodes: [{ id: mine.id }], totalCount: 1 })
    const filtered = await ines.reads(
      `{ interviews(filter: { scheduledById: "${(await story.recruiter()).id}" }) { nodes { id } totalCount } }`,
    )
    expect(filtered.interviews).toEqual({ nodes: [{ id: mine.id }], totalCount: 1 })
    expect((await ines.ask(`{ interview(id: "${notMine.id}") { id } }`)).errors![0]!.extensions.code).toBe('NOT_FOUND')
  })

  test('sees of the candidate what a meeting needs, and neither address nor phone nor link', async () => {
    const { interview } = await ines.reads(
      `query($id: ID!) { interview(id: $id) { candidateLink candidate { name email phone }
        application { decisionReason } delivery { status recipientAddress serverResponse } } }`,
      { id: mine.id },
    )
    expect(interview).toEqual({
      candidateLink: null,
      candidate: { name: 'Ada', email: null, phone: null },
      application: { decisionReason: null },
      delivery: { status: 'QUEUED', recipientAddress: null, serverResponse: null },
    })
    const { interview: forRecruiter } = await (
      await story.recruiter()
    ).reads(`query($id: ID!) { interview(id: $id) { candidateLink candidate { email phone } } }`, { id: mine.id })
    expect(forRecruiter).toEqual({
      candidateLink: expect.stringContaining('/interview/'),
      candidate: { email: ada.email, phone: '+46 70 1' },
    })
  })

  test.each([
    'candidate { applications { totalCount } }',
    'candidate { interviews { totalCount } }',
    'candidate { deliveries { totalCount } }',
    'application { interviews { id } }',
  ])('gets from an interview of theirs to no other one by %s', async (way) => {
    const { errors } = await ines.ask(`query($id: ID!) { interview(id: $id) { ${way} } }`, { id: mine.id })
    expect(errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN'])
  })

  test('gets from the slot of an interview to no seat mate', async () => {
    const recruiter = await story.recruiter()
    const olof = await story.interviewer('Olof')
    const slot = await recruiter.opens({ startsAt: hoursAhead(96), capacity: 2, interviewers: [olof] })
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    const { errors } = await olof.ask(`query($id: ID!) { interview(id: $id) { slot { bookings { id } } } }`, {
      id: interview.id,
    })
    expect(errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN'])
  })
})

describe('rights', () => {
  test('are those of this moment: a change of role or a departure counts at the next request', async () => {
    const story = await tellStory(house)
    const person = await story.anotherRecruiter()
    const asks = async () => (await person.ask('{ slots { totalCount } }')).errors?.[0]?.extensions.code
    expect(await asks()).toBeUndefined()
    await house.database.query("update staff_member set role = 'INTERVIEWER' where id = $1", [person.id])
    expect(await asks()).toBe('FORBIDDEN')
    await house.database.query("update staff_member set role = 'RECRUITER', active = false where id = $1", [person.id])
    expect(await asks()).toBe('UNAUTHENTICATED')
  })

  test('of two questions in one request are held apart', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const { data, errors } = await ines.ask('{ interviews { totalCount } slots { totalCount } viewer { role } }')
    expect(errors?.map((error) => [error.path, error.extensions.code])).toEqual([[['slots'], 'FORBIDDEN']])
    expect(data).toBeNull()
  })

  test('do not come from what a body says', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const ines = await story.interviewer()
    const response = await fetch(`${house.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...ines.headers },
      body: JSON.stringify({
        query: '{ viewer { role company { id } } }',
        asker: { kind: 'STAFF', companyId: other.companyId, role: 'ADMIN' },
        context: { asker: { role: 'ADMIN' } },
        extensions: { asker: { role: 'ADMIN' } },
      }),
    })
    expect(await response.json()).toEqual({
      data: { viewer: { role: 'INTERVIEWER', company: { id: story.companyId } } },
    })
  })
})

describe('an input', () => {
  const mutation = 'mutation($input: CreateCandidateInput!) { createCandidate(input: $input) { __typename } }'
  const filter = 'query($filter: InterviewFilter) { interviews(filter: $filter) { totalCount } }'

  test.each([
    ['a key that it has not', mutation, { input: { name: 'Ada', companyId: newId() } }],
    ['the id of a thing that is to be made', mutation, { input: { name: 'Ada', id: newId() } }],
    ['an operator', mutation, { input: { name: { $ne: null } } }],
    ['an operator in a filter', filter, { filter: { jobId: { $ne: '' } } }],
    ['a list where one is wanted', filter, { filter: { search: ['a', 'b'] } }],
    ['a nested relation', filter, { filter: { application: { job: { title: 'x' } } } }],
    ['a condition of its own', filter, { filter: { $or: [{}, {}] } }],
    ['a word that is none of the enum', filter, { filter: { status: ['SCHEDULED', "' or true --"] } }],
    ['a number for a text', mutation, { input: { name: 5 } }],
    ['nothing', mutation, { input: null }],
  ])('that holds %s is refused', async (_, query, variables) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const { errors, data } = await recruiter.ask(query, variables)
    expect(errors!.map((error) => error.extensions.code)).toEqual(errors!.map(() => 'BAD_USER_INPUT'))
    expect(data).toBeUndefined()
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'that holds %s changes nothing for others',
    async (key) => {
      const recruiter = await tellStory(house).then((story) => story.recruiter())
      const response = await fetch(`${house.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...recruiter.headers },
        body: `{"query": ${JSON.stringify(mutation)}, "variables": {"input": {"name": "Ada", "${key}": {"polluted": true}}}}`,
      })
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
      expect(errors[0]!.extensions.code).toBe('BAD_USER_INPUT')
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    },
  )
})

test('the message of a refusal can be asked for beside whatever else may be answered', () => {
  const hidden = Object.values(promisedSchema.getTypeMap())
    .filter(isUnionType)
    .flatMap((union) => union.getTypes().map((member) => ({ union, member, field: member.getFields()['message'] })))
    .filter(({ field }) => field && String(field.type) !== 'String!')
  expect(hidden.map(({ union, member }) => `${union.name}: ${member.name}`)).toEqual([])
})

test('a session of one company signs nobody in to another', async () => {
  const [one, other] = [await tellStory(house), await tellStory(house)]
  const [ann, bob] = [await one.recruiter(), await other.recruiter()]
  expect(await signIn(house, ann.email)).not.toBe(await signIn(house, bob.email))
  const { viewer } = await ann.reads('{ viewer { company { id } staffMember { id } } }')
  expect(viewer).toEqual({ company: { id: one.companyId }, staffMember: { id: ann.id } })
})
