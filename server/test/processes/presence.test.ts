import { afterEach, expect, test, vi } from 'vitest'
import { openSocket } from '../live.ts'
import { until } from '../until.ts'
import { inMinutes, openInstallation, type Server } from './installation.ts'
import { endEverything } from './processes.ts'

vi.setConfig({ testTimeout: 180_000 })
afterEach(endEverything)

test('a server that is killed leaves no candidate behind in the lobby', async () => {
  const greenroom = await openInstallation()
  const [doomed, safe] = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  await greenroom.startWorker()
  const recruiter = await greenroom.signIn(safe)
  const people = await Promise.all(
    (await greenroom.company.applicants(2)).map(async (applicationId) => {
      const { scheduleInterview: interview } = await recruiter.ask<{
        scheduleInterview: { __typename: string; id: string; candidateLink: string }
      }>(
        safe,
        `mutation ($input: ScheduleInterviewInput!) {
          scheduleInterview(input: $input) { __typename ... on Interview { id candidateLink } }
        }`,
        {
          input: {
            applicationId,
            startsAt: inMinutes(10),
            durationMinutes: 30,
            mode: 'SELF_GUIDED',
            overrideReason: 'It is soon.',
          },
        },
      )
      expect(interview.__typename).toBe('Interview')
      return { id: interview.id, key: interview.candidateLink.slice(-52) }
    }),
  )
  const opensPage = async (at: Server, { key }: { key: string }) => {
    const ears = openSocket(at, { headers: {}, authorization: `Candidate ${key}` })
    await ears.opened()
    return ears
  }
  const presence = async ({ id }: { id: string }) =>
    (
      await recruiter.ask<{ interview: { presence: { isPageOpen: boolean; saidGoodbye: boolean } | null } }>(
        safe,
        'query ($id: ID!) { interview(id: $id) { presence { isPageOpen saidGoodbye } } }',
        { id },
      )
    ).interview.presence
  const [lost, kept] = people as [(typeof people)[0], (typeof people)[0]]
  for (const [at, who] of [
    [doomed, lost],
    [doomed, kept],
    [safe, kept],
  ] as const)
    await opensPage(at, who)
  await until('both to be here', async () => (await presence(lost))?.isPageOpen && (await presence(kept))?.isPageOpen)
  await until(
    'both servers to know',
    async () => (await greenroom.query('select from candidate_presence')).length === 3,
  )

  await doomed.process.kill('SIGKILL')
  // What it said grows old by itself; the story moves its hour instead of waiting for it.
  await greenroom.query(
    `update candidate_presence set seen_at = seen_at - interval '1 minute', open_since = open_since - interval '1 minute'
    where holder_id = (select holder_id from candidate_presence where interview_id = $1)`,
    [lost.id],
  )
  expect(await presence(lost)).toEqual({ isPageOpen: false, saidGoodbye: false })
  const told = ({ id }: { id: string }) =>
    greenroom.query(`select from live_event where topic = 'candidatePresenceChanged' and subject_id = $1`, [id])
  await until('the worker to tell it', async () => (await told(lost)).length === 2)
  await until(
    'the dead one’s word to be forgotten',
    async () => (await greenroom.query('select from candidate_presence')).length === 2,
  )
  expect(await presence(kept)).toEqual({ isPageOpen: true, saidGoodbye: false })
  expect(await told(kept)).toHaveLength(1)

  await opensPage(safe, lost)
  await until('the candidate to be back', async () => (await presence(lost))?.isPageOpen)
  expect(greenroom.failures()).toEqual([])
})
