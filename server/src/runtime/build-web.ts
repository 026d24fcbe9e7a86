import { spawn } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const built = path.join(root, 'web/dist/index.html')
/** Made by the build itself, so they say nothing of whether it is needed. */
const results = new Set(['dist', 'gql', 'node_modules'])

/**
 * Builds the pages where their source is newer than what was built.
 * @returns whether it built
 */
export async function buildWebWhereNeeded(): Promise<boolean> {
  const source = path.join(root, 'web')
  const [before, newest] = await Promise.all([
    stat(built).then(
      (file) => file.mtimeMs,
      () => 0,
    ),
    newestChange(source).catch(() => 0),
  ])
  const schema = await stat(path.join(root, 'schema.graphql')).then(
    (file) => file.mtimeMs,
    () => 0,
  )
  if (newest === 0 || before >= Math.max(newest, schema)) return false
  await command('npm', ['run', '--silent', 'build'])
  return true
}

async function newestChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const times = await Promise.all(
    entries
      .filter((entry) => !results.has(entry.name))
      .map((entry) => {
        const full = path.join(folder, entry.name)
        return entry.isDirectory() ? newestChange(full) : stat(full).then((file) => file.mtimeMs)
      }),
  )
  return Math.max(0, ...times)
}

const command = (program: string, args: string[]) =>
  new Promise<void>((resolve, reject) => {
    const said: Buffer[] = []
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The pages could not be built:\n${Buffer.concat(said).toString()}`)),
    )
  })
