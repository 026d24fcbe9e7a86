import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { entities } from '../entities.ts'
import { installation } from '../runtime/installation.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { openDatabase } from '../shared/database.ts'
import { makeLog } from '../shared/log.ts'
import { isSetUp } from '../sign-in/found-company.ts'
import { setupAddress } from '../sign-in/setup-key.ts'

export const setupLink = () =>
  new Command('setup-link')
    .description('Prints the address at which the first company is set up in a browser.')
    .action(() => run(print))

async function print(): Promise<never> {
  const config = loadConfig()
  const log = makeLog('warn')
  const place = await installation(config, log)
  const database = openDatabase(place.databaseUrl, entities, { log })
  const isDone = await isSetUp(database)
  await database.close(true)
  await place.close()
  if (isDone) console.error('There is a company already: its people sign in.')
  else console.log(setupAddress(config.publicUrl, config.secrets[0]))
  return leave(isDone ? 1 : 0)
}
