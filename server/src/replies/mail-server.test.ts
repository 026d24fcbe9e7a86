import nodemailer from 'nodemailer'
import PostalMime from 'postal-mime'
import { afterAll, describe, expect, test } from 'vitest'
import { replyMessage } from '../../test/answers.ts'
import { makeCertificate } from '../../test/certificate.ts'
import { openHouse } from '../../test/house.ts'
import { freePort } from '../../test/ports.ts'
import { relayStoriesAreLeftOut, startPostfix } from '../../test/postfix.ts'
import { tellStory } from '../../test/story.ts'
import { until } from '../../test/until.ts'

describe.skipIf(relayStoriesAreLeftOut())('by way of a real mail server', async () => {
  const inboundPort = await freePort()
  const relay = await startPostfix({
    domain: 'people.test',
    users: ['ada'],
    inbound: { domain: 'greenroom.test', port: inboundPort },
  })
  // After the house, whose worker still may hand something over.
  afterAll(() => relay.stop())
  const house = await openHouse({
    worker: true,
    relay,
    inbound: { port: inboundPort, tls: makeCertificate('greenroom.test') },
  })
  const arranged = async (email: string) => {
    const { recruiter, interview } = await (await tellStory(house)).arranged({ email })
    const sees = async () =>
      (
        await recruiter.reads(
          `query($id: ID!) { interview(id: $id) { rsvp candidate { addressBadReason }
            delivery { status errorCode serverResponse } } }`,
          { id: interview.id },
        )
      ).interview
    return { sees }
  }

  test('an invitation arrives encrypted, and its answer comes back', async () => {
    const { sees } = await arranged('ada@people.test')
    const [raw] = await until('the invitation to lie in the mailbox', () => {
      const mail = relay.mailOf('ada')
      return mail.length > 0 ? mail : null
    })
    const email = await PostalMime.parse(raw!)
    expect(raw!.toString('latin1')).toMatch(/^Received: from .*\r?\n.*with ESMTPS/m)
    const returnPath = email.headers.find(({ key }) => key === 'return-path')!.value
    expect(returnPath).toMatch(/^<interviews\+[a-z2-7]{39}@greenroom\.test>$/)
    const calendar = email.attachments.find(({ mimeType }) => mimeType === 'text/calendar')!
    expect(calendar.method).toBe('REQUEST')
    const uid = /^UID:(.+)$/m.exec(Buffer.from(calendar.content as ArrayBuffer).toString())![1]!.trim()
    expect(await sees()).toMatchObject({
      rsvp: 'NEEDS_ACTION',
      delivery: { serverResponse: expect.stringMatching(/^250 /) },
    })

    const reply = { from: 'ada@people.test', to: email.from!.address!, uid }
    const program = nodemailer.createTransport({ host: 'localhost', port: relay.port, tls: { ca: relay.ca } })
    await program.sendMail({ envelope: reply, raw: replyMessage('thunderbird', reply) })
    await until('the answer to count', async () => (await sees()).rsvp === 'ACCEPTED')
  })

  test('an email to somebody who is unknown there comes back, and says why', async () => {
    const { sees } = await arranged('nobody@people.test')
    const returned = await until('the email to come back', async () => {
      const seen = await sees()
      return seen.delivery.status === 'BOUNCED' ? seen : null
    })
    const line = 'unknown user: "nobody@people.test"'
    expect(returned).toMatchObject({
      candidate: { addressBadReason: line },
      delivery: { errorCode: 'BOUNCED', serverResponse: line },
    })
  })
})
