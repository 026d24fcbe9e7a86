import { describe, expect, test } from 'vitest'
import { diagnose } from './smtp-diagnosis.rules.ts'

type Row = [what: string, error: Record<string, unknown>, code: string, verdict: string, hint: RegExp]

const answered = (code: string, command: string, response: string) => ({
  code,
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
})

const rows: Row[] = [
  [
    'silence instead of a greeting',
    { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT', command: 'CONN' },
    'SMTP_GREETING_TIMEOUT',
    'RETRY',
    /465 needs TLS/,
  ],
  [
    'a connection that never stands',
    { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' },
    'SMTP_CONNECT_TIMEOUT',
    'RETRY',
    /block port 25/,
  ],
  [
    'a server that stalls',
    { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' },
    'SMTP_STALLED',
    'RETRY',
    /stopped answering/,
  ],
  [
    'a stalled change to TLS',
    { code: 'ETIMEDOUT', timeoutType: 'UPGRADE_TIMEOUT' },
    'SMTP_STALLED',
    'RETRY',
    /stopped answering/,
  ],
  ['a name that does not exist', { code: 'EDNS', originalCode: 'ENOTFOUND' }, 'SMTP_HOST_NOT_FOUND', 'RETRY', /typo/],
  [
    'a port where nothing listens',
    { code: 'ESOCKET', originalCode: 'ECONNREFUSED' },
    'SMTP_CONNECTION_REFUSED',
    'RETRY',
    /Nothing listens/,
  ],
  [
    'TLS from the start on 587',
    { code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' },
    'SMTP_TLS_MODE_WRONG',
    'PAUSE',
    /STARTTLS/,
  ],
  [
    'only old TLS',
    { code: 'ESOCKET', originalCode: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' },
    'SMTP_TLS_TOO_OLD',
    'PAUSE',
    /outdated/,
  ],
  [
    'old TLS without a reason of its own',
    { code: 'ESOCKET', originalCode: 'ERR_SSL_UNSUPPORTED_PROTOCOL' },
    'SMTP_TLS_TOO_OLD',
    'PAUSE',
    /outdated/,
  ],
  [
    'a self-signed certificate',
    { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    'SMTP_CERTIFICATE_UNTRUSTED',
    'PAUSE',
    /do not switch verification off/,
  ],
  [
    'a private certificate authority',
    { code: 'ESOCKET', originalCode: 'SELF_SIGNED_CERT_IN_CHAIN' },
    'SMTP_CERTIFICATE_UNTRUSTED',
    'PAUSE',
    /authority/,
  ],
  [
    'an incomplete chain',
    { code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    'SMTP_CERTIFICATE_UNTRUSTED',
    'PAUSE',
    /incomplete/,
  ],
  [
    'a certificate of another name',
    {
      code: 'ESOCKET',
      originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
      cert: { subjectaltname: 'DNS:mail.example.com, DNS:*.example.org' },
    },
    'SMTP_CERTIFICATE_NAME_WRONG',
    'PAUSE',
    /mail\.example\.com, \*\.example\.org/,
  ],
  [
    'a certificate without names',
    { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID', message: 'x' },
    'SMTP_CERTIFICATE_NAME_WRONG',
    'PAUSE',
    /another name/,
  ],
  [
    'an expired certificate',
    { code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' },
    'SMTP_CERTIFICATE_EXPIRED',
    'PAUSE',
    /expired/,
  ],
  [
    'no STARTTLS where it is required',
    answered('ETLS', 'STARTTLS', '502 5.5.1 Command not implemented'),
    'SMTP_TLS_UNAVAILABLE',
    'PAUSE',
    /465/,
  ],
  [
    'another failure of TLS',
    { code: 'ESOCKET', originalCode: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' },
    'SMTP_TLS_FAILED',
    'PAUSE',
    /encrypted connection/,
  ],
  ['settings nobody can use', { code: 'ECONFIG' }, 'SMTP_SETTINGS_INVALID', 'PAUSE', /SMTP_URL/],
  [
    'a blocked address',
    answered('EPROTOCOL', 'CONN', '554 5.7.1 203.0.113.9 is listed'),
    'SMTP_BLOCKED',
    'PAUSE',
    /block list/,
  ],
  [
    'a busy greeting',
    answered('EPROTOCOL', 'CONN', '421 4.3.2 Service not available'),
    'SMTP_TRY_LATER',
    'RETRY',
    /tried again/,
  ],
  [
    'no password in the settings',
    { code: 'EAUTH', command: 'API' },
    'SMTP_CREDENTIALS_MISSING',
    'PAUSE',
    /missing in the settings/,
  ],
  [
    'an ordinary password at Google (534)',
    answered('EAUTH', 'AUTH PLAIN', '534 5.7.9 Application-specific password required'),
    'SMTP_APP_PASSWORD_NEEDED',
    'PAUSE',
    /app password/,
  ],
  [
    'an ordinary password at Google (535)',
    answered(
      'EAUTH',
      'AUTH PLAIN',
      '535-5.7.8 Username and Password not accepted. 535 5.7.8 https://support.google.com/mail x - gsmtp',
    ),
    'SMTP_APP_PASSWORD_NEEDED',
    'PAUSE',
    /app password/,
  ],
  [
    'password login off at Microsoft',
    answered('EAUTH', 'AUTH LOGIN', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.'),
    'SMTP_PASSWORD_LOGIN_OFF',
    'PAUSE',
    /Microsoft 365/,
  ],
  [
    'password login refused for good at Microsoft',
    answered('EAUTH', 'AUTH LOGIN', '550 5.7.30 Basic authentication is not supported for Client Submission.'),
    'SMTP_PASSWORD_LOGIN_OFF',
    'PAUSE',
    /OAuth2/,
  ],
  [
    'a wrong password anywhere else',
    answered('EAUTH', 'AUTH PLAIN', '535 5.7.8 Error: authentication failed'),
    'SMTP_LOGIN_REFUSED',
    'PAUSE',
    /refused/,
  ],
  [
    'a busy login',
    answered('EAUTH', 'AUTH PLAIN', '454 4.7.0 Temporary authentication failure'),
    'SMTP_LOGIN_BUSY',
    'RETRY',
    /busy/,
  ],
  [
    'a login that was forgotten',
    answered('EENVELOPE', 'MAIL FROM', '530 5.7.0 Authentication required'),
    'SMTP_LOGIN_NEEDED',
    'PAUSE',
    /wants a login/,
  ],
  [
    'a sender of somebody else (550)',
    answered('EENVELOPE', 'MAIL FROM', '550 5.7.1 Not owned by user'),
    'SMTP_SENDER_REFUSED',
    'FAIL',
    /sender/,
  ],
  [
    'a sender of somebody else (553)',
    answered('EENVELOPE', 'MAIL FROM', '553 5.7.1 Sender address rejected'),
    'SMTP_SENDER_REFUSED',
    'FAIL',
    /sender/,
  ],
  [
    'a sender refused with the message',
    answered('EMESSAGE', 'DATA', '554 5.2.252 SendAsDenied; not allowed to send as'),
    'SMTP_SENDER_REFUSED',
    'FAIL',
    /sender/,
  ],
  [
    'a sender refused at Exchange',
    answered('EMESSAGE', 'DATA', '550 5.7.60 Client does not have permissions to send as this sender'),
    'SMTP_SENDER_REFUSED',
    'FAIL',
    /sender/,
  ],
  [
    'an unknown recipient',
    answered('EENVELOPE', 'RCPT TO', '550 5.1.1 User unknown'),
    'RECIPIENT_REFUSED',
    'FAIL',
    /Check the email address/,
  ],
  [
    'an unknown recipient, told late',
    answered('EMESSAGE', 'DATA', '550 5.1.1 User unknown'),
    'RECIPIENT_REFUSED',
    'FAIL',
    /Check the email address/,
  ],
  [
    'a full mailbox',
    answered('EENVELOPE', 'RCPT TO', '552 5.2.2 Mailbox full'),
    'RECIPIENT_MAILBOX_FULL',
    'FAIL',
    /full/,
  ],
  [
    'a greylisted recipient',
    answered('EENVELOPE', 'RCPT TO', '450 4.2.0 Greylisted'),
    'SMTP_TRY_LATER',
    'RETRY',
    /tried again/,
  ],
  [
    'a server that does not relay',
    answered('EENVELOPE', 'RCPT TO', '554 5.7.1 Relay access denied'),
    'SMTP_RELAY_DENIED',
    'FAIL',
    /does not relay/,
  ],
  [
    'a domain without SPF and DKIM',
    answered('EMESSAGE', 'DATA', '550 5.7.26 Unauthenticated email is not accepted'),
    'SMTP_DOMAIN_UNPROVEN',
    'FAIL',
    /SPF, DKIM and DMARC/,
  ],
  [
    'the same at Microsoft',
    answered('EMESSAGE', 'DATA', '550 5.7.515 Access denied, sending domain does not meet the level'),
    'SMTP_DOMAIN_UNPROVEN',
    'FAIL',
    /SPF, DKIM and DMARC/,
  ],
  [
    'a message taken for spam',
    answered('EMESSAGE', 'DATA', '554 5.7.1 Message rejected as spam'),
    'MESSAGE_REFUSED',
    'FAIL',
    /spam/,
  ],
  [
    'a message that comes at a bad time',
    answered('EMESSAGE', 'DATA', '451 4.3.0 Try again later'),
    'SMTP_TRY_LATER',
    'RETRY',
    /tried again/,
  ],
  [
    'a session out of step',
    answered('EENVELOPE', 'MAIL FROM', '503 5.5.1 Bad sequence of commands'),
    'SMTP_TRY_LATER',
    'RETRY',
    /tried again/,
  ],
  ['a message larger than announced', { code: 'EMESSAGE', command: 'MAIL FROM' }, 'MAIL_TOO_LARGE', 'FAIL', /larger/],
  [
    'a message larger than taken',
    answered('EMESSAGE', 'DATA', '552 5.3.4 Message too big'),
    'MAIL_TOO_LARGE',
    'FAIL',
    /larger/,
  ],
  [
    'an address the client refuses',
    { code: 'EENVELOPE', command: 'API' },
    'MAIL_ADDRESS_UNUSABLE',
    'FAIL',
    /Correct it/,
  ],
  ['an address we refuse', { code: 'EUNUSABLEADDRESS' }, 'MAIL_ADDRESS_UNUSABLE', 'FAIL', /Correct it/],
  ['a broken line', { code: 'ECONNECTION', command: 'CONN' }, 'SMTP_CONNECTION_LOST', 'RETRY', /broke/],
  ['a reset line', { code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'SMTP_CONNECTION_LOST', 'RETRY', /broke/],
  [
    'a pool that was closed under a message',
    { message: 'Connection pool was closed' },
    'SMTP_CONNECTION_LOST',
    'RETRY',
    /broke/,
  ],
  [
    'something that is no mail server',
    { code: 'EPROTOCOL', command: 'CONN', response: 'HTTP/1.1 400 Bad Request' },
    'SMTP_PROTOCOL_ERROR',
    'RETRY',
    /does not speak SMTP/,
  ],
  ['a mistake of ours', { message: 'x is not a function' }, 'MAIL_NOT_SENT', 'FAIL', /log of the worker/],
]

describe('the diagnosis of a failed send', () => {
  test.each(rows)('%s', (_, error, code, verdict, hint) => {
    const diagnosis = diagnose(Object.assign(new Error(), error))
    expect(diagnosis).toMatchObject({ code, verdict })
    expect(diagnosis.hint).toMatch(hint)
    expect(diagnosis.code).toMatch(/^[A-Z]+(_[A-Z]+)+$/)
  })

  test('knows what is no error at all', () => {
    for (const thrown of [undefined, null, 'oops', 7]) {
      expect(diagnose(thrown)).toMatchObject({ code: 'MAIL_NOT_SENT', verdict: 'FAIL', serverResponse: null })
    }
  })

  test("keeps the server's words without the person's address, controls and endless length", () => {
    const response = '550 5.1.1 <ada.lovelace+x@mail.example.com>: Recipient\r\n\u0007rejected'
    expect(diagnose({ code: 'EENVELOPE', command: 'RCPT TO', response }).serverResponse).toBe(
      '550 5.1.1 <…>: Recipient rejected',
    )
    expect(diagnose({ code: 'EMESSAGE', response: `554 ${'x'.repeat(5000)}` }).serverResponse).toHaveLength(500)
  })

  test('never puts an address into a hint', () => {
    for (const [, error] of rows) {
      const named = {
        ...error,
        message: `${String(error['message'] ?? '')} to ada@example.com`,
        rejected: ['ada@example.com'],
      }
      expect(diagnose(named).hint).not.toContain('@example.com')
    }
  })
})
