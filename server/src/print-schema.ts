import 'reflect-metadata'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { makeSchema, makeUseCases } from './schema.ts'

/*
 * Writes schema.graphql, the promise between server and web. With `--check` it only tells whether the committed file
 * says what the code says.
 */
const file = fileURLToPath(new URL('../../schema.graphql', import.meta.url))
const never = () => {
  throw new Error('A printed schema answers nothing.')
}
const schema = makeSchema({
  useCases: makeUseCases(
    {
      inTransaction: never,
      dryRun: never,
      calendars: { secret: '', privateHosts: [] },
      recordings: { mostBytesOfApplication: 0 },
      services: [],
    },
    { domain: 'localhost' },
    never,
  ),
  candidateLink: never,
  schedulingUrl: never,
  interviewPage: never,
  feedUrl: never,
  answerLink: never,
  replyAddressOf: never,
  logoUrl: never,
  mediaLink: never,
  services: [],
  publicUrl: 'http://localhost',
  speech: { isThere: never },
  door: { signIn: never, signOut: never, staffOf: never, sessionOf: never, actFor: never, open: never },
  contextOf: never,
  setUp: { isSetUp: never, setUp: never },
  join: { invitationOf: never, choosePassword: never, joined: never },
  changePassword: never,
  secondFactor: {
    isOn: never,
    wait: never,
    joinsThen: never,
    pendingOf: never,
    finish: never,
    takes: never,
    begin: never,
    turnOn: never,
    renewCodes: never,
    turnOff: never,
  },
  demo: { open: never, remove: never },
  passwordReset: { askFor: never, resetOf: never, choose: never },
  joinLink: never,
  passwordLink: never,
  workplacesOf: never,
})
const text = `# Printed by \`npm run codegen\` from the server's code. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema.graphql is not what the code says. Run: npm run codegen')
  process.exit(1)
}
