import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const sourceFolder = fileURLToPath(new URL('./src/', import.meta.url))

/** Where people come in, and the pages that are loaded for it whatever they do. */
const doors = {
  signIn: ['dashboard/StaffApp', 'sign-in/SignInPage', 'sign-in/ForgotPage', 'sign-in/JoinPage', 'sign-in/ResetPage'],
  setUp: ['dashboard/StaffApp', 'sign-in/SetUpPage'],
  dashboard: ['dashboard/StaffApp', 'dashboard/DashboardFrame', 'today/TodayPage'],
  candidate: ['candidate-access/CandidatePage'],
  // Behind that one, and no more of the dashboard than behind it.
  room: ['room/RoomStage'],
  choice: ['self-scheduling/ChoosePage'],
}

/**
 * What is written here, drawn here or a component of the library. What these use of packages is left to the bundler: it
 * knows what of a package is used, and the graph of modules does not.
 */
const isGathered = (id: string) =>
  [
    /\/web\/src\/(?!gql\/(?!possible))/,
    /virtual:(icon|graphql|nuxt-ui-templates)/,
    /\/@nuxt\/ui\/dist\/runtime\/(components|vue\/components|vue\/overrides)\//,
    /\/@nuxt\/ui\/dist\/runtime\/locale\/(fr|sv)\.js$/,
  ].some((kind) => kind.test(id)) && !id.endsWith('.json')

/**
 * Gathers small modules into few files. Left alone, the modules of each set of pages would be a file of their own: a hundred
 * and thirty for Today, and what is small is squeezed badly. No door loads a module that is not its own.
 */
export function fewChunks(): Plugin {
  let nameOf = (_id: string): string | null => null
  return {
    name: 'greenroom:few-chunks',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What a module imports lies behind the same doors and maybe more: no two files wait for one another.
              groups: [
                {
                  debugName: 'behind the doors',
                  name: (id: string) => nameOf(id),
                  includeDependenciesRecursively: false,
                },
              ],
            },
          },
        },
      },
    }),
    generateBundle(_options, bundle) {
      // One of two files that wait for one another would run without what it needs of the other.
      const done = new Set<string>()
      const circles = new Set<string>()
      const visit = (file: string, way: readonly string[]) => {
        if (way.includes(file)) {
          circles.add([...way.slice(way.indexOf(file)), file].join(' → '))
          return
        }
        const chunk = bundle[file]
        if (done.has(file) || chunk?.type !== 'chunk') return
        for (const each of chunk.imports) visit(each, [...way, file])
        done.add(file)
      }
      for (const file of Object.keys(bundle)) visit(file, [])
      if (circles.size > 0) throw new Error(`These wait for one another:\n${[...circles].join('\n')}`)
    },
    buildEnd(failure) {
      if (failure) return
      const ids = [...this.getModuleIds()]
      const imported = new Map(ids.map((id) => [id, this.getModuleInfo(id)?.importedIds ?? []]))
      const withAll = (roots: readonly string[]) => {
        const found = new Set<string>()
        const open = [...roots]
        for (let id = open.pop(); id !== undefined; id = open.pop()) {
          if (found.has(id)) continue
          found.add(id)
          open.push(...(imported.get(id) ?? []))
        }
        return found
      }
      const entry = withAll(ids.filter((id) => this.getModuleInfo(id)?.isEntry))
      const behind = Object.entries(doors).map(([name, itsPages]) => {
        const roots = itsPages.map((page) => path.join(sourceFolder, `${page}.vue`))
        for (const page of roots) {
          if (!imported.has(page)) throw new Error(`There is no ${page}, where people came in`)
        }
        return { name, modules: withAll(roots) }
      })
      nameOf = (id) => {
        // What brings an icon goes with it, also from another folder of the library.
        const isMeant = isGathered(id) || imported.get(id)?.some((each) => each.startsWith('\0virtual:icon/'))
        if (!isMeant || entry.has(id)) return null
        const names = behind.filter(({ modules }) => modules.has(id)).map(({ name }) => name)
        return names.length > 0 ? names.join('-') : null
      }
    },
  }
}

/** Writes down of which packages each file is made, for server/test/browser/first-load.test.ts. It is not handed out. */
export function packagesByChunk(): Plugin {
  return {
    name: 'greenroom:packages-by-chunk',
    apply: 'build',
    generateBundle(_options, bundle) {
      const packages = Object.values(bundle).flatMap((file) => {
        if (file.type !== 'chunk') return []
        const names = file.moduleIds.map((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? '')
        return [[file.fileName, [...new Set(names.filter(Boolean))].sort()]]
      })
      this.emitFile({
        type: 'asset',
        fileName: '.vite/packages.json',
        source: JSON.stringify(Object.fromEntries(packages), null, 2),
      })
    },
  }
}
