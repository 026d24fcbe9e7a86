import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts'
import { migrate, schemaDifference } from './migrate.ts'

/* Tells whether the migrations make what the entities say, on a throw-away database. */
const postgres = await startEmbeddedPostgres({ ephemeral: true })
try {
  await migrate(postgres.url)
  const difference = await schemaDifference(postgres.url)
  if (difference !== '') {
    console.error(`The migrations do not make what the entities say. Missing:\n${difference}`)
    process.exitCode = 1
  }
} finally {
  await postgres.stop()
}
