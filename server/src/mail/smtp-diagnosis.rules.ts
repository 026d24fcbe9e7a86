/*
 * What a failed send means, by the signs the mail client leaves on its errors. The rules know no library: they look at
 * the fields of whatever was thrown. Hints are for a recruiter or an operator to act on, and name no person.
 */

export interface Diagnosis {
  /** A stable word for screens, logs and tests. */
  code: string
  /** What to do about it, in plain English. */
  hint: string
  /** RETRY: the same message later. FAIL: this message never. PAUSE: no message, until the settings are mended. */
  verdict: 'RETRY' | 'FAIL' | 'PAUSE'
  /** The command that was answered: CONN for the greeting, STARTTLS, AUTH …, MAIL FROM, RCPT TO, DATA; null for none. */
  command: string | null
  /** The server's own words, addresses removed; null when it said nothing. */
  serverResponse: string | null
}

type Verdict = Diagnosis['verdict']

interface Signs {
  /** What kind of failure the client saw, such as ESOCKET or EAUTH. */
  code: string
  /** The code of the system or of TLS below it, such as ECONNREFUSED. */
  originalCode: string
  /** The command that was answered: CONN, STARTTLS, AUTH ..., MAIL FROM, RCPT TO, DATA, or API for none. */
  command: string
  timeoutType: string
  message: string
  /** The names in the certificate the server showed, as `DNS:a, DNS:b`. */
  certificateNames: string
  response: string
  /** The reply code of RFC 5321, 4.2, or 0. */
  reply: number
  /** The enhanced code of RFC 3463, such as 5.7.1, or ''. */
  enhanced: string
}

interface Rule {
  code: string
  verdict: Verdict
  hint: string | ((signs: Signs) => string)
  when: (signs: Signs) => boolean
}

const permanent = ({ reply }: Signs) => reply >= 500 && reply < 600
const temporary = ({ reply }: Signs) => reply >= 400 && reply < 500
const below =
  (...codes: string[]) =>
  ({ code, originalCode }: Signs) =>
    codes.includes(originalCode) || codes.includes(code)
const says = ({ response }: Signs, pattern: RegExp) => pattern.test(response)

// The first rule that fits decides, so the particular stands before the general.
const RULES: Rule[] = [
  // Before any conversation: names, ports, TLS.
  {
    code: 'SMTP_GREETING_TIMEOUT',
    verdict: 'RETRY',
    hint: 'The mail server took the connection and said nothing. Port 465 needs TLS (an address beginning with smtps://), port 587 needs none at first (smtp://); if that is right, a firewall holds the port.',
    when: ({ timeoutType }) => timeoutType === 'GREETING_TIMEOUT',
  },
  {
    code: 'SMTP_CONNECT_TIMEOUT',
    verdict: 'RETRY',
    hint: 'The mail server cannot be reached. The outgoing port is probably blocked: many hosts block port 25, so try 587 or 465.',
    when: ({ timeoutType }) => timeoutType === 'CONNECT_TIMEOUT',
  },
  {
    code: 'SMTP_STALLED',
    verdict: 'RETRY',
    hint: 'The mail server stopped answering in the middle of the conversation. The message is tried again.',
    when: ({ code }) => code === 'ETIMEDOUT',
  },
  {
    code: 'SMTP_HOST_NOT_FOUND',
    verdict: 'RETRY',
    hint: "The mail server's name was not found. Check it for a typo, and whether this machine can resolve names.",
    when: (signs) => signs.code === 'EDNS' || below('ENOTFOUND', 'EAI_AGAIN')(signs),
  },
  {
    code: 'SMTP_CONNECTION_REFUSED',
    verdict: 'RETRY',
    hint: 'Nothing listens on this port of the mail server. Check host and port, and that the server is running.',
    when: below('ECONNREFUSED'),
  },
  {
    code: 'SMTP_TLS_MODE_WRONG',
    verdict: 'PAUSE',
    hint: 'This port speaks plain SMTP first (STARTTLS). Use smtp:// instead of smtps://, or port 465.',
    when: below('ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'),
  },
  {
    code: 'SMTP_TLS_TOO_OLD',
    verdict: 'PAUSE',
    hint: 'The mail server offers only outdated TLS. Ask its administrator for TLS 1.2 or newer.',
    when: ({ originalCode, code }) => /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(originalCode + code),
  },
  {
    code: 'SMTP_CERTIFICATE_UNTRUSTED',
    verdict: 'PAUSE',
    hint: "The mail server's certificate comes from a private or incomplete chain. Add the file of its certificate authority (NODE_EXTRA_CA_CERTS); do not switch verification off.",
    when: below(
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
    ),
  },
  {
    code: 'SMTP_CERTIFICATE_NAME_WRONG',
    verdict: 'PAUSE',
    hint: ({ certificateNames }) => {
      const names = [...certificateNames.matchAll(/DNS:([A-Za-z0-9.*-]+)/g)].map(([, name]) => name)
      return names.length > 0
        ? `The certificate belongs to another name. Use one of these names for the mail server: ${names.slice(0, 10).join(', ')}.`
        : "The certificate belongs to another name. Use the name that stands in the mail server's certificate."
    },
    when: below('ERR_TLS_CERT_ALTNAME_INVALID'),
  },
  {
    code: 'SMTP_CERTIFICATE_EXPIRED',
    verdict: 'PAUSE',
    hint: "The mail server's certificate has expired or is not valid yet. Ask its administrator, and check this machine's clock.",
    when: below('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'),
  },
  {
    code: 'SMTP_TLS_UNAVAILABLE',
    verdict: 'PAUSE',
    hint: 'The mail server cannot encrypt here. Try port 465 with smtps://, or another server.',
    when: ({ code }) => code === 'ETLS' || code === 'EREQUIRETLS',
  },
  {
    code: 'SMTP_TLS_FAILED',
    verdict: 'PAUSE',
    hint: 'The encrypted connection could not be set up. Check port and TLS mode of the mail server.',
    when: ({ originalCode, code }) => /^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_)/.test(originalCode || code),
  },
  {
    code: 'SMTP_SETTINGS_INVALID',
    verdict: 'PAUSE',
    hint: 'The address of the mail server (SMTP_URL) cannot be used. It looks like smtp://user:password@host:587 or smtps://user:password@host:465.',
    when: ({ code }) => code === 'ECONFIG' || code === 'EPROXY',
  },

  // The greeting.
  {
    code: 'SMTP_BLOCKED',
    verdict: 'PAUSE',
    hint: 'The mail server refuses to talk to this machine. Its IP address is probably on a block list: send through a relay, or have it removed.',
    when: (signs) => signs.code === 'EPROTOCOL' && permanent(signs) && signs.command === 'CONN',
  },

  // Signing in.
  {
    code: 'SMTP_CREDENTIALS_MISSING',
    verdict: 'PAUSE',
    hint: 'User or password of the mail server is missing in the settings.',
    when: ({ code, command, reply }) => code === 'ENOAUTH' || (code === 'EAUTH' && command === 'API' && reply === 0),
  },
  {
    code: 'SMTP_LOGIN_BUSY',
    verdict: 'RETRY',
    hint: "The mail server's login is busy for the moment. The message is tried again.",
    when: (signs) => (signs.code === 'EAUTH' || signs.code === 'EOAUTH2') && temporary(signs),
  },
  {
    code: 'SMTP_APP_PASSWORD_NEEDED',
    verdict: 'PAUSE',
    hint: 'Google takes no ordinary password here. Turn on 2-step verification and use a 16-letter app password, without spaces.',
    when: (signs) =>
      signs.code === 'EAUTH' &&
      (signs.enhanced === '5.7.9' || (signs.enhanced === '5.7.8' && says(signs, /google|gsmtp/i))),
  },
  {
    code: 'SMTP_PASSWORD_LOGIN_OFF',
    verdict: 'PAUSE',
    hint: 'Microsoft 365 blocks sending with a password (off by default from the end of 2026). Enable SMTP AUTH for this mailbox, use OAuth2, or send through a relay.',
    when: ({ code, enhanced }) => enhanced === '5.7.139' || enhanced === '5.7.30' || code === 'EOAUTH2',
  },
  {
    code: 'SMTP_LOGIN_REFUSED',
    verdict: 'PAUSE',
    hint: 'User name or password refused by the mail server. Check both in the settings.',
    when: ({ code }) => code === 'EAUTH',
  },

  // Not deliverable as it is, said before or after the server was asked.
  {
    code: 'MAIL_ADDRESS_UNUSABLE',
    verdict: 'FAIL',
    hint: 'The email address cannot be used as it is written. Correct it and send the invitation again.',
    when: ({ code, command, reply }) =>
      code === 'EUNUSABLEADDRESS' || (code === 'EENVELOPE' && command === 'API' && reply === 0),
  },
  {
    code: 'MAIL_TOO_LARGE',
    verdict: 'FAIL',
    hint: 'The message is larger than the mail server takes. Shorten the notes.',
    when: ({ code, enhanced, reply }) =>
      enhanced === '5.3.4' || (reply === 552 && enhanced !== '5.2.2') || (code === 'EMESSAGE' && reply === 0),
  },

  // Temporary refusals at any command, and a state of the session that a new connection mends (503).
  {
    code: 'SMTP_TRY_LATER',
    verdict: 'RETRY',
    hint: 'The mail server cannot take the message at the moment. It is tried again.',
    when: (signs) => temporary(signs) || signs.reply === 503,
  },

  // Permanent refusals.
  {
    code: 'SMTP_LOGIN_NEEDED',
    verdict: 'PAUSE',
    hint: 'The mail server wants a login (or STARTTLS first). Put user and password into SMTP_URL.',
    when: ({ reply, command }) => reply === 530 && command === 'MAIL FROM',
  },
  {
    code: 'SMTP_DOMAIN_UNPROVEN',
    verdict: 'FAIL',
    hint: "The recipient's mail server wants proof that the sender is real. Publish SPF, DKIM and DMARC for the sender's domain.",
    when: ({ enhanced }) => ['5.7.26', '5.7.515', '5.7.20', '5.7.23', '5.7.27', '5.7.29'].includes(enhanced),
  },
  {
    code: 'SMTP_SENDER_REFUSED',
    verdict: 'FAIL',
    hint: 'This login may not send with our sender address. Allow it to (including addresses with a +), or set the sender to the login.',
    when: (signs) =>
      permanent(signs) &&
      (signs.command === 'MAIL FROM' ||
        signs.enhanced === '5.7.60' ||
        signs.enhanced === '5.2.252' ||
        (signs.enhanced === '5.7.1' && signs.command === 'DATA' && says(signs, /send ?as|sender|from|owned/i))),
  },
  {
    code: 'SMTP_RELAY_DENIED',
    verdict: 'FAIL',
    hint: 'The mail server does not relay for us. Sign in with user and password, or use the server that is responsible for the sender.',
    when: (signs) => signs.command === 'RCPT TO' && says(signs, /relay/i),
  },
  {
    code: 'RECIPIENT_MAILBOX_FULL',
    verdict: 'FAIL',
    hint: "The recipient's mailbox is full. Reach the person another way, or send again later.",
    when: ({ enhanced }) => enhanced === '5.2.2',
  },
  {
    code: 'RECIPIENT_REFUSED',
    verdict: 'FAIL',
    hint: 'The mail server knows no such recipient, or takes no mail for it. Check the email address and send the invitation again.',
    when: (signs) => permanent(signs) && (signs.command === 'RCPT TO' || signs.enhanced.startsWith('5.1.')),
  },
  {
    code: 'MESSAGE_REFUSED',
    verdict: 'FAIL',
    hint: "The mail server refused the message; its answer says why. It may take it for spam: check SPF, DKIM and DMARC for the sender's domain.",
    when: permanent,
  },
  {
    code: 'MAIL_ADDRESS_UNUSABLE',
    verdict: 'FAIL',
    hint: 'The mail server takes no message to this address. Check it and send the invitation again.',
    when: ({ code }) => code === 'EENVELOPE',
  },

  // The line broke. Whether the message went out is unknown; sending the same bytes again is recognisably the same.
  {
    code: 'SMTP_CONNECTION_LOST',
    verdict: 'RETRY',
    hint: 'The connection to the mail server broke. The message is tried again.',
    when: (signs) =>
      signs.code === 'ECONNECTION' ||
      signs.code === 'ESOCKET' ||
      signs.code === 'EABORT' ||
      below('ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT')(signs) ||
      signs.message === 'Connection pool was closed',
  },
  {
    code: 'SMTP_PROTOCOL_ERROR',
    verdict: 'RETRY',
    hint: 'What answers on this port does not speak SMTP as expected. Check host and port of the mail server.',
    when: ({ code }) => code === 'EPROTOCOL',
  },
]

/**
 * Says why a send failed and what follows from it. Anything the table does not know fails this one message, so that a
 * mistake of ours is seen and not repeated for a day.
 */
export function diagnose(error: unknown): Diagnosis {
  const signs = signsOf(error)
  const serverResponse = withoutAddresses(signs.response) || null
  const command = signs.command && signs.command !== 'API' ? signs.command.slice(0, 40) : null
  const rule = RULES.find(({ when }) => when(signs))
  if (!rule) {
    return {
      code: 'MAIL_NOT_SENT',
      hint: 'The message could not be made or sent for an unexpected reason. The log of the worker has the details.',
      verdict: 'FAIL',
      command,
      serverResponse,
    }
  }
  const { code, verdict, hint } = rule
  return { code, verdict, hint: typeof hint === 'string' ? hint : hint(signs), command, serverResponse }
}

const fieldsOf = (thing: unknown) =>
  (typeof thing === 'object' && thing !== null ? thing : {}) as Record<string, unknown>
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function signsOf(error: unknown): Signs {
  const fields = fieldsOf(error)
  const word = (name: string) => textOf(fields[name])
  const response = word('response')
  const reply =
    typeof fields['responseCode'] === 'number' ? fields['responseCode'] : Number(/^\d{3}/.exec(response)?.[0] ?? 0)
  return {
    code: word('code'),
    originalCode: word('originalCode'),
    command: word('command'),
    timeoutType: word('timeoutType'),
    message: word('message'),
    certificateNames: textOf(fieldsOf(fields['cert'])['subjectaltname']),
    response,
    reply,
    enhanced: /(?:^|\s)([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/.exec(response.replace(/^\d{3}[ -]/, ''))?.[1] ?? '',
  }
}

/** The server's words without the addresses it repeats, without controls, and not longer than anyone reads. */
function withoutAddresses(response: string): string {
  return response
    .replace(/[^\s<>"(),:;]+@[^\s<>"(),:;]+/g, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}
