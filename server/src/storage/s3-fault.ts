import { StorageError, type StorageFault } from './storage.ts'

/** What a service answered that is no success. */
export interface S3Answer {
  status: number
  /** As the service wrote it: XML with a Code and a Message, or anything, or nothing. */
  body: string
  /** Of its headers, what tells more. */
  date: string | undefined
  bucketRegion: string | undefined
}

/** What was asked for, to be named in what is told. */
export interface S3Asked {
  endpoint: string
  bucket: string
  region: string
  now: Date
}

type Meaning = readonly [fault: StorageFault, words: (asked: S3Asked, answer: S3Answer) => string]

const again: Meaning = ['UNREACHABLE', () => 'The service asks to come again later: it is busy, or out of order.']
const damaged: Meaning = [
  'UNREACHABLE',
  () => 'What came to the service is not what was sent; it was damaged on the way.',
]
const noBucket: Meaning = [
  'SETTINGS',
  ({ bucket, endpoint }) => `There is no bucket "${bucket}" at ${endpoint}. Make it, or correct S3_BUCKET.`,
]
const noKey: Meaning = [
  'SETTINGS',
  () => 'The service does not know S3_ACCESS_KEY_ID. Look whether it is the key of this service, and not removed.',
]
const wrongSecret: Meaning = [
  'SETTINGS',
  () =>
    'S3_SECRET_ACCESS_KEY is not the secret of S3_ACCESS_KEY_ID, or something between here and the service changes the Host header.',
]
const notAllowed: Meaning = [
  'SETTINGS',
  () =>
    'The key may not do this. It needs s3:GetObject, s3:PutObject and s3:DeleteObject on the objects and s3:ListBucket on the bucket.',
]
const elsewhere: Meaning = [
  'SETTINGS',
  ({ bucket, region }, answer) => {
    const right =
      answer.bucketRegion ?? tagOf(answer.body, 'Region') ?? /expecting '([\w-]{1,64})'/.exec(answer.body)?.[1]
    return right && right !== region
      ? `The bucket "${bucket}" is in the region ${right}, and S3_REGION says ${region}.`
      : `The bucket "${bucket}" is served elsewhere. Correct S3_REGION and S3_ENDPOINT.`
  },
]
const wrongClock: Meaning = [
  'SETTINGS',
  ({ now }, { date }) => {
    const theirs = Date.parse(date ?? '')
    const minutes = Math.round(Math.abs(now.getTime() - theirs) / 60_000)
    return Number.isNaN(theirs)
      ? "This machine's clock differs too much from the service's. Set it by NTP."
      : `This machine's clock is ${minutes} minutes ${now.getTime() > theirs ? 'ahead of' : 'behind'} the service's. Set it by NTP.`
  },
]
const noRoom: Meaning = ['FULL', () => 'The service has no room left for this bucket. Raise its quota, or make room.']

/** By the codes of the S3 API and of those who speak it (Ceph, Garage, MinIO, OpenStack Swift). */
const meanings: Record<string, Meaning> = {
  NoSuchKey: ['MISSING', () => 'There is no such object in the bucket.'],
  NoSuchBucket: noBucket,
  InvalidAccessKeyId: noKey,
  SignatureDoesNotMatch: wrongSecret,
  AccessDenied: notAllowed,
  AccountProblem: notAllowed,
  AllAccessDisabled: notAllowed,
  AuthorizationHeaderMalformed: elsewhere,
  IllegalLocationConstraintException: elsewhere,
  InvalidRegion: elsewhere,
  PermanentRedirect: elsewhere,
  TemporaryRedirect: elsewhere,
  RequestTimeTooSkewed: wrongClock,
  RequestExpired: wrongClock,
  QuotaExceeded: noRoom,
  EntityTooLarge: noRoom,
  XMinioAdminBucketQuotaExceeded: noRoom,
  XMinioStorageFull: noRoom,
  SlowDown: again,
  ServiceUnavailable: again,
  InternalError: again,
  RequestTimeout: again,
  OperationAborted: again,
  TooManyRequests: again,
  BadDigest: damaged,
  IncompleteBody: damaged,
  XAmzContentSHA256Mismatch: damaged,
}

/** The code of a refusal; a HEAD and some proxies bring none. */
const tagOf = (body: string, name: string): string | undefined =>
  new RegExp(`<${name}>([\\w.-]{1,64})</${name}>`).exec(body)?.[1]

function meaningOf(code: string | undefined, { status }: S3Answer): Meaning {
  const known = code === undefined ? undefined : meanings[code]
  if (known) return known
  if (status === 507) return noRoom
  if (status >= 500 || status === 429 || status === 408) return again
  if (status === 301 || status === 302 || status === 307 || status === 308) return elsewhere
  // With a code it is a refusal of the API itself, which we have no words for.
  if (status === 403) return notAllowed
  return [
    'SETTINGS',
    ({ endpoint }, answer) =>
      `The service answered ${answer.status}${code ? ` ${code}` : ', and not as S3 does'}. Is S3_ENDPOINT (${endpoint}) the address of the API, and not of its console?`,
  ]
}

/** A refusal of the service, in words by which somebody can mend it. */
export function faultOf(asked: S3Asked, answer: S3Answer): StorageError {
  const code = tagOf(answer.body, 'Code')
  const [fault, words] = meaningOf(code, answer)
  return new StorageError(fault, code ?? String(answer.status), words(asked, answer))
}

/** Where no answer came, by the codes of the system, of TLS and of our own clock. */
export function silenceOf({ endpoint }: Pick<S3Asked, 'endpoint'>, error: unknown): StorageError {
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const told = (fault: StorageFault, words: string) => new StorageError(fault, code || 'UNREACHABLE', words, error)
  if (code === 'ENOTFOUND')
    return told('SETTINGS', `No machine has the name in S3_ENDPOINT (${endpoint}), as far as the DNS here knows.`)
  if (code === 'ECONNREFUSED') return told('UNREACHABLE', `Nothing listens at ${endpoint}. Is it the right port?`)
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return told('SETTINGS', `What listens at ${endpoint} does not speak TLS there. Is it http:// and not https://?`)
  if (/^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
    return told(
      'SETTINGS',
      `The certificate at ${endpoint} is not trusted here. Where it is signed by an authority of your own, name that one in NODE_EXTRA_CA_CERTS.`,
    )
  if (code === 'TIMEOUT')
    return told('UNREACHABLE', `${endpoint} did not answer in time. Is there a firewall in between?`)
  return told('UNREACHABLE', `The line to ${endpoint} was cut${syscall ? ` (${syscall})` : ''}.`)
}
