import { Command } from 'commander'
import { longestLife } from '../api-tokens/api-token.rules.ts'
import { makeCreateApiToken } from '../api-tokens/create-api-token.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { tokenScope, type TokenScope } from '../shared/token-scope.rules.ts'
import { forCompany, type Said } from './token-tools.ts'

interface Options {
  company?: string
  name: string
  scopes: string
  days: string
  json?: true
}

export const tokenCreate = () =>
  new Command('create')
    .description('Makes a token for another system, and prints its secret this once.')
    .requiredOption('--name <name>', 'what the system is called')
    .option('--scopes <scopes>', `what it may do, such as READ,SCHEDULE: ${tokenScope.join(', ')}`, 'READ')
    .option('--days <days>', `for how many days it works, at most ${longestLife}`, '90')
    .option('--company <name>', 'the name or the id of the company, where there are several')
    .option('--json', 'print one JSON object')
    .action((options: Options) => run(() => create(options)))

const day = 24 * 3_600_000

async function create({ name, scopes, days, ...options }: Options): Promise<never> {
  const wished = scopes.split(',').map((scope) => scope.trim().toUpperCase())
  const unknown = wished.filter((scope) => !tokenScope.includes(scope as TokenScope))
  if (unknown.length > 0) return notUnderstood(`--scopes  ${unknown.join(', ')} is none of ${tokenScope.join(', ')}.`)
  if (!/^\d{1,4}$/.test(days)) return notUnderstood('--days  Is not a number of days.')
  return forCompany(options, async ({ inTransaction, actor }) => {
    const expiresAt = new Date(Date.now() + Number(days) * day)
    const answer = await makeCreateApiToken({ inTransaction })(actor, {
      name,
      scopes: wished as TokenScope[],
      expiresAt,
    })
    switch (answer.kind) {
      case 'ApiTokenCreated':
        return {
          code: 0,
          lines: [
            `${name} may act until ${expiresAt.toISOString()} with this token, which is shown this once:`,
            answer.secret,
          ],
          json: { id: answer.id, secret: answer.secret, expiresAt },
        }
      case 'TokenNameIsTaken':
        return refused(answer.kind, `--name  Another token is called ${name}.`)
      case 'TokenEndIsPast':
      case 'TokenEndIsTooFar':
        return refused(answer.kind, `--days  A token works for 1 to ${longestLife} days.`)
      case 'TooManyTokens':
        return refused(answer.kind, `The company has ${answer.limit} tokens that work: revoke one first.`)
      case 'InvalidInput':
        return refused(answer.kind, ...answer.fields.map(({ path, message }) => `--${path}  ${message}`))
      case 'IdempotencyKeyReused':
        throw new Error('Nobody has sent a key.')
    }
  })
}

const refused = (error: string, ...lines: string[]): Said => ({ code: 1, lines, json: { error, lines } })

function notUnderstood(line: string): Promise<never> {
  console.error(line)
  return leave(2)
}
