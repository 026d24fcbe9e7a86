import type { TypedText } from './graphql-text'

/** The server's "no" to a whole question: the HTTP status, and the codes of the errors it told. */
export class Declined extends Error {
  readonly status: number
  readonly codes: readonly unknown[]

  constructor(status: number, codes: readonly unknown[]) {
    super(`The server declined: ${[status, ...codes].join(' ')}`)
    this.status = status
    this.codes = codes
  }
}

/** A longer wait than this is told as a failure; the person may press again, which does no harm. In milliseconds. */
export const usualPatience = 15_000

interface Answer {
  data?: unknown
  errors?: readonly { extensions?: { code?: unknown } }[]
}

interface Asking {
  /** `Candidate <key>`; who comes with a key brings nobody else's session. */
  authorization?: string
  /** In milliseconds. */
  patience?: number
}

/** One question without a cache. Throws `Declined`, or whatever the network says. */
export async function ask<Data, Variables>(
  asked: TypedText<Data, Variables>,
  variables: Variables,
  { authorization, patience = usualPatience }: Asking = {},
): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: authorization === undefined ? 'same-origin' : 'omit',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query: asked.text, operationName: asked.name, variables }),
    signal: AbortSignal.timeout(patience),
  })
  const { data, errors = [] } = (await response.json().catch(() => ({}))) as Answer
  if (response.ok && data && errors.length === 0) return data as Data
  throw new Declined(
    response.status,
    errors.map(({ extensions }) => extensions?.code),
  )
}
