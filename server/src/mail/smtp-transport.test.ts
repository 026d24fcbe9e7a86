import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { describe, expect, test } from 'vitest'
import { makeTransport } from './smtp-transport.ts'

const message = {
  envelope: { from: 'interviews+t@greenroom.example', to: ['ada@example.com'] },
  raw: Buffer.from('Message-ID: <m1@greenroom.example>\r\nSubject: Hello\r\n\r\nHello.\r\n'),
}

describe('a report of what could not be delivered', () => {
  /** Sends one message to a server that offers reports or not, and tells what that was asked for. */
  async function asked(offersReports: boolean, wantsReports: boolean) {
    const envelopes: SMTPServerSession['envelope'][] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      hideDSN: !offersReports,
      onData(stream, session, done) {
        envelopes.push(session.envelope)
        stream.on('end', done).resume()
      },
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const transport = makeTransport(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`)
    await transport.send({ ...message, wantsReports })
    transport.close()
    await new Promise<void>((closed) => server.close(closed))
    const [{ dsn, rcptTo }] = envelopes as [SMTPServerSession['envelope']]
    return { about: dsn?.ret ?? null, when: rcptTo[0]!.dsn?.notify ?? null }
  }

  test('is asked for where somebody reads it: of failure and delay, with the header of the message', async () => {
    expect(await asked(true, true)).toEqual({ about: 'HDRS', when: ['FAILURE', 'DELAY'] })
  })

  test('is not asked for where nobody would read it, nor of a server that offers none', async () => {
    const nothing = { about: null, when: null }
    expect(await asked(true, false)).toEqual(nothing)
    expect(await asked(false, true)).toEqual(nothing)
  })
})
