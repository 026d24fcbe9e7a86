import './runtime/require-node.mjs'
import { assemble, startWorker } from './app.ts'
import { loadConfig } from './config.ts'
import path from 'node:path'
import { sql } from 'kysely'
import { isBeating, startHeartbeat } from './runtime/heartbeat.ts'
import { run } from './runtime/run.ts'
import { installation } from './runtime/installation.ts'
import { makeLog } from './shared/log.ts'

const healthFile = (dataDir: string) => path.join(dataDir, 'worker.health')

// Asked by a container's health check, beside the running worker.
if (process.argv.includes('--health')) process.exit((await isBeating(healthFile(loadConfig().dataDir))) ? 0 : 1)

/** Sends emails and does what has its time: one of any number of such processes. */
await run(async (outlives) => {
  const config = loadConfig()
  const log = makeLog(config.logLevel)
  for (const warning of config.warnings) log.warn(warning)
  const placing = installation(config, log)
  outlives(placing.then(({ close }) => close))
  const place = await placing
  const greenroom = assemble({ ...config, ...place }, { log })
  await greenroom.hub.start()
  const worker = startWorker(greenroom, place.smtpUrl, { isCaught: config.smtpUrl === null, doors: place.doors })
  const heartbeat = startHeartbeat({
    file: healthFile(config.dataDir),
    check: () => sql`select 1`.execute(greenroom.database.em.fork().getKysely<unknown>()),
  })
  log.info('the worker is ready')
  return {
    log,
    async stop() {
      await heartbeat.stop()
      await worker.stop()
      await greenroom.close()
      await place.close()
    },
  }
})
