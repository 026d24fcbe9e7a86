import { sql } from 'kysely'
import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { Job } from '../jobs/job.ts'
import { lockKits, type KitIsArchived } from '../kits/lock-kits.ts'
import { findAndLock } from '../shared/find.ts'
import {
  durationMinutes,
  idempotencyKey,
  interviewerIds,
  line,
  meetingUrl,
  optional,
  poolsOrNot,
} from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { interviewMode, whyNoPlace } from './interview.rules.ts'

const input = z.object({
  jobId: z.string(),
  rounds: z
    .array(
      z.object({
        name: line(200),
        durationMinutes,
        mode: z.enum(interviewMode),
        location: optional(line(500)),
        meetingUrl: optional(meetingUrl),
        kitId: optional(z.string()),
        interviewerIds,
        anyOf: poolsOrNot,
      }),
    )
    .max(50, 'At most 50 rounds.'),
  idempotencyKey,
})

/** A plan has several rounds, so what one of them lacks is told by its path. */
const noPlace = {
  LocationIsMissing: { field: 'location', message: 'A round on site needs a location.' },
  MeetingUrlIsMissing: { field: 'meetingUrl', message: 'A round by video needs a meeting URL.' },
} as const

/** Says through which rounds applications for a job go. What is scheduled already stays as it is. */
export const makeSetJobRounds = useCase(
  'setJobRounds',
  input,
  async (tx, { jobId, rounds }): Promise<{ kind: 'Job'; id: string } | KitIsArchived | InvalidInput> => {
    const problems = rounds.flatMap((round, index) => {
      const missing = whyNoPlace(round)
      return missing
        ? [{ path: `rounds.${index}.${noPlace[missing.kind].field}`, message: noPlace[missing.kind].message }]
        : []
    })
    if (problems.length > 0) return invalidInput(...problems)
    const { companyId: company_id } = tx
    await findAndLock(tx, Job, jobId)
    const kits = await lockKits(tx, [...new Set(rounds.flatMap((round) => round.kitId ?? []))])
    const archived = kits.filter((kit) => kit.archived)
    if (archived.length > 0) {
      const had = await tx.rows(sql<{ kitId: string }>`select kit_id as "kitId" from job_round
        where company_id = ${company_id} and job_id = ${jobId}`)
      const chosenNow = archived.find(({ id }) => !had.some(({ kitId }) => kitId === id))
      if (chosenNow) return { kind: 'KitIsArchived', kitId: chosenNow.id }
    }
    await lockInterviewers(tx, [
      ...new Set(rounds.flatMap((round) => [...round.interviewerIds, ...(round.anyOf ?? []).flat()])),
    ])
    tx.write(sql`delete from job_round_member where company_id = ${company_id} and job_id = ${jobId}`)
    tx.write(sql`delete from job_round where company_id = ${company_id} and job_id = ${jobId}`)
    for (const [index, round] of rounds.entries()) {
      const key = { company_id, job_id: jobId, number: index + 1 }
      tx.insert('job_round', {
        ...key,
        name: round.name,
        duration_minutes: round.durationMinutes,
        mode: round.mode,
        location: round.location,
        meeting_url: round.meetingUrl,
        kit_id: round.kitId,
      })
      for (const [pool, ids] of [round.interviewerIds, ...(round.anyOf ?? [])].entries())
        tx.insert('job_round_member', ...ids.map((interviewer_id) => ({ ...key, pool, interviewer_id })))
    }
    tx.record({ name: 'JobRoundsSet', about: { type: 'Job', id: jobId }, fields: ['rounds'] })
    return { kind: 'Job', id: jobId }
  },
)
