import { Command } from 'commander'
import { makeRevokeApiToken } from '../api-tokens/revoke-api-token.ts'
import { run } from '../runtime/run.ts'
import { KnownFailure } from '../shared/errors.ts'
import { forCompany, type Said } from './token-tools.ts'

interface Options {
  company?: string
  json?: true
}

export const tokenRevoke = () =>
  new Command('revoke')
    .description('Ends a token for good: the system that has it is refused from its next request on.')
    .argument('<id>', 'the id that `token list` tells')
    .option('--company <name>', 'the name or the id of the company, where there are several')
    .option('--json', 'print one JSON object')
    .action((tokenId: string, options: Options) => run(() => revoke(tokenId, options)))

const revoke = (tokenId: string, options: Options): Promise<never> =>
  forCompany(options, async ({ inTransaction, actor }): Promise<Said> => {
    try {
      await makeRevokeApiToken({ inTransaction })(actor, { tokenId })
      return { code: 0, lines: ['The token is revoked.'], json: { id: tokenId, state: 'REVOKED' } }
    } catch (error) {
      if (!(error instanceof KnownFailure && error.code === 'NOT_FOUND')) throw error
      return { code: 1, lines: ['There is no token with this id.'], json: { error: error.code } }
    }
  })
