import { expect, test } from 'vitest'
import { makeClaimDelivery, type Claimed } from '../../src/mail/claim-delivery.ts'
import { makeSettleDelivery, type Outcome } from '../../src/mail/settle-delivery.ts'
import type { Actor } from '../../src/shared/actor.ts'
import { system } from '../../src/shared/actor.ts'
import { KnownFailure } from '../../src/shared/errors.ts'
import { chance } from '../chance.ts'
import { hour, hoursAhead, minute, shifted } from '../clock.ts'
import { openHouse } from '../house.ts'
import { findings } from '../processes/audits.ts'
import { tellStory } from '../story.ts'

/*
 * Several people do whatever the product lets them do, at once and in an order nobody thought of; after each batch the
 * tables must say nothing that can never be. `SEED=… STEPS=…` repeats a walk, or makes a longer one: the seed decides who
 * wants what. Who comes first when they meet, the machine decides.
 */
const { seed, next, below, oneOf, some, isLucky } = chance('random walk')
const steps = Number(process.env['STEPS'] ?? 1500)
/** How many act at once, and how often the audits look. */
const atOnce = 15
const batch = 45
const halfAnHour = 30 * minute

// No worker runs here: some of those who act are workers.
const house = await openHouse()
const claim = makeClaimDelivery(house.greenroom)
const settle = makeSettleDelivery(house.greenroom, () => 0)

const sent = ({ tells }: Claimed): Outcome => ({ kind: 'Sent', response: '250 kept', tells })
const failed = (verdict: 'RETRY' | 'FAIL'): Outcome => ({
  kind: 'Failed',
  code: 'RECIPIENT_REFUSED',
  hint: 'Check the address.',
  verdict,
  command: 'RCPT TO',
  serverResponse: '450 busy',
})

interface Done {
  what: string
  kind: string
}

test(`whatever many people do at once, the tables stay true (SEED=${seed})`, { timeout: 600_000 }, async () => {
  const { useCases } = house.greenroom
  const story = await tellStory(house)
  const recruiters = [(await story.recruiter()).staff, (await story.anotherRecruiter()).staff]
  const admin = (await story.admin()).staff
  const interviewers: string[] = []
  for (const name of ['Ines', 'Ivar', 'Iris', 'Igor', 'Ida']) interviewers.push((await story.interviewer(name)).id)
  const { companyId } = story

  const slots: string[] = []
  const interviews: string[] = []
  const applications: string[] = []
  const links: string[] = []
  const timesOff: string[] = []
  const jobs: string[] = []
  const candidates: string[] = []
  const proposals: string[] = []
  /** Of everything that there is an email about, the first one that waits: they leave in their order. */
  const emailsDue: string[] = []
  const emailsOfAnyAge: string[] = []
  /** Those with which something may still be done. */
  const alive = { slots, interviews, applications, links }
  /** Interviews whose hour has come, or nearly. */
  const due: string[] = []
  /** Those that people hold within the hour, each with one who meets the candidate: two ids. */
  const meetingNow: string[] = []
  /** Interviews whose hour is over and whose candidate did not say that they are here. */
  const waitedFor: string[] = []
  const idOf = (answer: object) => (answer as { id?: string }).id

  for (const title of ['Backend Engineer', 'Gardener']) jobs.push(idOf(await useCases.createJob(admin, { title }))!)
  for (let number = 0; number < 40; number++) {
    const email = number % 5 === 0 ? null : `person${number}-${companyId}@candidates.test`
    const candidateId = idOf(await useCases.createCandidate(admin, { name: `Person ${number}`, email }))!
    candidates.push(candidateId)
    const jobId = jobs[number % 3 === 0 ? 1 : 0]!
    applications.push(idOf(await useCases.createApplication(admin, { candidateId, jobId }))!)
  }

  let now = hoursAhead(1)
  house.clock.stopAt(now)
  /** A half hour of the next day; few enough that people meet, and often so soon that its hour comes. */
  const aTime = () => new Date((Math.ceil(now.getTime() / halfAnHour) + 2 + below(isLucky(0.4) ? 6 : 48)) * halfAnHour)
  const people = () => some(interviewers, below(3))
  const panel = () =>
    isLucky(0.3) ? { interviewerIds: [], anyOf: [some(interviewers, 2 + below(2))] } : { interviewerIds: people() }
  const mode = () => (isLucky(0.15) ? ('SELF_GUIDED' as const) : ('PHONE' as const))
  const recruiter = () => oneOf(recruiters)
  const chooser = (): Actor => ({ kind: 'CHOOSER', companyId, id: likely('links') })
  const candidate = (interviewId: string): Actor => ({ kind: 'CANDIDATE', companyId, id: interviewId })
  const saying = () =>
    isLucky(0.6) ? { state: 'HERE' as const } : { state: 'LATE' as const, lateMinutes: 1 + below(60) }
  /** Mostly the next one. */
  const round = () => (isLucky(0.1) ? { round: 1 + below(3) } : {})
  const override = () => (isLucky(0.2) ? { overrideReason: 'It has to be.' } : {})

  const keepId = (list: string[]) => (answer: object) => {
    const id = idOf(answer)
    if (id && !list.includes(id)) list.push(id)
    return answer
  }
  type Act = () => Promise<object>
  /** Asked twice at once with one key, as by a double click: both get the same answer. */
  const twice = (ask: (idempotencyKey: string) => Promise<object>): Act => {
    const key = `key ${next()}`
    return async () => {
      const [first, second] = await Promise.all([ask(key), ask(key)])
      expect(second).toEqual(first)
      return first
    }
  }
  /** Mostly something that is alive; sometimes what is over, closed or decided. */
  const likely = (name: keyof typeof alive): string => {
    const all = { slots, interviews, applications, links }[name]
    return isLucky(0.85) && alive[name].length > 0 ? oneOf(alive[name]) : oneOf(all)
  }
  const likelyDue = () => (isLucky(0.85) && due.length > 0 ? oneOf(due) : likely('interviews'))
  const look = async () => {
    const ask = async (text: string) =>
      (await house.database.query<{ id: string }>(text, [companyId, now])).map(({ id }) => id)
    const [
      anyInterviews,
      openSlots,
      scheduled,
      pending,
      open,
      atTheirHour,
      expected,
      absent,
      proposed,
      waiting,
      anyEmails,
    ] = await Promise.all([
      ask(`select id from interview where company_id = $1 and $2::timestamptz is not null order by created_at, id`),
      ask(`select id from slot where company_id = $1 and status = 'OPEN' and starts_at > $2 order by created_at, id`),
      ask(`select id from interview where company_id = $1 and status = 'SCHEDULED' and $2::timestamptz is not null
        order by created_at, id`),
      ask(`select id from application where company_id = $1 and $2::timestamptz is not null and (status = 'PENDING'
          or status = 'INTERVIEW_SCHEDULED' and not exists (select from interview
            where interview.company_id = application.company_id and interview.application_id = application.id
              and interview.status in ('SCHEDULED', 'IN_PROGRESS')))
        order by created_at, id`),
      ask(`select link.id from scheduling_link link join application
        on application.company_id = link.company_id and application.id = link.application_id
        where link.company_id = $1 and link.revoked_at is null and link.expires_at > $2
          and application.status in ('PENDING', 'INTERVIEW_SCHEDULED')
        order by link.created_at, link.id`),
      ask(`select id from interview where company_id = $1 and (status = 'IN_PROGRESS' or status = 'SCHEDULED'
        and starts_at < $2::timestamptz + interval '15 minutes') order by created_at, id`),
      ask(`select interview.id || ' ' || interviewer_id as id from interview_interviewer member
        join interview on interview.company_id = member.company_id and interview.id = member.interview_id
        where interview.company_id = $1 and mode <> 'SELF_GUIDED' and (status = 'IN_PROGRESS' or status = 'SCHEDULED'
          and starts_at < $2::timestamptz + interval '1 hour') order by interview.created_at, interview.id, 1`),
      ask(`select id from interview where company_id = $1 and status = 'SCHEDULED' and mode <> 'SELF_GUIDED'
        and starts_at < $2 and candidate_arrival is distinct from 'HERE' order by created_at, id`),
      ask(`select id from invitation_answer where company_id = $1 and $2::timestamptz is not null
        and proposed_starts_at is not null and settled_as is null order by recorded_at desc, id limit 10`),
      ask(emailsNext),
      ask(`select id from delivery where company_id = $1 and $2::timestamptz is not null
        order by queued_at desc, id limit 40`),
    ])
    // A booking shows its interview to who looks.
    interviews.splice(0, interviews.length, ...anyInterviews)
    due.splice(0, due.length, ...atTheirHour)
    meetingNow.splice(0, meetingNow.length, ...expected)
    waitedFor.splice(0, waitedFor.length, ...absent)
    proposals.splice(0, proposals.length, ...proposed)
    emailsDue.splice(0, emailsDue.length, ...waiting)
    emailsOfAnyAge.splice(0, emailsOfAnyAge.length, ...anyEmails)
    Object.assign(alive, { slots: openSlots, interviews: scheduled, applications: pending, links: open })
  }

  /** What somebody may want, by how often they do. Whatever is chosen is chosen before anybody begins. */
  const wishes: [weight: number, name: string, wish: () => Act][] = [
    [
      4,
      'createSlots',
      () => {
        const actor = recruiter()
        const slot = {
          startsAt: aTime(),
          durationMinutes: oneOf([30, 45, 60]),
          capacity: 1 + below(2),
          mode: mode(),
          ...panel(),
          ...(isLucky(0.3) ? { jobId: oneOf(jobs) } : {}),
        }
        return async () => {
          const answer = await useCases.createSlots(actor, { slots: [slot] })
          if ('ids' in answer) slots.push(...answer.ids)
          return answer
        }
      },
    ],
    [
      14,
      'bookSlot',
      () => {
        const [actor, more] = [recruiter(), { ...override(), ...round() }]
        const input = { slotId: likely('slots'), applicationId: likely('applications'), ...more }
        if (isLucky(0.15)) return twice((idempotencyKey) => useCases.bookSlot(actor, { ...input, idempotencyKey }))
        return () => useCases.bookSlot(actor, input)
      },
    ],
    [
      9,
      'scheduleInterview',
      () => {
        const [actor, length, more] = [recruiter(), oneOf([30, 45, 60]), { ...override(), ...round() }]
        const input = { applicationId: likely('applications'), startsAt: aTime() }
        // Else it is as the job plans its round.
        const how = isLucky(0.7) ? { durationMinutes: length, mode: mode(), ...panel() } : {}
        return () => useCases.scheduleInterview(actor, { ...input, ...how, ...more })
      },
    ],
    [
      14,
      'rescheduleInterview',
      () => {
        const actor = recruiter()
        const interviewId = likely('interviews')
        const to = isLucky(0.5)
          ? { slotId: likely('slots') }
          : { ...(isLucky(0.7) ? { startsAt: aTime() } : {}), ...(isLucky(0.5) ? panel() : {}) }
        const input = { interviewId, ...to, ...override() }
        if (isLucky(0.15))
          return twice((idempotencyKey) => useCases.rescheduleInterview(actor, { ...input, idempotencyKey }))
        return () => useCases.rescheduleInterview(actor, input)
      },
    ],
    [
      6,
      'cancelInterview',
      () => {
        const [actor, interviewId] = [recruiter(), likely('interviews')]
        return () => useCases.cancelInterview(actor, { interviewId, reason: 'Ill.' })
      },
    ],
    [
      5,
      'rescheduleOwnInterview',
      () => {
        const [interviewId, slotId] = [likely('interviews'), likely('slots')]
        return () => useCases.rescheduleOwnInterview(candidate(interviewId), { slotId })
      },
    ],
    [
      2,
      'cancelOwnInterview',
      () => {
        const interviewId = likely('interviews')
        return () => useCases.cancelOwnInterview(candidate(interviewId), { reason: 'My train is late.' })
      },
    ],
    [
      1,
      'setJobRounds',
      () => {
        const jobId = oneOf(jobs)
        const rounds = Array.from({ length: 1 + below(3) }, (_, number) => ({
          name: `Round ${number + 1}`,
          durationMinutes: oneOf([30, 45]),
          mode: mode(),
          ...panel(),
        }))
        return () => useCases.setJobRounds(admin, { jobId, rounds })
      },
    ],
    [
      7,
      'completeInterview',
      () => {
        const [actor, interviewId] = [recruiter(), likelyDue()]
        return () => useCases.completeInterview(actor, { interviewId })
      },
    ],
    [
      3,
      'markNoShow',
      () => {
        const [actor, interviewId] = [recruiter(), likelyDue()]
        return () => useCases.markNoShow(actor, { interviewId })
      },
    ],
    [
      4,
      'sayOwnArrival',
      () => {
        const [interviewId, said] = [likelyDue(), saying()]
        return () => useCases.sayOwnArrival(candidate(interviewId), { interviewId, ...said })
      },
    ],
    [
      8,
      'sayArrival',
      () => {
        // Few of those who work here meet somebody at this hour.
        const [interviewId, id] = (
          meetingNow.length > 0 && isLucky(0.7) ? oneOf(meetingNow).split(' ') : [likelyDue(), oneOf(interviewers)]
        ) as [string, string]
        const said = saying()
        const actor = { kind: 'STAFF' as const, companyId, id, role: 'INTERVIEWER' as const }
        return () => useCases.sayArrival(actor, { interviewId, ...said })
      },
    ],
    [
      1,
      'sayCandidateIsHere',
      () => {
        const [actor, interviewId] = [recruiter(), likelyDue()]
        return () => useCases.sayCandidateIsHere(actor, { interviewId })
      },
    ],
    [
      2,
      'suggestNoShow',
      () => {
        // A worker looks for those whom somebody waits for.
        const interviewId = waitedFor.length > 0 && isLucky(0.8) ? oneOf(waitedFor) : likelyDue()
        return () => useCases.suggestNoShow(system(companyId), { interviewId })
      },
    ],
    [
      2,
      'expireInterview',
      () => {
        const interviewId = likelyDue()
        return () => useCases.expireInterview(system(companyId), { interviewId })
      },
    ],
    [
      0.4,
      'decideApplication',
      () => {
        const [actor, decision] = [recruiter(), oneOf(['APPROVED', 'REJECTED'] as const)]
        const input = { applicationId: likely('applications'), decision, reason: 'As agreed.' }
        return async () => {
          const answer = await useCases.decideApplication(actor, input)
          if (answer.kind === 'Application') await applies()
          return answer
        }
      },
    ],
    [
      2,
      'closeSlot',
      () => {
        const [actor, slotId] = [recruiter(), likely('slots')]
        return () => useCases.closeSlot(actor, { slotId })
      },
    ],
    [
      2,
      'reopenSlot',
      () => {
        const [actor, slotId] = [recruiter(), likely('slots')]
        return () => useCases.reopenSlot(actor, { slotId })
      },
    ],
    [
      3,
      'updateSlot',
      () => {
        const [actor, slotId] = [recruiter(), likely('slots')]
        const to = isLucky(0.7) ? { capacity: 1 + below(4) } : { startsAt: aTime() }
        return () => useCases.updateSlot(actor, { slotId, ...to })
      },
    ],
    [
      1.5,
      'cancelSlot',
      () => {
        const [actor, slotId, dryRun] = [recruiter(), likely('slots'), isLucky(0.3)]
        return () => useCases.cancelSlot(actor, { slotId, dryRun, reason: 'The room is gone.' })
      },
    ],
    [
      2,
      'addTimeOff',
      () => {
        const [staffMemberId, startsAt] = [oneOf(interviewers), aTime()]
        const input = { staffMemberId, startsAt, endsAt: shifted(startsAt, (1 + below(6)) * hour) }
        return async () => keepId(timesOff)(await useCases.addTimeOff(admin, input))
      },
    ],
    [
      2,
      'removeTimeOff',
      () => {
        if (timesOff.length === 0) return () => useCases.updateSchedulingSettings(admin, {})
        const timeOffId = oneOf(timesOff)
        return () => useCases.removeTimeOff(admin, { timeOffId })
      },
    ],
    [
      1,
      'updateSchedulingSettings',
      () => {
        const input = {
          bufferMinutesBefore: oneOf([0, 5, 15]),
          bufferMinutesAfter: oneOf([0, 10]),
          minimumNoticeMinutes: oneOf([0, 60]),
          waitlistOfferMinutes: oneOf([15, 60]),
        }
        return () => useCases.updateSchedulingSettings(admin, input)
      },
    ],
    [
      1,
      'setInterviewerLimits',
      () => {
        const input = { staffMemberId: oneOf(interviewers), perDay: oneOf([null, 4, 8]), perWeek: oneOf([null, 12]) }
        return () => useCases.setInterviewerLimits(admin, input)
      },
    ],
    [
      6,
      'inviteToChoose',
      () => {
        const [actor, input] = [recruiter(), { applicationId: likely('applications'), ...round() }]
        return async () => keepId(links)(await useCases.inviteToChoose(actor, input))
      },
    ],
    [
      1,
      'revokeSchedulingLink',
      () => {
        const [actor, schedulingLinkId] = [recruiter(), likely('links')]
        return () => useCases.revokeSchedulingLink(actor, { schedulingLinkId })
      },
    ],
    ...(['holdSlot', 'chooseSlot', 'joinWaitlist', 'leaveWaitlist'] as const).map(
      (name, place): [number, string, () => Act] => [
        [9, 8, 8, 2][place]!,
        name,
        () => {
          const [actor, slotId] = [chooser(), likely('slots')]
          return () => useCases[name](actor, { slotId })
        },
      ],
    ),
    [
      2,
      'releaseSlot',
      () => {
        const actor = chooser()
        return () => useCases.releaseSlot(actor, {})
      },
    ],
    [
      8,
      'offerPlaces',
      () => {
        const slotId = likely('slots')
        return () => useCases.offerPlaces(system(companyId), { slotId })
      },
    ],
    ...(['startInterview', 'finishInterview'] as const).map((name): [number, string, () => Act] => [
      3,
      name,
      () => {
        const interviewId = likelyDue()
        return () => useCases[name](candidate(interviewId), { interviewId })
      },
    ]),
    [
      4,
      'answerInvitation',
      () => {
        const [interviewId, answer] = [likely('interviews'), oneOf(['ACCEPTED', 'TENTATIVE', 'DECLINED'] as const)]
        const staffMemberId = isLucky(0.5) ? oneOf(interviewers) : null
        const actor: Actor = staffMemberId
          ? { kind: 'STAFF', companyId, id: staffMemberId, role: 'INTERVIEWER' }
          : candidate(interviewId)
        return () => useCases.answerInvitation(actor, { interviewId, staffMemberId, way: 'PAGE', answer })
      },
    ],
    [
      4,
      'proposeTime',
      () => {
        const [interviewId, startsAt] = [likely('interviews'), aTime()]
        const who = { interviewId, staffMemberId: null, way: 'PAGE' } as const
        return () => useCases.proposeTime(candidate(interviewId), { ...who, startsAt })
      },
    ],
    ...(['acceptProposal', 'dismissProposal'] as const).map((name, place): [number, string, () => Act] => [
      [6, 1][place]!,
      name,
      () => {
        const [actor, proposalId] = [recruiter(), proposals.length > 0 ? oneOf(proposals) : 'none']
        return () => useCases[name](actor, { proposalId })
      },
    ]),
    [
      30,
      'sendEmail',
      () => {
        // As many as a worker has in its hands at once.
        const mails = some(emailsDue, 5).map((id) => ({ id, worker: `worker ${next()}`, end: next() }))
        return async () => {
          const answers = await Promise.all(
            mails.map(async ({ id, worker, end }) => {
              const claimed = await claim(companyId, id, worker)
              // Some workers die with an email in their hands.
              if (claimed.kind !== 'Claimed' || end < 0.05) return claimed
              const outcome = end < 0.15 ? failed('RETRY') : end < 0.2 ? failed('FAIL') : sent(claimed)
              return settle(companyId, id, worker, outcome)
            }),
          )
          return answers.find(({ kind }) => kind === 'Settled') ?? { kind: 'NothingSent' }
        }
      },
    ],
    [3, 'queueReminders', () => () => useCases.queueReminders(system(companyId), {})],
    [
      1.5,
      'updateCandidate',
      () => {
        const [actor, candidateId] = [recruiter(), oneOf(candidates)]
        const email = isLucky(0.15) ? null : `again${below(1e9)}-${companyId}@candidates.test`
        return () => useCases.updateCandidate(actor, { candidateId, email })
      },
    ],
    ...(['resendEmail', 'withdrawEmail'] as const).map((name, place): [number, string, () => Act] => [
      [2, 0.5][place]!,
      name,
      () => {
        const [actor, deliveryId] = [recruiter(), emailsOfAnyAge.length > 0 ? oneOf(emailsOfAnyAge) : 'none']
        return () => useCases[name](actor, { deliveryId })
      },
    ]),
    [
      1.5,
      'resendInvitation',
      () => {
        const [actor, interviewId] = [recruiter(), likely('interviews')]
        return () => useCases.resendInvitation(actor, { interviewId })
      },
    ],
    ...(['planInterviewChanges', 'changeInterviews'] as const).map((name): [number, string, () => Act] => [
      2,
      name,
      () => {
        const actor = recruiter()
        const interviewIds = some(alive.interviews.length > 0 ? alive.interviews : interviews, 1 + below(5))
        const way = oneOf([
          { minutes: oneOf([-60, 30, 60, 120]) },
          { days: oneOf([-1, 1]) },
          { slotIds: some(alive.slots.length > 0 ? alive.slots : slots, 1 + below(3)) },
          { insteadOfId: interviewers[0]!, interviewerId: oneOf(interviewers.slice(1)) },
          { cancel: true },
        ])
        return () => useCases[name](actor, { interviewIds, ...way, ...override() })
      },
    ]),
  ]
  const weights = wishes.reduce((sum, [weight]) => sum + weight, 0)
  const wish = (): { name: string; act: Act } => {
    let left = next() * weights
    const [, name, choose] = wishes.find(([weight]) => (left -= weight) < 0) ?? wishes[0]!
    return { name, act: choose() }
  }
  /** Somebody new applies for who was decided, so that there is always somebody to meet. */
  const applies = async () => {
    const candidateId = idOf(await useCases.createCandidate(admin, { name: 'Somebody new' }))!
    applications.push(idOf(await useCases.createApplication(admin, { candidateId, jobId: jobs[0]! }))!)
  }

  // Some were met already, and may be met again.
  const met: string[] = []
  for (const applicationId of applications.slice(2, 12)) {
    const input = { applicationId, startsAt: shifted(now, hour), durationMinutes: 30, mode: 'PHONE' as const }
    met.push(idOf(await useCases.scheduleInterview(admin, input))!)
  }
  now = shifted(now, 2 * hour)
  house.clock.stopAt(now)
  for (const interviewId of met) await useCases.completeInterview(admin, { interviewId })

  // Something of everything, so that every wish has something to be about.
  for (let hours = 3; hours < 9; hours++)
    slots.push(
      ...(
        (await useCases.createSlots(admin, {
          slots: [{ startsAt: shifted(now, hours * hour), durationMinutes: 45, capacity: 2, mode: 'PHONE' }],
        })) as { ids: string[] }
      ).ids,
    )
  await useCases.bookSlot(admin, { slotId: slots[0]!, applicationId: applications[0]! })
  keepId(links)(await useCases.inviteToChoose(admin, { applicationId: applications[1]! }))
  await look()

  const kinds = new Map<string, number>()
  /** What a walk must have met to be worth anything, and this one has not yet. */
  const missing = async () => {
    const [row] = await house.database.query<{ rounds: boolean }>(
      `select exists (select from interview next join interview held on held.company_id = next.company_id
        and held.application_id = next.application_id and held.round < next.round and held.status = 'COMPLETED'
        where next.company_id = $1) as rounds`,
      [companyId],
    )
    return [
      ...kindsOfAWalk.filter((kind) => !kinds.has(kind)),
      ...([...kinds.keys()].some((kind) => kind.endsWith(' InterviewerIsBusy')) ? [] : ['InterviewerIsBusy']),
      ...(row!.rounds ? [] : ['an interview after one that was held']),
    ]
  }
  const expected = ['NOT_FOUND', 'UNAUTHENTICATED']
  for (let done = 0; done < steps || (done < 4 * steps && (await missing()).length > 0); done += batch) {
    // Half of the time within a hold, else far enough that something is over.
    now = shifted(now, isLucky(0.5) ? below(90) * 1000 : below(90) * minute)
    house.clock.stopAt(now)
    const queue = Array.from({ length: batch }, wish)
    const story: Done[] = []
    const worker = async () => {
      for (let wanted = queue.shift(); wanted; wanted = queue.shift()) {
        const { name, act } = wanted
        const kind = await act().then(
          (answer) => (answer as { kind: string }).kind,
          (error: unknown) => {
            if (error instanceof KnownFailure && expected.includes(error.code)) return error.code
            throw new Error(`${name} failed (SEED=${seed}, after ${done} steps)`, { cause: error })
          },
        )
        story.push({ what: name, kind })
        kinds.set(`${name} ${kind}`, (kinds.get(`${name} ${kind}`) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    await look()
    const found = [
      ...(await findings(house.database.query, now)),
      ...(await waits(companyId, now)),
      ...(await arrivals(companyId)),
    ]
    expect(found, `SEED=${seed}, in steps ${done} to ${done + batch}: ${JSON.stringify(story)}`).toEqual([])
  }

  // In the end everything leaves that still may: whoever was told last was told the truth.
  now = shifted(now, 10 * minute)
  house.clock.stopAt(now)
  for (let round = 0; round < 20; round++) {
    const waiting = await house.database.query<{ id: string }>(emailsNext, [companyId, now])
    if (waiting.length === 0) break
    for (const { id } of waiting) {
      const claimed = await claim(companyId, id, 'the last')
      if (claimed.kind === 'Claimed') await settle(companyId, id, 'the last', sent(claimed))
    }
  }
  const untrue = await house.database.query<{ finding: string }>(toldInTheEnd, [companyId, now])
  expect(untrue, `SEED=${seed}`).toEqual([])
  expect(await findings(house.database.query, now), `SEED=${seed}, in the end`).toEqual([])

  if (process.env['TELL']) console.log(Object.fromEntries([...kinds].toSorted()))
  expect(await missing(), `never met, SEED=${seed}`).toEqual([])
})

/** Wishes with the answers that show most: a walk in which everybody is always refused shows nothing. */
const kindsOfAWalk = [
  'bookSlot Booking',
  'bookSlot SlotIsFull',
  'scheduleInterview Interview',
  'rescheduleInterview Interview',
  'cancelInterview Interview',
  'holdSlot BookableSlot',
  'chooseSlot CandidateChoice',
  'joinWaitlist BookableSlot',
  'changeInterviews InterviewChanges',
  'rescheduleOwnInterview CandidateInterview',
  'cancelOwnInterview CandidateInterview',
  'setJobRounds Job',
  'answerInvitation CandidateInterview',
  'sendEmail Settled',
  'updateCandidate Candidate',
  'sayOwnArrival CandidateInterview',
  'sayArrival Interview',
  'suggestNoShow NoShowSuggested',
]

/** Emails that a worker may take, as it looks for them. */
const emailsNext = `select id from delivery
  where company_id = $1 and (status = 'QUEUED' and next_attempt_at <= $2 or status = 'SENDING' and lease_until < $2)
    and not exists (select from delivery earlier where earlier.company_id = delivery.company_id
      and earlier.invitation_id = delivery.invitation_id and earlier.status in ('QUEUED', 'SENDING')
      and (earlier.queued_at, earlier.id) < (delivery.queued_at, delivery.id))
  order by queued_at, id limit 200`

/**
 * When nothing is left to send: who takes part in what lies ahead knows its time and, until it begins, was told it at
 * their address of now, and who takes no part any more was told so, unless the last email to them failed or was withdrawn.
 */
const toldInTheEnd = `with last as (
    select distinct on (invitation_id) * from delivery
    where company_id = $1 and invitation_id is not null and kind in ('INVITATION', 'UPDATE', 'CANCELLATION')
    order by invitation_id, queued_at desc, id desc)
  select format('invitation %s at sequence %s, ended %s, of interview %s (%s, %s) was told %s by %s %s to %s, sequence %s',
    invitation.id, invitation.sequence, invitation.ended_at, interview.id, interview.status, interview.starts_at,
    invitation.told_starts_at, last.kind, last.status, last.recipient_address, last.sequence) as finding
  from invitation
  join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
  left join candidate on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
  left join last on last.invitation_id = invitation.id
  where invitation.company_id = $1 and interview.ends_at > $2 and case
    when last.id is null or last.status in ('QUEUED', 'SENDING') and last.next_attempt_at <= $2 then true
    when last.status <> 'SENT' then false
    when last.sequence <> invitation.sequence then true
    when invitation.ended_at is not null or interview.status = 'CANCELLED' then last.kind <> 'CANCELLATION'
    else last.kind = 'CANCELLATION' or invitation.told_starts_at <> interview.starts_at
      or invitation.told_ends_at <> interview.ends_at
      or interview.status = 'SCHEDULED' and last.recipient_address <> candidate.email end`

/** What is said of coming is said of this time and of a live interview, and both sides being here is a beginning. */
const arrivals = async (companyId: string): Promise<string[]> =>
  (
    await house.database.query<{ finding: string }>(
      `with said as (
         select company_id, id as interview_id, 'the candidate' as who, candidate_arrival as state,
           candidate_arrival_at as at from interview
         union all select company_id, interview_id, interviewer_id::text, arrival, arrival_at from interview_interviewer)
       select format('in interview %s, %s, at %s, %s has said at %s: %s', interview.id, interview.mode,
         interview.starts_at, said.who, said.at, said.state) as finding
       from said join interview on interview.company_id = said.company_id and interview.id = said.interview_id
       where interview.company_id = $1 and said.state is not null
         and (interview.mode = 'SELF_GUIDED' or said.at < interview.starts_at - interval '60 minutes')
       union all
       select format('interview %s has not begun, and both sides are here', interview.id) from interview
       where company_id = $1 and status = 'SCHEDULED' and candidate_arrival = 'HERE'
         and exists (select from said where said.company_id = interview.company_id
           and said.interview_id = interview.id and said.who <> 'the candidate' and said.state = 'HERE')`,
      [companyId],
    )
  ).map(({ finding }) => finding)

/** Who is offered a place from a waitlist has it, and nobody waits who has an interview of that round. */
const waits = async (companyId: string, now: Date): Promise<string[]> =>
  (
    await house.database.query<{ finding: string }>(
      `select format('entry %s is offered a place until %s, and none is kept', entry.id, entry.offer_expires_at) as finding
       from waitlist_entry entry where entry.company_id = $1 and entry.status = 'OFFERED' and entry.offer_expires_at > $2
         and not exists (select from slot_hold hold where hold.company_id = entry.company_id
           and hold.waitlist_entry_id = entry.id and hold.slot_id = entry.slot_id)
       union all
       select format('entry %s is %s, and its application has an interview', entry.id, entry.status)
       from waitlist_entry entry join interview on interview.company_id = entry.company_id
         and interview.application_id = entry.application_id and interview.round = entry.round
         and interview.status in ('SCHEDULED', 'IN_PROGRESS')
       where entry.company_id = $1 and entry.status in ('WAITING', 'OFFERED')
       union all
       select format('place %s of a wait that is %s is kept until %s', hold.id, entry.status, hold.expires_at)
       from slot_hold hold join waitlist_entry entry
         on entry.company_id = hold.company_id and entry.id = hold.waitlist_entry_id
       where hold.company_id = $1 and entry.status <> 'OFFERED' and hold.expires_at > $2`,
      [companyId, now],
    )
  ).map(({ finding }) => finding)
