/*
 * What a look at the mail settings finds, one finding for each thing looked at, and what a person can do about it.
 */

/** What is looked at, in this order. */
export const mailCheckStep = [
  'SETTINGS',
  'CONNECTION',
  'SPF',
  'DKIM',
  'DMARC',
  'REPLY_DOMAIN',
  'TEST_MESSAGE',
  'ROUND_TRIP',
] as const
export type MailCheckStep = (typeof mailCheckStep)[number]

/** GOOD: as it should be. NOTE: cannot be told from here. WARNING: works, and may be held against us. PROBLEM: does not work. */
export const mailGrade = ['GOOD', 'NOTE', 'WARNING', 'PROBLEM'] as const
export type MailGrade = (typeof mailGrade)[number]

export interface MailFinding {
  step: MailCheckStep
  grade: MailGrade
  /** A stable word for screens and scripts. */
  code: string
  /** What it is about: a server, a domain, a DNS record, an address. */
  about: string | null
  /** The SMTP command that was answered, where one was. */
  command: string | null
  /** What the mail server or the DNS said, word for word; addresses removed from a server's line. */
  answer: string | null
  /** What is true, and what to do about it, in English. */
  advice: string
}

/** From whom to whom a look sends its test message. */
export interface MailLookWish {
  /** The bare address from which the test leaves: a reply address, as of every email. */
  from: string
  /** Where the test message goes; null: none is sent. */
  to: string | null
  /** What the test message is known by: a code in its subject. */
  code: string
}

type Known = Pick<MailFinding, 'grade' | 'advice'> & { step: MailCheckStep }

/** Every finding but those of the mail server itself, which the diagnosis of SMTP names. */
const KNOWN = {
  SETTINGS_GOOD: {
    step: 'SETTINGS',
    grade: 'GOOD',
    advice: 'The settings can be used.',
  },
  MAIL_IS_CAUGHT: {
    step: 'SETTINGS',
    grade: 'WARNING',
    advice: 'SMTP_URL is not set: emails go to the built-in mail catcher and to nobody else.',
  },
  NOT_ENCRYPTED: {
    step: 'SETTINGS',
    grade: 'WARNING',
    advice:
      'On this port nothing makes sure that emails leave encrypted. Use smtp:// with port 587, or smtps:// with port 465.',
  },
  SENDER_IS_NOBODYS: {
    step: 'SETTINGS',
    grade: 'WARNING',
    advice:
      'No mail can come from this domain: it exists on no network. Set MAIL_FROM to an address of a domain of yours.',
  },
  LOOK_BROKE_OFF: {
    step: 'SETTINGS',
    grade: 'PROBLEM',
    advice: 'The look broke off: the worker ended, or something unexpected happened, which its log tells. Look again.',
  },
  CONNECTED: {
    step: 'CONNECTION',
    grade: 'GOOD',
    advice: 'The mail server takes the connection and, where the settings name one, the login.',
  },
  SPF_FOUND: {
    step: 'SPF',
    grade: 'GOOD',
    advice: 'SPF is published. It must name the mail server that emails leave through.',
  },
  SPF_MISSING: {
    step: 'SPF',
    grade: 'WARNING',
    advice:
      'The domain has no SPF record, so many receivers will not believe it. Publish a TXT record that begins with v=spf1 and names your mail server.',
  },
  SPF_SEVERAL: {
    step: 'SPF',
    grade: 'PROBLEM',
    advice: 'The domain has several SPF records, which counts as an error. Join them into one.',
  },
  SPF_LETS_ALL_SEND: {
    step: 'SPF',
    grade: 'WARNING',
    advice: 'The SPF record lets anybody send (+all), which receivers hold against it. End it with ~all or -all.',
  },
  DKIM_PUBLISHED: {
    step: 'DKIM',
    grade: 'GOOD',
    advice: 'Emails are signed, and the DNS has the public half of the key.',
  },
  DKIM_NOT_PUBLISHED: {
    step: 'DKIM',
    grade: 'PROBLEM',
    advice:
      'Emails are signed, but the DNS has no such record, so receivers count the signature as broken. Publish it: npm run greenroom -- mail dkim-key',
  },
  DKIM_OTHER_KEY: {
    step: 'DKIM',
    grade: 'PROBLEM',
    advice:
      'The DNS has another key under this name, so every signature is broken. Publish the record of this key: npm run greenroom -- mail dkim-key',
  },
  DKIM_REVOKED: {
    step: 'DKIM',
    grade: 'PROBLEM',
    advice:
      'The DNS says that this key was revoked (its p= is empty). Publish the record again, or make a new key under another selector.',
  },
  DKIM_NOT_HERE: {
    step: 'DKIM',
    grade: 'NOTE',
    advice:
      'Greenroom signs nothing; your mail server may. The headers of the test message tell. For a key of its own: npm run greenroom -- mail dkim-key',
  },
  DMARC_FOUND: {
    step: 'DMARC',
    grade: 'GOOD',
    advice: 'DMARC is published.',
  },
  DMARC_MISSING: {
    step: 'DMARC',
    grade: 'WARNING',
    advice:
      'The domain has no DMARC record, which large receivers ask for. Publish a TXT record at _dmarc, to begin with: v=DMARC1; p=none',
  },
  REPLIES_ARRIVE: {
    step: 'REPLY_DOMAIN',
    grade: 'GOOD',
    advice: 'The domain that answers come to has a mail server.',
  },
  REPLIES_HAVE_NO_SERVER: {
    step: 'REPLY_DOMAIN',
    grade: 'WARNING',
    advice:
      'The domain that answers come to has no mail server (MX), so calendars cannot answer by email. The buttons on the candidate’s page work.',
  },
  REPLIES_GO_TO_GOOGLE: {
    step: 'REPLY_DOMAIN',
    grade: 'WARNING',
    advice:
      'Mail to this domain goes to Google. People who use Google Calendar then answer without an email, so only the buttons on the candidate’s page tell. Use a domain, or a subdomain, that Google does not serve.',
  },
  TEST_SENT: {
    step: 'TEST_MESSAGE',
    grade: 'GOOD',
    advice: 'The mail server has accepted a test message. Look whether it arrives, with this code in its subject.',
  },
  TEST_NOT_ASKED: {
    step: 'TEST_MESSAGE',
    grade: 'NOTE',
    advice: 'No test message was sent: no address was given.',
  },
  CAME_BACK: {
    step: 'ROUND_TRIP',
    grade: 'GOOD',
    advice: 'A message to the reply address has come back to Greenroom: answers by email are read.',
  },
  NOT_BACK: {
    step: 'ROUND_TRIP',
    grade: 'PROBLEM',
    advice:
      'A message to the reply address has not come back in time. Check that mail to this domain, also to addresses with a +, reaches Greenroom’s inbound server or mailbox.',
  },
  INBOUND_NOT_SET: {
    step: 'ROUND_TRIP',
    grade: 'NOTE',
    advice: 'Answers by email are not read here: no inbound mail is set. People answer by the buttons on their page.',
  },
} as const satisfies Record<string, Known>

export type MailFindingCode = keyof typeof KNOWN

/** A finding that needs no mail server to be told. */
export function finding(
  code: MailFindingCode,
  { about = null, answer = null }: { about?: string | null; answer?: string | null } = {},
): MailFinding {
  return { code, ...KNOWN[code], about, command: null, answer: answer && answer.slice(0, 500) }
}

/** What could not be learned, because the DNS did not answer. It is no bad news, and no good news either. */
export const noDnsAnswer = (step: MailCheckStep, about: string): MailFinding => ({
  step,
  grade: 'NOTE',
  code: 'DNS_NO_ANSWER',
  about,
  command: null,
  answer: null,
  advice:
    'The DNS did not answer in time, so this is not known. Check that this machine can resolve names, and look again.',
})

/** What the DNS says about who may send for a domain (RFC 7208 section 4.5). */
export function spfFinding(domain: string, texts: readonly string[]): MailFinding {
  const records = texts.filter((text) => /^v=spf1(?: |$)/i.test(text))
  const answer = records.join('\n') || null
  if (records.length === 0) return finding('SPF_MISSING', { about: domain })
  if (records.length > 1) return finding('SPF_SEVERAL', { about: domain, answer })
  return finding(/\s\+?all(?:\s|$)/i.test(records[0]!) ? 'SPF_LETS_ALL_SEND' : 'SPF_FOUND', { about: domain, answer })
}

/**
 * Whether what is published lets receivers believe our signatures.
 * @param expected the record that the key calls for
 */
export function dkimFinding(expected: { name: string; value: string }, texts: readonly string[]): MailFinding {
  const about = expected.name
  const keys = texts.filter((text) => /(?:^|;)\s*p\s*=/i.test(text))
  if (keys.length === 0) return finding('DKIM_NOT_PUBLISHED', { about })
  const answer = keys.join('\n')
  const published = keys.map(publicKeyOf)
  if (published.includes(publicKeyOf(expected.value))) return finding('DKIM_PUBLISHED', { about, answer })
  return finding(published.every((key) => key === '') ? 'DKIM_REVOKED' : 'DKIM_OTHER_KEY', { about, answer })
}

/** The tag `p` without the white space that may stand anywhere in it (RFC 6376 section 3.6.1). */
const publicKeyOf = (record: string): string =>
  (/(?:^|;)\s*p\s*=([^;]*)/i.exec(record)?.[1] ?? '').replaceAll(/\s/g, '')

/** Where answers go. */
export function replyDomainFinding(domain: string, mailServers: readonly string[]): MailFinding {
  // A single dot says that the domain takes no mail (RFC 7505).
  const servers = mailServers.filter((server) => server !== '')
  const answer = servers.join('\n') || null
  if (servers.length === 0) return finding('REPLIES_HAVE_NO_SERVER', { about: domain })
  const google = servers.some((server) => /(?:^|\.)(?:google|googlemail)\.com$/.test(server))
  return finding(google ? 'REPLIES_GO_TO_GOOGLE' : 'REPLIES_ARRIVE', { about: domain, answer })
}

/** Names that are reserved so that they belong to nobody (RFC 2606, RFC 6761). */
export const isNobodysDomain = (domain: string): boolean =>
  /(?:^|\.)(?:localhost|test|example|invalid|example\.(?:com|net|org))$/i.test(domain)

/** The worst of them: what a whole look comes to. */
export const worstOf = (findings: readonly { grade: MailGrade }[]): MailGrade =>
  mailGrade.findLast((grade) => findings.some((each) => each.grade === grade)) ?? 'GOOD'

/** For how long a look may be under way, in milliseconds: longer than all its waits together. */
export const checkPatience = 5 * 60_000

export const mailCheckStatus = ['WAITING', 'RUNNING', 'DONE', 'GIVEN_UP'] as const
export type MailCheckStatus = (typeof mailCheckStatus)[number]

/** Where a look is, by what was written down about it. What takes too long has been given up, whoever had it. */
export function mailCheckStatusOf(
  { askedAt, startedAt, finishedAt }: { askedAt: Date; startedAt: Date | null; finishedAt: Date | null },
  now: Date,
): MailCheckStatus {
  const late = (end: Date) => end.getTime() - askedAt.getTime() >= checkPatience
  if (late(finishedAt ?? now)) return 'GIVEN_UP'
  if (finishedAt) return 'DONE'
  return startedAt ? 'RUNNING' : 'WAITING'
}
