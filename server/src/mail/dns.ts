import { Resolver } from 'node:dns/promises'

/** What the DNS says of a name; empty where it says that there is nothing. */
export interface Dns {
  /** TXT records, each with its strings joined (RFC 7208 section 3.3, RFC 6376 section 3.6.2.2). @throws NoAnswer */
  texts(name: string): Promise<string[]>
  /** Mail servers of a domain, the preferred first, in lower case and without the dot at the end. @throws NoAnswer */
  mailServers(domain: string): Promise<string[]>
}

/** The DNS did not answer: that is not the same as "there is none". */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  /** As the DNS library tells it, such as ETIMEOUT or ESERVFAIL. */
  readonly code: string

  constructor(cause: unknown) {
    const code = (cause as { code?: unknown }).code
    super('The DNS did not answer', { cause })
    this.code = typeof code === 'string' ? code : 'EUNKNOWN'
  }
}

const patience = 3_000
const attempts = 2
/** More than this no honest answer holds. */
const mostRecords = 100

/**
 * Asks the DNS servers that this machine asks, each question for some ten seconds at most.
 * @param servers other ones, such as `192.0.2.1` or `192.0.2.1:5353`
 */
export function openDns(servers?: readonly string[], timeout = patience): Dns {
  const ask = async <Answer>(question: (resolver: Resolver) => Promise<Answer[]>): Promise<Answer[]> => {
    const resolver = new Resolver({ timeout, tries: attempts })
    if (servers) resolver.setServers(servers)
    // The library waits longer with each attempt and each server; a person does not.
    const tooLong = setTimeout(() => resolver.cancel(), timeout * attempts * 2)
    try {
      return (await question(resolver)).slice(0, mostRecords)
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (code === 'ENODATA' || code === 'ENOTFOUND') return []
      throw new NoAnswer(error)
    } finally {
      clearTimeout(tooLong)
    }
  }
  return {
    async texts(name) {
      return (await ask((resolver) => resolver.resolveTxt(name))).map((strings) => strings.join(''))
    },
    async mailServers(domain) {
      const found = await ask((resolver) => resolver.resolveMx(domain))
      return found
        .toSorted((one, other) => one.priority - other.priority)
        .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ''))
    },
  }
}
