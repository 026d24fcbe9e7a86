import http from 'node:http'
import https from 'node:https'
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'
import { RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { OutgoingError } from './outgoing.rules.ts'

/*
 * The one way in which Greenroom calls addresses that a person has given. Somebody may name the inside of our own network,
 * so only public addresses are called, by https; the address is checked when the connection is made, because a name may
 * be given another one between the question and the call. Every wait and every answer has a limit.
 */

export interface OutgoingRequest {
  method?: string
  headers?: ConstructorParameters<typeof Headers>[0]
  body?: string | Uint8Array
  /** `manual` hands out a redirection as it came; else it is followed. */
  redirect?: 'follow' | 'manual'
  /** Ends the call before its time, when nobody waits for the answer any more. */
  signal?: AbortSignal
}

/**
 * Calls an address, and hands out the whole answer.
 * @throws {OutgoingError} when there is none; an answer of any status is one
 */
export type Outgoing = (address: string | URL, request?: OutgoingRequest) => Promise<Response>

export interface OutgoingRules {
  /** Names of hosts, with their port where it is not the usual one, that may be private, and may be called by http. */
  privateHosts?: readonly string[]
  /** From the first byte of the question to the last of the answer, redirections included. */
  milliseconds?: number
  /** The longest answer. */
  bytes?: number
  /** How names become addresses; the system's way where left out. */
  lookup?: LookupFunction
}

const mostRedirects = 3

export function makeOutgoing({
  privateHosts = [],
  milliseconds = 10_000,
  bytes = 5 * 1024 * 1024,
  lookup = systemLookup as LookupFunction,
}: OutgoingRules = {}): Outgoing {
  const agents = {
    guarded: new RequestFilteringHttpsAgent(),
    https: new https.Agent(),
    http: new http.Agent(),
  }
  const named = new Set(privateHosts.map((host) => host.toLowerCase()))

  /** @throws {OutgoingError} for an address that may not be called */
  function doorTo(url: URL) {
    if (url.username || url.password) throw new OutgoingError('ADDRESS_NOT_ALLOWED')
    const isNamed = named.has(url.host.toLowerCase())
    if (!isNamed && isOddIPv6(url.hostname.replace(/^\[|\]$/g, ''))) throw new OutgoingError('ADDRESS_NOT_ALLOWED')
    if (url.protocol === 'https:') return { request: https.request, agent: isNamed ? agents.https : agents.guarded }
    if (url.protocol === 'http:' && isNamed) return { request: http.request, agent: agents.http }
    throw new OutgoingError('ADDRESS_NOT_ALLOWED')
  }

  async function once(url: URL, { method, headers, body }: Sent, signal: AbortSignal): Promise<Response> {
    const { request, agent } = doorTo(url)
    return new Promise<Response>((resolve, reject) => {
      const question = request(
        url,
        {
          agent,
          method,
          // Unpacked an answer could be a thousand times as long as it came.
          headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Greenroom' },
          signal,
          lookup: agent === agents.guarded ? publicOnly(lookup) : lookup,
        },
        (answer) => {
          const parts: Buffer[] = []
          let length = 0
          answer.on('data', (part: Buffer) => {
            length += part.length
            if (length <= bytes) return void parts.push(part)
            reject(new OutgoingError('TOO_LARGE'))
            question.destroy()
          })
          answer.on('error', reject)
          answer.on('end', () => resolve(asResponse(answer, Buffer.concat(parts))))
        },
      )
      question.on('error', reject)
      question.end(body)
    })
  }

  return async (address, request = {}) => {
    let url = URL.parse(String(address))
    const sent: Sent = {
      method: (request.method ?? 'GET').toUpperCase(),
      headers: Object.fromEntries(new Headers(request.headers)),
      body: request.body,
    }
    const timeout = AbortSignal.timeout(milliseconds)
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
    try {
      for (let redirects = 0; ; redirects++) {
        if (!url) throw new OutgoingError('ADDRESS_NOT_ALLOWED')
        const answer = await once(url, sent, signal)
        const location = isRedirect(answer.status) ? answer.headers.get('location') : null
        if (location === null || request.redirect === 'manual') return answer
        if (redirects === mostRedirects) throw new OutgoingError('TOO_MANY_REDIRECTS')
        const next = URL.parse(location, url.href)
        // A password is for the server that it was told for.
        if (next?.origin !== url.origin) delete sent.headers['authorization']
        if (answer.status === 303) Object.assign(sent, { method: 'GET', body: undefined })
        url = next
      }
    } catch (error) {
      if (timeout.aborted) throw new OutgoingError('TIMEOUT', error)
      throw error instanceof OutgoingError ? error : new OutgoingError(codeOf(error), error)
    }
  }
}

const globalIPv6 = new BlockList()
globalIPv6.addSubnet('2000::', 3, 'ipv6')

/**
 * The agent knows what is private, and lets through what nobody is meant to have any more, such as IPv4 addresses in an
 * old spelling (`::127.0.0.1`). Of IPv6 only one part is given out for the public net (RFC 4291 section 2.4).
 */
const isOddIPv6 = (address: string): boolean => isIPv6(address) && !globalIPv6.check(address, 'ipv6')

const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (name, options, found) =>
    lookup(name, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((each) => each.address)
      if (!error && addresses.some(isOddIPv6)) return found(new OutgoingError('ADDRESS_NOT_ALLOWED'), '', 0)
      found(error, address, family)
    })

interface Sent {
  method: string
  headers: Record<string, string>
  body: string | Uint8Array | undefined
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status)

function asResponse(answer: http.IncomingMessage, body: Buffer): Response {
  const status = answer.statusCode ?? 0
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each)
  if (status < 200 || status > 599) throw new OutgoingError('UNREACHABLE')
  const hasBody = ![204, 205, 304].includes(status)
  return new Response(hasBody ? new Uint8Array(body) : null, { status, headers })
}

function codeOf(error: unknown): OutgoingError['code'] {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  // The agent that guards has no code for it.
  if (message.includes('is not allowed')) return 'ADDRESS_NOT_ALLOWED'
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'HOST_NOT_FOUND'
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return 'CERTIFICATE'
  return 'UNREACHABLE'
}
