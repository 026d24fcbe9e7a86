import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import { newId } from '../shared/id.ts'
import type { Answer } from '../shared/transaction.ts'
import { addStaffMember } from '../sign-in/add-staff-member.ts'
import { hashPassword } from '../sign-in/password.ts'
import type { Greenroom } from './greenroom.ts'
import { writePastWeeks } from './past-weeks.ts'
import { removeCompanies } from './remove-companies.ts'

/** The password of every demo account. A production start makes no demo. */
export const demoPassword = 'greenroom-demo'

export const demoAccounts = ['admin@demo.test', 'recruiter@demo.test', 'interviewer@demo.test', 'recruiter@other.test']

/** The account of the company that is made last. */
const lastAccount = 'recruiter@other.test'

const demoCompanies = ['Lindgren & Co', 'Fjord Analytics']

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long the second act waits for the emails of the first, in milliseconds. */
const patience = 8000

/**
 * Fills an empty installation with a company that lives around this moment: an interview about to open, one live, one
 * whose window has closed, one cancelled, full and open slots, a candidate without an email address. Once: where there
 * is a company, nothing happens.
 * @returns the second act, for when a worker runs: what happened after the invitations had left; null where there was
 * a company already
 */
export async function seedDemo(greenroom: Greenroom): Promise<(() => Promise<void>) | null> {
  const em = greenroom.database.em.fork()
  await removeHalfADemo(greenroom)
  const { rows } = await sql`select 1 from company limit 1`.execute(em.getKysely<unknown>())
  if (rows.length > 0) return null

  const passwordHash = await hashPassword(demoPassword)
  const company = await makeCompany(greenroom, demoCompanies[0]!, 'Europe/Stockholm')
  const astrid = await addStaffMember(
    greenroom.database,
    company,
    'Astrid Holm',
    'admin@demo.test',
    'ADMIN',
    passwordHash,
  )
  const recruiter = await addStaffMember(
    greenroom.database,
    company,
    'Ruben Sand',
    'recruiter@demo.test',
    'RECRUITER',
    passwordHash,
  )
  const ines = await addStaffMember(
    greenroom.database,
    company,
    'Inès Moreau',
    'interviewer@demo.test',
    'INTERVIEWER',
    passwordHash,
  )
  const other = await makeCompany(greenroom, demoCompanies[1]!, 'Europe/Oslo')
  const otherRecruiter = await addStaffMember(
    greenroom.database,
    other,
    'Nora Vik',
    'recruiter@other.test',
    'RECRUITER',
    passwordHash,
  )

  const secondAct = await fillMainCompany(greenroom, recruiter, ines, astrid)
  await fillOtherCompany(greenroom, otherRecruiter)
  return async () => {
    await emailsHaveLeft(greenroom)
    await secondAct()
  }
}

/**
 * A start that was killed while it made the demo leaves half of it: that half goes, and the demo is made again. The
 * second company's interview is made last, so a demo that has it is whole. Other companies are never touched.
 */
async function removeHalfADemo({ database }: Greenroom): Promise<void> {
  const db = database.em.fork().getKysely<unknown>()
  const { rows: companies } = await sql<{ id: string; isLast: boolean }>`
    select company.id, coalesce(bool_or(staff_member.email = ${lastAccount}), false) as "isLast"
    from company left join staff_member on staff_member.company_id = company.id
    where company.name = any(${demoCompanies}) group by company.id
    having coalesce(bool_and(staff_member.email = any(${demoAccounts})), true)`.execute(db)
  if (companies.length === 0) return
  const last = companies.find((company) => company.isLast)
  const { rows: whole } = await sql`select 1 from interview where company_id = ${last?.id ?? null} limit 1`.execute(db)
  if (whole.length > 0) return
  await removeCompanies(
    database,
    companies.map((company) => company.id),
  )
}

async function emailsHaveLeft({ database }: Greenroom): Promise<void> {
  const end = Date.now() + patience
  for (;;) {
    const { rows } = await sql`select 1 from delivery where status in ('QUEUED', 'SENDING') limit 1`.execute(
      database.em.fork().getKysely<unknown>(),
    )
    if (rows.length === 0 || Date.now() > end) return
    await pause(100)
  }
}

/**
 * Fills an empty company.
 * @param second another one who meets candidates
 * @returns the second act: what happened after the invitations had left
 */
export async function fillMainCompany(
  greenroom: Greenroom,
  recruiter: Staff,
  interviewer: Staff,
  second: Staff,
): Promise<() => Promise<void>> {
  const now = Date.now()
  const at = (offset: number) => new Date(Math.ceil((now + offset) / minute) * minute)
  const onDay = (days: number, hours: number) => new Date(Math.floor(now / day) * day + days * day + hours * hour)
  const { useCases } = greenroom
  // What began before this moment was arranged before it: the same use cases, with yesterday's clock.
  const yesterday = greenroom.useCasesAt({ read: (databaseNow) => new Date(databaseNow.getTime() - day) }).useCases

  const engineer = idOf(await useCases.createJob(recruiter, { title: 'Backend Engineer' }))
  const designer = idOf(await useCases.createJob(recruiter, { title: 'Product Designer' }))
  const nurse = idOf(await useCases.createJob(recruiter, { title: 'Occupational Health Nurse' }))
  await planRounds(greenroom, recruiter, interviewer, { engineer, nurse })

  const designCriteria = await writeDesignKit(greenroom, recruiter, designer)
  await writePastWeeks(greenroom, recruiter.companyId, {
    jobs: { engineer, designer, nurse },
    people: { astrid: second.id, ines: interviewer.id, ruben: recruiter.id },
    designCriteria,
  })

  const apply = async (
    job: string,
    name: string,
    email: string | null,
    timeZone = 'Europe/Stockholm',
    language: 'EN' | 'SV' | 'FR' = 'EN',
  ) => {
    const candidateId = idOf(await useCases.createCandidate(recruiter, { name, email, timeZone, language }))
    return idOf(await useCases.createApplication(recruiter, { candidateId, jobId: job }))
  }

  const live = await apply(engineer, 'Maya Okafor', 'maya.okafor@candidates.test', 'Europe/London')
  const soon = await apply(engineer, 'Elin Sjöberg', 'elin.sjoberg@candidates.test', 'Europe/Stockholm', 'SV')
  const expired = await apply(nurse, 'Tomás Rivera', 'tomas.rivera@candidates.test', 'Europe/Madrid')
  const cancelled = await apply(designer, 'Camille Laurent', 'camille.laurent@candidates.test', 'Europe/Paris', 'FR')
  const silent = await apply(designer, 'Gösta Ekman', null, 'Europe/Stockholm', 'SV')
  const completed = await apply(designer, 'Priya Nair', 'priya.nair@candidates.test', 'Asia/Kolkata')
  const inRoom = await apply(engineer, 'Jonas Weber', 'jonas.weber@candidates.test', 'Europe/Berlin')
  const tomorrowOnes = [
    await apply(engineer, 'Sofia Lindqvist', 'sofia.lindqvist@candidates.test', 'Europe/Stockholm', 'SV'),
    await apply(engineer, 'Daniel Osei', 'daniel.osei@candidates.test', 'America/New_York'),
    await apply(engineer, 'Hanna Berg', 'hanna.berg@candidates.test', 'Europe/Stockholm', 'SV'),
  ]
  const choosing = await apply(engineer, 'Lucas Martin', 'lucas.martin@candidates.test')
  for (const [name, email] of [
    ['Amina Yusuf', 'amina.yusuf@candidates.test'],
    ['Erik Nyström', 'erik.nystrom@candidates.test'],
  ] as const)
    await apply(engineer, name, email)
  await apply(designer, 'Chloé Dubois', 'chloe.dubois@candidates.test', 'Europe/Paris', 'FR')
  await apply(nurse, 'Birgitta Falk', null, 'Europe/Stockholm', 'SV')

  // Around now.
  idOf(
    await yesterday.scheduleInterview(recruiter, {
      applicationId: live,
      startsAt: at(-3 * minute),
      durationMinutes: 45,
      mode: 'SELF_GUIDED',
      interviewerIds: [],
      notes: 'Find a quiet place. There are three questions, and no trick ones.',
    }),
  )
  idOf(
    await useCases.scheduleInterview(recruiter, {
      applicationId: soon,
      startsAt: at(19 * minute),
      durationMinutes: 45,
      mode: 'VIDEO',
      meetingUrl: 'https://meet.lindgren.test/backend-engineer',
      interviewerIds: [interviewer.id],
      notes: 'Inès leads our platform team and will talk with you.',
    }),
  )
  idOf(
    await yesterday.scheduleInterview(recruiter, {
      applicationId: expired,
      startsAt: at(-40 * minute),
      durationMinutes: 120,
      mode: 'SELF_GUIDED',
    }),
  )
  const calledOff = idOf(
    await useCases.scheduleInterview(recruiter, {
      applicationId: cancelled,
      startsAt: onDay(2, 13),
      durationMinutes: 60,
      mode: 'ONSITE',
      location: 'Storgatan 12, Stockholm, room Björken',
    }),
  )
  idOf(
    await useCases.scheduleInterview(recruiter, {
      applicationId: silent,
      startsAt: onDay(3, 8),
      durationMinutes: 45,
      mode: 'PHONE',
    }),
  )
  const held = idOf(
    await yesterday.scheduleInterview(recruiter, {
      applicationId: completed,
      startsAt: at(-50 * minute),
      durationMinutes: 60,
      mode: 'VIDEO',
      meetingUrl: 'https://meet.lindgren.test/product-designer',
      interviewerIds: [interviewer.id, second.id],
    }),
  )
  const started = idOf(
    await yesterday.scheduleInterview(recruiter, {
      applicationId: inRoom,
      startsAt: at(-6 * minute),
      durationMinutes: 45,
      mode: 'SELF_GUIDED',
      interviewerIds: [],
    }),
  )
  idOf(
    await useCases.startInterview(
      { kind: 'CANDIDATE', companyId: recruiter.companyId, id: started },
      { interviewId: started },
    ),
  )

  // Slots of the coming days: full, nearly full and open ones.
  const slots = idsOf(
    await useCases.createSlots(recruiter, {
      slots: [
        slot(onDay(1, 9), { capacity: 1, interviewerIds: [interviewer.id], jobId: engineer }),
        slot(onDay(1, 12), { capacity: 3, jobId: engineer }),
        slot(onDay(2, 9), { capacity: 5 }),
        slot(onDay(3, 9), { capacity: 1, interviewerIds: [interviewer.id] }),
        slot(onDay(3, 12), { capacity: 2 }),
      ],
    }),
  )
  idOf(await useCases.bookSlot(recruiter, { slotId: slots[0]!, applicationId: tomorrowOnes[0]! }))
  idOf(await useCases.bookSlot(recruiter, { slotId: slots[1]!, applicationId: tomorrowOnes[1]! }))
  idOf(await useCases.bookSlot(recruiter, { slotId: slots[1]!, applicationId: tomorrowOnes[2]! }))
  idOf(await useCases.closeSlot(recruiter, { slotId: slots[4]! }))
  await planAhead(greenroom, recruiter, interviewer, { engineer, choosing })
  // Interviews of today were arranged yesterday, so people have applied some days before.
  await ask(
    greenroom.database,
    sql`update application set created_at = created_at - interval '3 days'
      where company_id = ${recruiter.companyId} and status in ('PENDING', 'INTERVIEW_SCHEDULED')`,
  )
  const [accepting, proposing, declining] = tomorrowOnes as [string, string, string]
  return async () => {
    const reason = 'Our designer is ill. We will write to you about a new time.'
    idOf(await useCases.cancelInterview(recruiter, { interviewId: calledOff, reason }))
    idOf(await useCases.completeInterview(recruiter, { interviewId: held }))
    await giveFeedback(greenroom, held, designCriteria, { astrid: second, ines: interviewer })
    await answerInvitations(greenroom, interviewer, { soon, accepting, proposing, declining })
  }
}

/** By what designers are judged in their first talk. @returns the ids of its criteria */
async function writeDesignKit({ useCases, database }: Greenroom, recruiter: Staff, jobId: string): Promise<string[]> {
  const kitId = idOf(
    await useCases.createKit(recruiter, {
      name: 'Portfolio talk',
      language: 'EN',
      questions: [
        { texts: [{ language: 'EN', text: 'Show us one piece of work, and what you left out of it.' }] },
        { texts: [{ language: 'EN', text: 'Whose advice changed it, and how?' }] },
      ],
      criteria: [
        { name: 'Craft', lookFor: 'Details that hold up close. Reasons for them.', mustBeScored: true },
        { name: 'Listening', lookFor: 'Asks before answering. Changes their mind for a reason.', mustBeScored: true },
        { name: 'Accessibility' },
      ],
    }),
  )
  idOf(
    await useCases.setJobRounds(recruiter, {
      jobId,
      rounds: [
        {
          name: 'Portfolio talk',
          durationMinutes: 60,
          mode: 'VIDEO',
          meetingUrl: 'https://meet.lindgren.test/product-designer',
          kitId,
        },
      ],
    }),
  )
  const [version] = await ask(
    database,
    sql<{ criteria: { id: string }[] }>`select criteria from kit_version
      where company_id = ${recruiter.companyId} and kit_id = ${kitId}`,
  )
  return version!.criteria.map(({ id }) => id)
}

/** One of the two who met the designer has said what she thinks; the other one still owes it. */
async function giveFeedback(
  { useCases }: Greenroom,
  interviewId: string,
  criteria: string[],
  { astrid, ines }: Record<'astrid' | 'ines', Staff>,
): Promise<void> {
  const [craft, listening, accessibility] = criteria as [string, string, string]
  idOf(
    await useCases.submitScorecard(astrid, {
      interviewId,
      revision: 0,
      recommendation: 'YES',
      words: 'Walked us through a checkout she had drawn four times. I would like to work with her.',
      scores: [
        { criterionId: craft, score: 4, words: 'The empty states alone.' },
        { criterionId: listening, score: 5 },
        { criterionId: accessibility, notSeen: true },
      ],
    }),
  )
  idOf(
    await useCases.saveScorecard(ines, {
      interviewId,
      revision: 0,
      words: 'Clear about what she would do otherwise today.',
      scores: [{ criterionId: craft, score: 4 }],
    }),
  )
}

/** What people have said to their invitations, each as they would: on their page, or by a link of the email. */
async function answerInvitations(
  { useCases, database }: Greenroom,
  interviewer: Staff,
  applications: Record<'soon' | 'accepting' | 'proposing' | 'declining', string>,
): Promise<void> {
  const { companyId } = interviewer
  const ofApplication = async (application: string) => {
    const [interview] = await ask(
      database,
      sql<{ id: string; startsAt: string }>`select id, starts_at as "startsAt" from interview
        where company_id = ${companyId} and application_id = ${application}`,
    )
    const actor = { kind: 'CANDIDATE' as const, companyId, id: interview!.id }
    return { actor, startsAt: new Date(interview!.startsAt), who: { interviewId: interview!.id, staffMemberId: null } }
  }
  const [soon, accepting, proposing, declining] = await Promise.all([
    ofApplication(applications.soon),
    ofApplication(applications.accepting),
    ofApplication(applications.proposing),
    ofApplication(applications.declining),
  ])
  for (const { actor, who } of [soon, accepting])
    idOf(await useCases.answerInvitation(actor, { ...who, way: 'PAGE', answer: 'ACCEPTED' }))
  idOf(
    await useCases.answerInvitation(interviewer, {
      interviewId: soon.who.interviewId,
      staffMemberId: interviewer.id,
      way: 'LINK',
      answer: 'ACCEPTED',
    }),
  )
  idOf(
    await useCases.proposeTime(proposing.actor, {
      ...proposing.who,
      way: 'LINK',
      startsAt: new Date(proposing.startsAt.getTime() + 2 * hour),
      comment: 'It is early morning here. Two hours later would be easier.',
    }),
  )
  idOf(
    await useCases.answerInvitation(declining.actor, {
      ...declining.who,
      way: 'LINK',
      answer: 'DECLINED',
      comment: 'I have an exam on that day.',
    }),
  )
}

/** Rounds of two more jobs, with the kits that say what is asked in them and by what interviewers judge. */
async function planRounds(
  { useCases }: Greenroom,
  recruiter: Staff,
  interviewer: Staff,
  { engineer, nurse }: { engineer: string; nurse: string },
): Promise<void> {
  const firstTalk = idOf(
    await useCases.createKit(recruiter, {
      name: 'First talk with engineers',
      language: 'EN',
      questions: [
        {
          texts: [
            {
              language: 'EN',
              text: 'Tell us about a system you built that you are proud of. What would you do differently today?',
            },
            {
              language: 'SV',
              text: 'Berätta om ett system du byggt och är stolt över. Vad skulle du göra annorlunda i dag?',
            },
            {
              language: 'FR',
              text: 'Parlez-nous d’un système que vous avez construit et dont vous êtes fier ou fière. Que feriez-vous autrement aujourd’hui\u00a0?',
            },
          ],
          prepareSeconds: 60,
          answerSeconds: 240,
        },
        {
          texts: [
            { language: 'EN', text: 'A booking was confirmed, but the email never left. How do you find out why?' },
            {
              language: 'SV',
              text: 'En bokning bekräftades, men mejlet gick aldrig i väg. Hur tar du reda på varför?',
            },
            {
              language: 'FR',
              text: 'Une réservation a été confirmée, mais l’e-mail n’est jamais parti. Comment trouvez-vous pourquoi\u00a0?',
            },
          ],
          answerSeconds: 180,
          maxFollowUps: 1,
        },
        {
          texts: [
            { language: 'EN', text: 'What do you look for in the people you work with?' },
            { language: 'SV', text: 'Vad söker du hos dem du arbetar med?' },
            { language: 'FR', text: 'Que recherchez-vous chez les personnes avec qui vous travaillez\u00a0?' },
          ],
          answerSeconds: 120,
          retakes: 2,
        },
      ],
      criteria: [
        {
          name: 'Builds what lasts',
          lookFor: 'Says what was simple and why. Knows what they would not build again.',
          mustBeScored: true,
        },
        {
          name: 'Finds the cause',
          lookFor: 'Asks what is known before guessing, and narrows it down step by step.',
          mustBeScored: true,
        },
        { name: 'Works with others', lookFor: 'Gives credit. Speaks of disagreement without blame.' },
      ],
    }),
  )
  const care = idOf(
    await useCases.createKit(recruiter, {
      name: 'Why care',
      language: 'EN',
      questions: [{ texts: [{ language: 'EN', text: 'Why do you want to work with us?' }] }],
      criteria: [{ name: 'Warmth', lookFor: 'Speaks of people before procedures.' }],
    }),
  )
  const onSite = { mode: 'ONSITE' as const, location: 'Storgatan 12, Stockholm, room Björken' }
  const interviewerIds = [interviewer.id]
  for (const [jobId, rounds] of [
    [
      engineer,
      [
        { name: 'First talk', durationMinutes: 30, mode: 'PHONE' as const, interviewerIds, kitId: firstTalk },
        { name: 'Day at the office', durationMinutes: 180, ...onSite, interviewerIds },
      ],
    ],
    [nurse, [{ name: 'On your own', durationMinutes: 120, mode: 'SELF_GUIDED' as const, kitId: care }]],
  ] as const)
    idOf(await useCases.setJobRounds(recruiter, { jobId, rounds: [...rounds] }))
}

/** A template, a week of slots opened from it, and a link by which somebody chooses one of them. */
async function planAhead(
  { useCases }: Greenroom,
  recruiter: Staff,
  interviewer: Staff,
  { engineer, choosing }: { engineer: string; choosing: string },
): Promise<void> {
  const templateId = idOf(
    await useCases.createSlotTemplate(recruiter, {
      name: 'First talk, mornings',
      durationMinutes: 30,
      gapMinutes: 10,
      mode: 'PHONE',
      windows: [{ weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], from: '09:00', to: '11:00' }],
      interviewerIds: [interviewer.id],
    }),
  )
  const dateIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)
  const opened = await useCases.openSlots(recruiter, {
    templateId,
    fromDate: dateIn(4),
    toDate: dateIn(11),
    jobId: engineer,
  })
  if (opened.kind !== 'SlotsOpened') throw new Error(`The demo was refused: ${JSON.stringify(opened)}`)
  idOf(await useCases.inviteToChoose(recruiter, { applicationId: choosing }))
}

async function fillOtherCompany({ useCases }: Greenroom, recruiter: Staff): Promise<void> {
  const jobId = idOf(await useCases.createJob(recruiter, { title: 'Data Analyst' }))
  const candidateId = idOf(
    await useCases.createCandidate(recruiter, { name: 'Ole Strand', email: 'ole.strand@candidates.test' }),
  )
  const applicationId = idOf(await useCases.createApplication(recruiter, { candidateId, jobId }))
  idOf(
    await useCases.scheduleInterview(recruiter, {
      applicationId,
      startsAt: new Date(Math.ceil((Date.now() + day) / minute) * minute),
      durationMinutes: 30,
      mode: 'PHONE',
    }),
  )
}

const slot = (
  startsAt: Date,
  more: { capacity: number; interviewerIds?: string[]; jobId?: string },
): Parameters<Greenroom['useCases']['createSlots']>[1]['slots'][number] => ({
  startsAt,
  durationMinutes: 45,
  mode: 'ONSITE',
  location: 'Storgatan 12, Stockholm, room Björken',
  ...more,
})

async function makeCompany({ database }: Greenroom, name: string, timeZone: string): Promise<string> {
  const id = newId()
  await sql`insert into company (id, name, time_zone, language) values (${id}, ${name}, ${timeZone}, 'EN')`.execute(
    database.em.fork().getKysely<unknown>(),
  )
  return id
}

/** The id of what a use case made. The demo asks only for what is allowed, so a refusal is a mistake here. */
function idOf(answer: Answer & { id?: string }): string {
  if (!answer.id) throw new Error(`The demo was refused: ${JSON.stringify(answer)}`)
  return answer.id
}

function idsOf(answer: Answer & { ids?: string[] }): string[] {
  if (!answer.ids) throw new Error(`The demo was refused: ${JSON.stringify(answer)}`)
  return answer.ids
}
