import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'
import { openDns } from '../mail/dns.ts'
import { lookAtMail } from '../mail/look-at-mail.ts'
import type { MailFinding } from '../mail/mail-finding.rules.ts'
import { makeMessageReturns } from './message-returns.ts'

const house = await openHouse({ worker: true, inbound: {} })
const { database, replyAddressOf } = house.greenroom

/** Looks at mail settings whose mail server is our own door: what leaves comes in at once. */
async function lookFrom(from: string) {
  const tools = {
    smtpUrl: `smtp://127.0.0.1:${await house.inboundPort()}`,
    caughtAt: '',
    dkim: null,
    dns: openDns(['127.0.0.1:1'], 10),
    returns: makeMessageReturns(database),
    returnPatience: 3_000,
  }
  const findings: MailFinding[] = []
  for await (const finding of lookAtMail(tools, { from, to: null, code: '123456' })) findings.push(finding)
  return findings.find(({ step }) => step === 'ROUND_TRIP')!
}

test('a message to the reply address of somebody is seen to come back, and troubles nobody', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  expect(await lookFrom(replyAddressOf(admin.id))).toMatchObject({ code: 'CAME_BACK', grade: 'GOOD' })
  const kept = await house.database.query<{ kind: string; status: string }>(
    'select kind, status from inbound_message where company_id = $1',
    [story.companyId],
  )
  expect(kept).toEqual([{ kind: 'AUTO_REPLY', status: 'NOTED' }])
})

test('one that nobody takes in is not', async () => {
  const story = await tellStory(house)
  const signal = AbortSignal.timeout(600)
  await story.admin()
  expect(await makeMessageReturns(database).cameBack('<never@greenroom.test>', signal)).toBe(false)
})
