import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const sourceFolder = fileURLToPath(new URL('./src/', import.meta.url))

interface Words {
  [key: string]: string | Words
}

/** Where people come in, and the modules of which these pages are made with what they import. */
const firstSights = {
  entrance: () => ['dashboard/StaffApp.vue', ...signInPages()],
  // The palette, which is at hand from the first moment on, names every page by the title that the router knows.
  today: () => ['dashboard/StaffApp.vue', 'dashboard/DashboardFrame.vue', 'today/TodayPage.vue', 'router.ts'],
}
type FirstSight = keyof typeof firstSights

const signInPages = () =>
  readdirSync(path.join(sourceFolder, 'sign-in'))
    .filter((file) => file.endsWith('Page.vue'))
    .map((file) => `sign-in/${file}`)

const staticImport = /\b(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]+?\s+from\s+)?['"](\.{1,2}\/[^'"]+)['"]/g
/** A text that looks like a key, up to where something is put into it. */
const keyLike = /['"`]([a-z]\w*(?:\.\w*)+)/g

const isFile = (file: string) => existsSync(file) && statSync(file).isFile()

/** The sources that are loaded with these; what they import while the page runs comes later. */
function sourcesWith(roots: readonly string[]): string[] {
  const found = new Map<string, string>()
  const add = (file: string) => {
    if (found.has(file)) return
    const source = readFileSync(file, 'utf8')
    found.set(file, source)
    for (const [, wanted = ''] of source.matchAll(staticImport)) {
      const at = path.resolve(path.dirname(file), wanted)
      const module = [at, `${at}.ts`, path.join(at, 'index.ts')].find(isFile)
      if (module && /\.(vue|ts)$/.test(module)) add(module)
    }
  }
  for (const root of roots) add(path.join(sourceFolder, root))
  return [...found.values()]
}

/** Divides words by whether their key is one of these, or begins with it. */
function divide(words: Words, isMeant: (key: string) => boolean, under = ''): { meant: Words; others: Words } {
  const meant: Words = {}
  const others: Words = {}
  for (const [name, value] of Object.entries(words)) {
    const key = under + name
    if (typeof value === 'string') (isMeant(key) ? meant : others)[name] = value
    else {
      const parts = divide(value, isMeant, `${key}.`)
      if (Object.keys(parts.meant).length > 0) meant[name] = parts.meant
      if (Object.keys(parts.others).length > 0) others[name] = parts.others
    }
  }
  return { meant, others }
}

/** The words of the dashboard that a first sight shows, and the others. */
function divideWords(words: Words, sight: FirstSight): { meant: Words; others: Words } {
  const named = new Set(
    sourcesWith(firstSights[sight]()).flatMap((source) => [...source.matchAll(keyLike)].map(([, key = '']) => key)),
  )
  return divide(words, (key) => [...named].some((each) => key.startsWith(each)))
}

/** `virtual:words/today.sv.json`, and its place among the message files, where it is looked for by their compiler. */
const part = /(?:^virtual:words\/|\/src\/locales\/)(entrance|today|dashboard)\.(\w+)\.json$/

/**
 * Divides each file of the dashboard's words in three: those of the pages where one comes in, those of Today with the
 * frame around it, and all others. Which is which is read from the sources, so no list of keys can be forgotten, and who
 * translates has one file.
 */
export function wordsBySight(): Plugin {
  let isServed = false
  return {
    name: 'greenroom:words-by-sight',
    enforce: 'pre',
    configResolved({ command }) {
      isServed = command === 'serve'
    },
    resolveId(id) {
      const [, name, locale] = part.exec(id) ?? []
      return name && path.join(sourceFolder, 'locales', `${name}.${locale}.json`)
    },
    load(id) {
      const [, name, locale] = part.exec(id) ?? []
      if (!name) return undefined
      const file = path.join(sourceFolder, 'locales', `${locale}.json`)
      this.addWatchFile(file)
      const words = JSON.parse(readFileSync(file, 'utf8')) as Words
      if (name !== 'dashboard') return JSON.stringify(divideWords(words, name as FirstSight).meant)
      // While somebody develops, a key may come to a source after the words were divided: then it is among the others.
      return JSON.stringify(isServed ? words : divideWords(words, 'today').others)
    },
  }
}
