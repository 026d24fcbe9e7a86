import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { installation } from '../runtime/installation.ts'
import { makeLog } from '../shared/log.ts'

export const migrate = () =>
  new Command('migrate').description('Brings the database to the shape of this code.').action(() =>
    run(async () => {
      const config = loadConfig()
      const log = makeLog(config.logLevel)
      const place = await installation(config, log)
      await place.close()
      log.info('the database has the shape of this code')
      return leave(0)
    }),
  )
