import '../runtime/require-node.mjs'
import { loadConfig } from '../config.ts'
import { run } from '../runtime/run.ts'
import { installation } from '../runtime/installation.ts'
import { makeLog } from '../shared/log.ts'

/** Migrates and ends. */
await run(async () => {
  const config = loadConfig()
  const log = makeLog(config.logLevel)
  const place = await installation(config, log)
  await place.close()
  log.info('the database has the shape of this code')
  process.exit(0)
})
