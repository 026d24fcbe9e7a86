import { expect, test } from 'vitest'
import type { Actor } from '../../src/shared/actor.ts'
import { system } from '../../src/shared/actor.ts'
import { KnownFailure } from '../../src/shared/errors.ts'
import { hour, hoursAhead, minute, shifted } from '../clock.ts'
import { openHouse } from '../house.ts'
import { findings } from '../processes/audits.ts'
import { tellStory } from '../story.ts'
import { makeRandom } from './random.ts'

/*
 * Several people do whatever the product lets them do, at once and in an order nobody thought of; after each batch the
 * tables must say nothing that can never be. `SEED=… STEPS=…` repeats a walk, or makes a longer one: the seed decides who
 * wants what. Who comes first when they meet, the machine decides.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000)
const steps = Number(process.env['STEPS'] ?? 1500)
/** How many act at once, and how often the audits look. */
const atOnce = 15
const batch = 45
const halfAnHour = 30 * minute

const house = await openHouse()

interface Done {
  what: string
  kind: string
}

test(`whatever many people do at once, the tables stay true (SEED=${seed})`, { timeout: 600_000 }, async () => {
  const { random, below, one, some, chance } = makeRandom(seed)
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
  /** Those with which something may still be done. */
  const alive = { slots, interviews, applications, links }
  /** Interviews whose hour has come, or nearly. */
  const due: string[] = []
  const idOf = (answer: object) => (answer as { id?: string }).id

  for (const title of ['Backend Engineer', 'Gardener']) jobs.push(idOf(await useCases.createJob(admin, { title }))!)
  for (let number = 0; number < 40; number++) {
    const email = number % 5 === 0 ? null : `person${number}-${companyId}@candidates.test`
    const candidateId = idOf(await useCases.createCandidate(admin, { name: `Person ${number}`, email }))!
    const jobId = jobs[number % 3 === 0 ? 1 : 0]!
    applications.push(idOf(await useCases.createApplication(admin, { candidateId, jobId }))!)
  }

  let now = hoursAhead(1)
  house.clock.stopAt(now)
  /** A half hour of the next day; few enough that people meet, and often so soon that its hour comes. */
  const aTime = () => new Date((Math.ceil(now.getTime() / halfAnHour) + 2 + below(chance(0.4) ? 6 : 48)) * halfAnHour)
  const people = () => some(interviewers, below(3))
  const panel = () =>
    chance(0.3) ? { interviewerIds: [], anyOf: [some(interviewers, 2 + below(2))] } : { interviewerIds: people() }
  const mode = () => (chance(0.15) ? ('SELF_GUIDED' as const) : ('PHONE' as const))
  const recruiter = () => one(recruiters)
  const chooser = (): Actor => ({ kind: 'CHOOSER', companyId, id: likely('links') })
  const candidate = (interviewId: string): Actor => ({ kind: 'CANDIDATE', companyId, id: interviewId })
  /** Mostly the next one. */
  const round = () => (chance(0.1) ? { round: 1 + below(3) } : {})
  const override = () => (chance(0.2) ? { overrideReason: 'It has to be.' } : {})

  const keepId = (list: string[]) => (answer: object) => {
    const id = idOf(answer)
    if (id && !list.includes(id)) list.push(id)
    return answer
  }
  type Act = () => Promise<object>
  /** Asked twice at once with one key, as by a double click: both get the same answer. */
  const twice = (ask: (idempotencyKey: string) => Promise<object>): Act => {
    const key = `key ${random()}`
    return async () => {
      const [first, second] = await Promise.all([ask(key), ask(key)])
      expect(second).toEqual(first)
      return first
    }
  }
  /** Mostly something that is alive; sometimes what is over, closed or decided. */
  const likely = (name: keyof typeof alive): string => {
    const all = { slots, interviews, applications, links }[name]
    return chance(0.85) && alive[name].length > 0 ? one(alive[name]) : one(all)
  }
  const likelyDue = () => (chance(0.85) && due.length > 0 ? one(due) : likely('interviews'))
  const look = async () => {
    const ask = async (text: string) =>
      (await house.database.query<{ id: string }>(text, [companyId, now])).map(({ id }) => id)
    const [anyInterviews, openSlots, scheduled, pending, open, atTheirHour] = await Promise.all([
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
    ])
    // A booking shows its interview to who looks.
    interviews.splice(0, interviews.length, ...anyInterviews)
    due.splice(0, due.length, ...atTheirHour)
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
          durationMinutes: one([30, 45, 60]),
          capacity: 1 + below(2),
          mode: mode(),
          ...panel(),
          ...(chance(0.3) ? { jobId: one(jobs) } : {}),
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
        if (chance(0.15)) return twice((idempotencyKey) => useCases.bookSlot(actor, { ...input, idempotencyKey }))
        return () => useCases.bookSlot(actor, input)
      },
    ],
    [
      9,
      'scheduleInterview',
      () => {
        const [actor, length, more] = [recruiter(), one([30, 45, 60]), { ...override(), ...round() }]
        const input = { applicationId: likely('applications'), startsAt: aTime() }
        // Else it is as the job plans its round.
        const how = chance(0.7) ? { durationMinutes: length, mode: mode(), ...panel() } : {}
        return () => useCases.scheduleInterview(actor, { ...input, ...how, ...more })
      },
    ],
    [
      14,
      'rescheduleInterview',
      () => {
        const actor = recruiter()
        const interviewId = likely('interviews')
        const to = chance(0.5)
          ? { slotId: likely('slots') }
          : { ...(chance(0.7) ? { startsAt: aTime() } : {}), ...(chance(0.5) ? panel() : {}) }
        const input = { interviewId, ...to, ...override() }
        if (chance(0.15))
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
        const jobId = one(jobs)
        const rounds = Array.from({ length: 1 + below(3) }, (_, number) => ({
          name: `Round ${number + 1}`,
          durationMinutes: one([30, 45]),
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
        const [actor, decision] = [recruiter(), one(['APPROVED', 'REJECTED'] as const)]
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
        const to = chance(0.7) ? { capacity: 1 + below(4) } : { startsAt: aTime() }
        return () => useCases.updateSlot(actor, { slotId, ...to })
      },
    ],
    [
      1.5,
      'cancelSlot',
      () => {
        const [actor, slotId, dryRun] = [recruiter(), likely('slots'), chance(0.3)]
        return () => useCases.cancelSlot(actor, { slotId, dryRun, reason: 'The room is gone.' })
      },
    ],
    [
      2,
      'addTimeOff',
      () => {
        const [staffMemberId, startsAt] = [one(interviewers), aTime()]
        const input = { staffMemberId, startsAt, endsAt: shifted(startsAt, (1 + below(6)) * hour) }
        return async () => keepId(timesOff)(await useCases.addTimeOff(admin, input))
      },
    ],
    [
      2,
      'removeTimeOff',
      () => {
        if (timesOff.length === 0) return () => useCases.updateSchedulingSettings(admin, {})
        const timeOffId = one(timesOff)
        return () => useCases.removeTimeOff(admin, { timeOffId })
      },
    ],
    [
      1,
      'updateSchedulingSettings',
      () => {
        const input = {
          bufferMinutesBefore: one([0, 5, 15]),
          bufferMinutesAfter: one([0, 10]),
          minimumNoticeMinutes: one([0, 60]),
          waitlistOfferMinutes: one([15, 60]),
        }
        return () => useCases.updateSchedulingSettings(admin, input)
      },
    ],
    [
      1,
      'setInterviewerLimits',
      () => {
        const input = { staffMemberId: one(interviewers), perDay: one([null, 4, 8]), perWeek: one([null, 12]) }
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
      2,
      'answerInvitation',
      () => {
        const [interviewId, answer] = [likely('interviews'), one(['ACCEPTED', 'DECLINED'] as const)]
        const who = { interviewId, staffMemberId: null, way: 'PAGE' } as const
        return () => useCases.answerInvitation(candidate(interviewId), { ...who, answer })
      },
    ],
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
        const way = one([
          { minutes: one([-60, 30, 60, 120]) },
          { days: one([-1, 1]) },
          { slotIds: some(alive.slots.length > 0 ? alive.slots : slots, 1 + below(3)) },
          { insteadOfId: interviewers[0]!, interviewerId: one(interviewers.slice(1)) },
          { cancel: true },
        ])
        return () => useCases[name](actor, { interviewIds, ...way, ...override() })
      },
    ]),
  ]
  const weights = wishes.reduce((sum, [weight]) => sum + weight, 0)
  const wish = (): { name: string; act: Act } => {
    let left = random() * weights
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
  const expected = ['NOT_FOUND', 'UNAUTHENTICATED']
  for (let done = 0; done < steps; done += batch) {
    // Half of the time within a hold, else far enough that something is over.
    now = shifted(now, chance(0.5) ? below(90) * 1000 : below(90) * minute)
    house.clock.stopAt(now)
    const queue = Array.from({ length: Math.min(batch, steps - done) }, wish)
    const story: Done[] = []
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { name, act } = next
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
    const found = [...(await findings(house.database.query)), ...(await waits(companyId, now))]
    expect(found, `SEED=${seed}, in steps ${done} to ${done + batch}: ${JSON.stringify(story)}`).toEqual([])
  }

  if (process.env['TELL']) console.log(Object.fromEntries([...kinds].toSorted()))
  // A walk in which everybody is always refused shows nothing.
  for (const must of [
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
  ])
    expect([...kinds.keys()], `SEED=${seed}`).toContain(must)
  expect([...kinds.keys()].join(), `SEED=${seed}`).toContain(' InterviewerIsBusy')
  const [{ second }] = (await house.database.query<{ second: number }>(
    `select count(*)::int as second from interview next join interview held on held.company_id = next.company_id
      and held.application_id = next.application_id and held.round < next.round and held.status = 'COMPLETED'
      where next.company_id = $1`,
    [companyId],
  )) as [{ second: number }]
  expect(second, `interviews after one that was held, SEED=${seed}`).toBeGreaterThan(0)
})

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
