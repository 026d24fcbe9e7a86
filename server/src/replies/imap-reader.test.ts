import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letter, replyMessage } from '../../test/answers.ts'
import { imapStoriesAreLeftOut, startDovecot, type MailStore } from '../../test/dovecot.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { startImapReader, type ImapReader, type ImapSettings } from './imap-reader.ts'
import { makeReceiveMessage } from './receive-message.ts'

describe.skipIf(imapStoriesAreLeftOut())('a mailbox on a real server', async () => {
  const house = await openHouse({ worker: true })
  const { database, addresses, keepMessage, log } = house.greenroom
  const receive = makeReceiveMessage({ database, addresses, keepMessage, log })
  let store: MailStore
  let owner: ImapFlow
  const readers: ImapReader[] = []

  const settings = (more: Partial<ImapSettings> = {}): ImapSettings => ({
    host: '127.0.0.1',
    port: store.port,
    secure: false,
    mayBeClear: true,
    user: store.user,
    password: store.password,
    folder: 'INBOX',
    verdictsOf: 'mx.house.test',
    ...more,
  })
  const read = (more: Partial<ImapSettings> = {}) => {
    const reader = startImapReader(settings(more), { receive, log })
    readers.push(reader)
    return reader
  }

  beforeAll(async () => {
    store = await startDovecot()
    owner = new ImapFlow({
      host: '127.0.0.1',
      port: store.port,
      secure: false,
      auth: { user: store.user, pass: store.password },
      logger: false,
    })
    await owner.connect()
    await owner.mailboxOpen('INBOX')
  })
  afterAll(async () => {
    await Promise.all(readers.map((reader) => reader.stop()))
    await owner?.logout()
    await store?.stop()
  })

  async function invited() {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged()
    const email = await candidate.readsEmail()
    const uid = /^UID:(.+)$/m.exec(email.calendars[0]!.content)![1]!.trim()
    const messages = async () =>
      (await recruiter.reads('{ inboundMessages { nodes { kind status reason proof text } } }')).inboundMessages
        .nodes as {
        status: string
      }[]
    const rsvp = async () =>
      (await recruiter.reads('query($id: ID!) { interview(id: $id) { rsvp } }', { id: interview.id })).interview
        .rsvp as string
    return { candidate, email, messages, rsvp, reply: { to: email.from, from: candidate.email!, uid } }
  }

  /** As the mail server in front of the mailbox would hand it over. */
  const arrives = (raw: Buffer, ...headers: string[]) =>
    owner.append('INBOX', Buffer.concat([Buffer.from(headers.map((line) => `${line}\r\n`).join('')), raw]))

  test('is read, at once and whatever a person has read there, and each message once by however many', async () => {
    const { messages, rsvp, reply } = await invited()
    await owner.append('INBOX', replyMessage('gmail', { ...reply, partstat: 'TENTATIVE' }), ['\\Seen'])
    read()
    read()
    await until('the answer that lay there counts', async () => (await rsvp()) === 'TENTATIVE')
    await arrives(replyMessage('outlook', { ...reply, partstat: 'ACCEPTED', stamp: new Date(Date.now() + 60_000) }))
    // Told by the server: the next look would be a minute away.
    await until('the answer that comes counts', async () => (await rsvp()) === 'ACCEPTED')
    expect(await messages()).toHaveLength(2)
    const taken = await until('both are marked', async () => {
      const found = await owner.search({ keyword: '$GreenroomTaken' }, { uid: true })
      return found && found.length === 2 && found
    })
    expect(await owner.search({ seen: false }, { uid: true })).toHaveLength(1)
    expect(taken).toHaveLength(2)
  })

  test('tells by its own server’s word who is proven, and by nobody else’s', async () => {
    const pass = (server: string) =>
      `Authentication-Results: ${server}; dmarc=pass (p=REJECT) header.from=candidates.test`
    const fail = 'Authentication-Results: mx.house.test; dmarc=fail (p=REJECT) header.from=candidates.test'
    const [proven, claimed, forged] = [await invited(), await invited(), await invited()]
    read()
    await arrives(replyMessage('thunderbird', proven.reply), pass('mx.house.test'))
    await arrives(replyMessage('thunderbird', claimed.reply), pass('mx.evil.test'), pass('mx.house.test'))
    await arrives(replyMessage('thunderbird', forged.reply), fail, pass('mx.house.test'))
    await until('all are taken in', async () => (await forged.messages()).length)
    expect(await proven.messages()).toMatchObject([{ status: 'APPLIED', proof: 'A' }])
    expect(await claimed.messages()).toMatchObject([{ status: 'APPLIED', proof: 'B' }])
    expect(await forged.messages()).toMatchObject([{ status: 'WAITING', reason: 'FORGED', proof: 'D' }])
  })

  test('is shared with letters that are not for us, and with what is too large', async () => {
    const { messages, reply, email } = await invited()
    read()
    await arrives(letter({ ...reply, to: 'somebody@greenroom.test' }, 'Not for you'))
    await arrives(letter({ ...reply, to: 'list@elsewhere.test' }, 'For the house'), `Delivered-To: ${email.from}`)
    await arrives(letter(reply, `${'x'.repeat(70)}\r\n`.repeat(32_000)))
    await until('two are taken in', async () => (await messages()).length === 2)
    expect(await messages()).toMatchObject([
      { kind: 'UNREADABLE', status: 'WAITING', text: 'TOO_LARGE' },
      { kind: 'MESSAGE', text: 'For the house' },
    ])
  })

  test('that cannot be opened is tried again, and named without its password', async () => {
    const reader = read({ password: 'a wrong one that nobody may read' })
    const line = await until('the log says so', () =>
      house.log.find(({ msg }) => msg === 'the mailbox for answers cannot be read'),
    )
    expect(JSON.stringify(line)).not.toContain('a wrong one')
    await reader.stop()
  })
})
