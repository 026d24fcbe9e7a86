import { afterEach, expect, test, vi } from 'vitest'
import { findings } from './audits.ts'
import { deliveriesOf, openPostOffice, statesOf } from './emails.ts'
import { until } from '../until.ts'
import { gate } from './mail-server.ts'
import { endEverything } from './processes.ts'

vi.setConfig({ testTimeout: 150_000 })
afterEach(endEverything)

test('an email whose worker was killed in mid-send is sent by another, and one that is only slow is left alone', async () => {
  const { greenroom, mail, books, arrivalsOf } = await openPostOffice()
  const doomed = await greenroom.startWorker()
  const patience = gate()
  mail.answers = async (moment) => {
    if (moment === 'MESSAGE') await patience.opened
    return undefined
  }

  const first = await books()
  await until('the first email is handed over and not yet acknowledged', () => mail.arrivals.length === 1)
  await doomed.kill('SIGKILL')
  const killedAt = performance.now()
  await Promise.all([greenroom.startWorker(), greenroom.startWorker()])
  const second = await books()
  await until('the second email is handed over and not yet acknowledged', () => mail.arrivals.length === 2)
  const [held] = await deliveriesOf(greenroom, second)

  await until('another worker hands the first email over', async () => (await arrivalsOf(first)).length === 2)
  const [abandoned, taken] = await arrivalsOf(first)
  const takeover = Math.round(taken!.at - killedAt)
  console.info(`the email of a killed worker was taken over after ${takeover} ms`)
  expect(takeover).toBeLessThan(60_000)

  // The second email's worker lives. Its lease would have ended by now, had nobody renewed it.
  await until('the second email is held for longer than a lease lasts', async () => {
    const [row] = await greenroom.query<{ over: boolean }>(
      `select now() > $1::timestamptz + interval '3 seconds' as over`,
      [held!.lease_until],
    )
    return row!.over
  })
  expect((await deliveriesOf(greenroom, second))[0]).toMatchObject({ attempts: 1, lease_owner: held!.lease_owner })

  patience.open()
  const states = async () => [...(await statesOf(greenroom, first)), ...(await statesOf(greenroom, second))]
  await until('both are sent', async () => (await states()).every((state) => state === 'INVITATION SENT'))
  expect(abandoned!.outcome).toBe('ABANDONED')
  expect(taken!.outcome).toBe('ACCEPTED')
  expect(taken!.raw.equals(abandoned!.raw)).toBe(true)
  expect(mail.arrivals).toHaveLength(3)
  expect(await findings(greenroom.query)).toEqual([])
})

test('a refused password stops the whole queue, and it goes on when the server takes the password again', async () => {
  const { greenroom, mail, books, emailOf, statusOf } = await openPostOffice()
  mail.answers = (moment) => (moment === 'AUTH' ? '535 5.7.8 no such user' : undefined)
  await greenroom.startWorker({ SMTP_URL: `smtp://greenroom:wrong@127.0.0.1:${mail.port}` })
  const pauseRow = async () =>
    (await greenroom.query<{ error_code: string; hint: string; next_probe_at: Date }>('select * from mail_pause'))[0]

  const first = await books()
  await until('the queue is paused', pauseRow)
  expect(await pauseRow()).toMatchObject({
    error_code: 'SMTP_LOGIN_REFUSED',
    hint: expect.stringContaining('password') as unknown,
  })
  await until('the recruiter sees why', async () => (await emailOf(first)).errorCode === 'SMTP_LOGIN_REFUSED')
  expect(await emailOf(first)).toMatchObject({ status: 'QUEUED', hint: expect.stringContaining('password') as unknown })

  // A second email is not even tried: only the pause's own probe knocks.
  const second = await books()
  const signIns = () => mail.commands.filter((command) => command.startsWith('AUTH')).length
  const probe = () => greenroom.query('update mail_pause set next_probe_at = now()')
  const before = signIns()
  await probe()
  await until('the worker has probed', () => signIns() > before)
  await until('the pause goes on', async () => (await pauseRow())!.next_probe_at > new Date())
  expect(await emailOf(second)).toMatchObject({ status: 'QUEUED', attempts: 0, errorCode: null })

  mail.answers = () => undefined
  await probe()
  await until('both are sent', async () => (await statusOf(first)) === 'SENT' && (await statusOf(second)) === 'SENT')
  expect(await pauseRow()).toBeUndefined()
  expect(mail.delivered()).toHaveLength(2)
  expect(await findings(greenroom.query)).toEqual([])
})
