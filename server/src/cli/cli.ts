import 'reflect-metadata'
import '../runtime/require-node.mjs'
import { Command } from 'commander'
import { mailCheck } from './mail-check.command.ts'
import { mailDkimKey } from './mail-dkim-key.command.ts'
import { mailPreview } from './mail-preview.command.ts'
import { migrate } from './migrate.command.ts'
import { setupLink } from './setup-link.command.ts'
import { setup } from './setup.command.ts'
import { storageCheck } from './storage-check.command.ts'
import { tokenCreate } from './token-create.command.ts'
import { tokenList } from './token-list.command.ts'
import { tokenRevoke } from './token-revoke.command.ts'

/*
 * `npm run greenroom -- <command>`: what an operator does by hand. A command is a file of its own that makes it; here
 * they become one tree.
 */
const greenroom = new Command('greenroom')
  .description('What an operator of Greenroom does by hand. Settings come from the same environment as the server’s.')
  .addCommand(setup())
  .addCommand(setupLink())
  .addCommand(migrate())
  .addCommand(
    new Command('mail')
      .description('Emails: whether they can leave, how they are signed, and how they look.')
      .addCommand(mailCheck())
      .addCommand(mailDkimKey())
      .addCommand(mailPreview()),
  )
  .addCommand(
    new Command('storage').description('Where recordings are kept: whether it can be used.').addCommand(storageCheck()),
  )
  .addCommand(
    new Command('token')
      .description('API tokens, by which other systems act for a company: made, listed and revoked.')
      .addCommand(tokenCreate())
      .addCommand(tokenList())
      .addCommand(tokenRevoke()),
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 all is well; 1 something is wrong, and it says what; 2 the command was not understood.',
  )

// What was not understood is told apart from what went wrong, for scripts. The settings of a command are its own.
for (const command of [greenroom, ...descendants(greenroom)])
  command
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .showHelpAfterError('(--help tells what it takes)')

await greenroom.parseAsync()

function descendants(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...descendants(child)])
}
