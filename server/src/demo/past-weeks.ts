import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import { dateAfter, localDateOf, weekdayOf } from '../shared/local-days.ts'
import { instantsOf } from '../shared/when.ts'
import type { Greenroom } from './greenroom.ts'
import { writeHistory, type PastApplication, type PastEmail, type PastInterview } from './write-history.ts'

const minute = 60_000
const hour = 60 * minute
const zone = 'Europe/Stockholm'

/** How many weeks the company has hired for before the demo begins. */
const weeks = 9

// They stand behind the others in lists by name: whom the demo is about stays on the first page.
const firstNames = ['Ulf', 'Uma', 'Valter', 'Vera', 'Viktor', 'Vilma', 'Wahid', 'Wilma', 'Xenia', 'Yara', 'Zoran']
const lastNames = ['Åkesson', 'Bergman', 'Costa', 'Dahl', 'Eriksen', 'Fontaine', 'Haddad', 'Ivarsson', 'Kovač']

interface Team {
  jobs: { engineer: string; designer: string; nurse: string }
  people: { astrid: string; ines: string; ruben: string }
  /** Criteria of the designers' kit. */
  designCriteria: readonly string[]
}

/**
 * What the company has done in the weeks before: analytics need something to look back on. It is written straight into
 * the tables, because nothing can be arranged in the past. Everything is decided, so nobody owes anything of it, and it is
 * the same every time.
 */
export async function writePastWeeks({ database }: Greenroom, companyId: string, team: Team): Promise<void> {
  const { engineer, designer, nurse } = team.jobs
  const { astrid, ines, ruben } = team.people
  const kits = await ask(
    database,
    sql<{ jobId: string; versionId: string; criteria: { id: string }[] }>`select job_round.job_id as "jobId",
        kit_version.id as "versionId", kit_version.criteria from job_round
      join kit_version on kit_version.company_id = job_round.company_id and kit_version.kit_id = job_round.kit_id
      where job_round.company_id = ${companyId} and job_round.number = 1`,
  )
  const today = localDateOf(new Date(), zone)
  const applications: PastApplication[] = []
  let number = 0
  /** From 0 to 1, by the number of the thing and what it is about: the same in every demo. */
  const chance = (about: number) => (Math.sin(number * 12.9898 + about * 78.233) * 43758.5453) % 1
  const share = (about: number) => Math.abs(chance(about))

  const iso = (at: number) => new Date(at).toISOString()
  const interview = (date: string, round: number, job: string, lateness: number): PastInterview => {
    const startsAt = instantsOf(
      date,
      `${String(9 + Math.floor(share(1 + round) * 7)).padStart(2, '0')}:00`,
      zone,
    )[0]!.getTime()
    const createdAt = startsAt - (2 + share(2 + round) * 5 + lateness) * 24 * hour
    const fate = share(3 + round)
    const isAlone = job === nurse
    const status =
      fate < 0.76 ? 'COMPLETED' : fate < 0.88 ? 'CANCELLED' : isAlone && fate < 0.95 ? 'EXPIRED' : 'NO_SHOW'
    const answer = share(4 + round)
    const rsvp = answer < 0.68 ? 'ACCEPTED' : answer < 0.75 ? 'DECLINED' : answer < 0.8 ? 'TENTATIVE' : 'NEEDS_ACTION'
    const moves = share(5 + round) < 0.18 ? [{ at: iso(createdAt + 5 * hour) }] : []
    const settledAt = createdAt + (moves.length > 0 ? 5 * hour : 0)
    const panel = isAlone ? [] : share(6 + round) < 0.3 ? [ines, astrid] : share(6 + round) < 0.75 ? [ines] : [ruben]
    const kit = kits.find(({ jobId }) => jobId === job)
    const email = (kind: string, queuedAt: number, about: number): PastEmail => {
      const outcome = share(about + round)
      if (outcome < 0.02) return { kind, status: 'BOUNCED', queuedAt: iso(queuedAt), errorCode: 'BOUNCED' }
      if (outcome < 0.03) return { kind, status: 'FAILED', queuedAt: iso(queuedAt), errorCode: 'SMTP_CONNECT_TIMEOUT' }
      return { kind, status: 'SENT', queuedAt: iso(queuedAt) }
    }
    const criteria =
      job === designer
        ? team.designCriteria
        : round === 1 && job === engineer
          ? (kit?.criteria ?? []).map(({ id }) => id)
          : []
    return {
      round,
      status,
      mode: isAlone ? 'SELF_GUIDED' : 'PHONE',
      kitVersionId: round === 1 ? (kit?.versionId ?? null) : null,
      createdAt: iso(createdAt),
      startsAt: iso(startsAt),
      minutes: round === 2 ? 180 : 45,
      rsvp,
      rsvpAt: rsvp === 'NEEDS_ACTION' ? null : iso(settledAt + share(7 + round) ** 3 * 30 * hour + 6 * minute),
      interviewerIds: panel,
      moves,
      emails: [
        email('INVITATION', createdAt, 20),
        ...(moves.length > 0 ? [email('UPDATE', settledAt, 30)] : []),
        ...(status === 'CANCELLED'
          ? [email('CANCELLATION', startsAt - 20 * hour, 40)]
          : [email('REMINDER', startsAt - 24 * hour, 50)]),
      ],
      scorecards:
        status === 'COMPLETED'
          ? panel.map((authorId, seat) => ({
              authorId,
              versions: [
                {
                  submitted: true,
                  // Inès is the kinder one of them.
                  recommendation: ['STRONG_NO', 'NO', 'YES', 'STRONG_YES'][
                    Math.min(3, Math.floor(share(8 + round + seat) * 3 + (authorId === ines ? 1 : 0.4)))
                  ]!,
                  scores: Object.fromEntries(
                    criteria.map((id, place) => [
                      id,
                      share(9 + place + seat) < 0.08
                        ? ('NOT_SEEN' as const)
                        : Math.min(5, 1 + Math.floor(share(10 + place + seat) * 4 + (authorId === ines ? 1 : 0.3))),
                    ]),
                  ),
                },
              ],
            }))
          : [],
    }
  }

  for (let date = dateAfter(today, -7 * weeks); date < dateAfter(today, -1); date = dateAfter(date, 1)) {
    if (weekdayOf(date) > 5) continue
    for (const job of [engineer, number % 3 === 0 ? nurse : designer]) {
      number++
      const first = interview(date, 1, job, 0)
      const secondOn = dateAfter(date, weekdayOf(date) > 3 ? 5 : 7)
      const goesOn = job === engineer && first.status === 'COMPLETED' && share(11) < 0.5 && secondOn < today
      const interviews = goesOn ? [first, interview(secondOn, 2, job, 0)] : [first]
      const appliedAt = Date.parse(first.createdAt) - (0.3 + share(12) ** 2 * 9) * 24 * hour
      const wasHeld = interviews.at(-1)!.status === 'COMPLETED'
      const verdict = share(13)
      const name = `${firstNames[number % firstNames.length]!} ${lastNames[number % lastNames.length]!}`
      applications.push({
        candidate: { name, email: `past.${number}@candidates.test` },
        jobId: job,
        status: wasHeld && verdict < (goesOn ? 0.45 : 0.12) ? 'APPROVED' : verdict > 0.93 ? 'WITHDRAWN' : 'REJECTED',
        createdAt: iso(appliedAt),
        interviews,
      })
    }
  }
  await writeHistory(database, companyId, applications)
}
