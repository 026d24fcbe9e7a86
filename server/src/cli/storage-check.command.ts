import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { lookAtStorage, type StorageFinding } from '../storage/look-at-storage.ts'
import { openStorage } from '../storage/open-storage.ts'
import { findingInWords } from './finding-in-words.ts'

export const storageCheck = () =>
  new Command('check')
    .description('Tells whether recordings can be kept, read, played in stretches and removed, on disk or in a bucket.')
    .option('--json', 'print one JSON object when all is done')
    .addHelpText(
      'after',
      '\nOne object of 1 MiB is made and removed; nothing else is touched. Exit code 1 where there is a problem.',
    )
    .action((options: { json?: true }) => run(() => check(options)))

async function check({ json }: { json?: true }): Promise<never> {
  const storage = openStorage(loadConfig())
  if (!json) console.log(`Looking at ${storage.place}.\n`)
  const findings: StorageFinding[] = []
  for await (const finding of lookAtStorage(storage)) {
    findings.push(finding)
    if (!json) console.log(inWords(finding))
  }
  const grade = findings.at(-1)!.grade
  if (json) console.log(JSON.stringify({ grade, place: storage.place, findings }))
  else console.log(grade === 'GOOD' ? 'All is well.' : 'There is a problem.')
  return leave(grade === 'GOOD' ? 0 : 1)
}

const names: Record<StorageFinding['step'], string> = {
  CONNECTION: 'Connection',
  WRITE: 'Writing',
  READ: 'Reading',
  RANGE: 'Stretches',
  REMOVE: 'Removing',
  GONE: 'Gone',
}

const inWords = ({ step, grade, code, advice, milliseconds }: StorageFinding): string =>
  findingInWords({
    grade,
    name: names[step],
    about: `${milliseconds} ms`,
    lines: [grade === 'GOOD' ? '' : code, advice],
  })
