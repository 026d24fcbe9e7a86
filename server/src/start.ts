import './runtime/require-node.mjs'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { destination, multistream } from 'pino'
import { loadConfig } from './config.ts'
import { buildWebWhereNeeded } from './runtime/build-web.ts'
import { installation } from './runtime/installation.ts'
import { run } from './runtime/run.ts'
import { makeLog } from './shared/log.ts'

/**
 * Everything in one process, for a first look and for small houses: database, API with its pages, worker, mail
 * catcher, and outside production a demo company.
 */
await run(async (outlives) => {
  const config = loadConfig()
  mkdirSync(config.dataDir, { recursive: true })
  const logFile = path.join(config.dataDir, 'greenroom.log')
  // The terminal is for people: it gets what they should act on, the file gets everything.
  const log = makeLog(
    config.logLevel,
    multistream([
      {
        level: config.logLevel === 'silent' ? 'fatal' : config.logLevel,
        stream: destination({ dest: logFile, sync: true }),
      },
      { level: 'warn', stream: process.stderr },
    ]),
  )
  for (const warning of config.warnings) console.warn(warning)

  const building = buildWebWhereNeeded()
  building.catch(() => {})
  const placing = installation(config, log, { catchMail: true })
  outlives(placing.then(({ close }) => close))
  const [place, { assemble, startApi, startWorker, webFolder }] = await Promise.all([placing, import('./app.ts')])
  const greenroom = assemble({ ...config, ...place }, { log })
  await greenroom.hub.start()
  let accounts: readonly string[] = []
  let password = ''
  let secondAct: (() => Promise<void>) | null = null
  if (!config.production) {
    const demo = await import('./demo/seed-demo.ts')
    secondAct = await demo.seedDemo(greenroom)
    accounts = demo.demoAccounts
    password = demo.demoPassword
  }
  await building
  const server = await startApi(greenroom, {
    host: config.host,
    port: config.port,
    webFolder,
    ...(place.mailboxRouter ? { mailbox: place.mailboxRouter } : {}),
  })
  const worker = startWorker(greenroom, place.smtpUrl, { isCaught: config.smtpUrl === null, doors: place.doors })
  await secondAct?.()

  const setup = await greenroom.addressToSetUp()

  const lines = [
    '',
    `  Greenroom   ${config.publicUrl}`,
    `  GraphQL     ${config.publicUrl}/graphql`,
    ...(place.mailboxRouter ? [`  Mailbox     ${config.publicUrl}/mailbox`] : []),
    ...(setup ? [`  Set it up   ${setup}`] : []),
    ...(accounts.length > 0 ? [`  Sign in as  ${accounts.join(', ')}`, `  Password    ${password}`] : []),
    `  Log         ${path.relative(process.cwd(), logFile)}`,
    '',
  ]
  console.log(lines.join('\n'))

  return {
    log,
    async stop() {
      await server.close()
      await worker.stop()
      await greenroom.close()
      await place.close()
    },
  }
})
