import './runtime/require-node.mjs'
import { assemble, startApi, webFolder } from './app.ts'
import { loadConfig } from './config.ts'
import { run } from './runtime/run.ts'
import { installation } from './runtime/installation.ts'
import { makeLog } from './shared/log.ts'

/** The API with its pages: one of any number of such processes. */
await run(async (outlives) => {
  const config = loadConfig()
  const log = makeLog(config.logLevel)
  for (const warning of config.warnings) log.warn(warning)
  const placing = installation(config, log, { catchMail: true })
  outlives(placing.then(({ close }) => close))
  const place = await placing
  const greenroom = assemble({ ...config, ...place }, { log })
  await greenroom.hub.start()
  const server = await startApi(greenroom, {
    host: config.host,
    port: config.port,
    webFolder,
    ...(place.mailboxRouter ? { mailbox: place.mailboxRouter } : {}),
  })
  log.info({ port: server.port }, 'the API is ready')
  const setup = await greenroom.addressToSetUp()
  if (setup) log.warn({ setup }, 'there is no company yet: open this address to set Greenroom up')
  return {
    log,
    async stop() {
      await server.close()
      await greenroom.close()
      await place.close()
    },
  }
})
