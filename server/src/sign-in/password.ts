import { hash, verify } from '@node-rs/argon2'

/** Hashing takes a whole core and 19 MiB: more than two at once would starve everybody else's requests. */
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** argon2id with the parameters that OWASP names for it: 19 MiB, 2 passes, 1 lane. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))

export const verifyPassword = ({ hash: known, password }: { hash: string; password: string }): Promise<boolean> =>
  inTurn(() => verify(known, password).catch(() => false))
