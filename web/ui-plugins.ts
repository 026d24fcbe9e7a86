import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)
const sourceFolder = fileURLToPath(new URL('./src/', import.meta.url))
const componentLibrary = /\/node_modules\/@nuxt\/ui\/dist\/runtime\//

interface IconSet {
  icons: Record<string, { body: string }>
  aliases?: Record<string, { parent: string }>
}

const iconPrefix = 'virtual:icon/'
const namedIcon = /\bi-(lucide-[a-z0-9-]+)/g
/** How the library's components name the icons that the theme chooses. */
const chosenIcon = /\bui\.icons\.(\w+)/g

/**
 * Gives each module the drawings of the icons it names, those of the library's components included. One bundle of all
 * icons would be on every page, and an icon that is asked for by its name while the page runs comes from a foreign host.
 */
export function iconsByModule(): Plugin {
  const { icons, aliases = {} } = require('@iconify-json/lucide/icons.json') as IconSet
  const choices = new Map<string, string>()

  return {
    name: 'greenroom:icons-by-module',
    async configResolved({ plugins }) {
      const load = plugins.find(({ name }) => name === 'nuxt:ui:app-config')?.load
      const answer = await (typeof load === 'function' ? load : load?.handler)?.call(
        {} as never,
        'virtual:nuxt-ui-app-config',
      )
      const [json] = /\{.*\}/s.exec(typeof answer === 'string' ? answer : (answer?.code ?? '')) ?? []
      if (!json) throw new Error('The choices of icons are no longer where this plugin looks for them')
      const chosen = (JSON.parse(json) as { ui: { icons: Record<string, string> } }).ui.icons
      for (const [role, icon] of Object.entries(chosen)) choices.set(role, icon.slice('i-'.length))
    },
    resolveId: (id) => (id.startsWith(iconPrefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${iconPrefix}`)) return undefined
      const icon = id.slice(iconPrefix.length + 1)
      const name = icon.replace('lucide-', '')
      const drawing = icons[name] ?? icons[aliases[name]?.parent ?? '']
      if (!drawing) throw new Error(`No icon is called i-${icon}`)
      const code = `import { addIcon } from '@iconify/vue'\naddIcon(${JSON.stringify(icon)}, ${JSON.stringify(drawing.body)})`
      return { code, moduleSideEffects: true }
    },
    transform(code, id) {
      const names = new Set<string>()
      if (id.startsWith(sourceFolder)) for (const [, icon = ''] of code.matchAll(namedIcon)) names.add(icon)
      if (componentLibrary.test(id))
        for (const [, role = ''] of code.matchAll(chosenIcon)) names.add(choices.get(role) ?? role)
      if (names.size === 0) return undefined
      return { code: [...names].map((icon) => `import '${iconPrefix}${icon}'\n`).join('') + code, map: null }
    },
  }
}

const everyPart = /import \{([^}]+)\} from "reka-ui\/namespaced";/

/**
 * `reka-ui/namespaced` holds the parts of all its components in one module, and whoever takes one of them from there
 * brings the calendars and colour fields of the others along. Here each is a module of its own.
 */
export function onePartAtATime(): Plugin {
  return {
    name: 'greenroom:one-part-at-a-time',
    // While somebody develops, and in tests, nothing is bundled: there each part would be a copy with layers of its own.
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer) {
      const [, part] = /^reka-ui\/namespaced\?part=(\w+)$/.exec(id) ?? []
      if (!part) return undefined
      return this.resolve('reka-ui/namespaced', importer, { skipSelf: true }).then(
        (found) => found && `${found.id}?part=${part}`,
      )
    },
    transform(code, id) {
      if (!componentLibrary.test(id)) return undefined
      const [statement, parts = ''] = everyPart.exec(code) ?? []
      if (!statement) return undefined
      const imports = parts.split(',').map((part) => {
        const [name = ''] = part.trim().split(' as ')
        return `import {${part}} from "reka-ui/namespaced?part=${name}";`
      })
      return { code: code.replace(statement, imports.join(' ')), map: null }
    },
  }
}

/** What modules of the library bring along though nothing here uses it: the statement, and what stands for it. */
const unused: Record<string, [string, string][]> = {
  'components/App.vue': [
    // Toasts come by themselves, when there may be one (dashboard/StaffApp.vue), and dialogs are written where they are.
    ['import UToaster from "./Toaster.vue";', 'const UToaster = null;'],
    ['import UOverlayProvider from "./OverlayProvider.vue";', ''],
    ['<UOverlayProvider />', ''],
  ],
  // For modules of Nuxt, which call each other by hooks.
  'vue/stubs/base.js': [['const hooks = createHooks();', 'const hooks = /* @__PURE__ */ createHooks();']],
}

/** Leaves that out. A version of the library that has it written otherwise fails the build. */
export function withoutUnused(): Plugin {
  return {
    name: 'greenroom:without-unused',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const [, module = ''] = /\/@nuxt\/ui\/dist\/runtime\/([\w./-]+)$/.exec(id) ?? []
      const changes = unused[module]
      if (!changes) return undefined
      let changed = code
      for (const [statement, instead] of changes) {
        if (!changed.includes(statement)) throw new Error(`${module} of the library has no “${statement}” any more`)
        changed = changed.replace(statement, instead)
      }
      return { code: changed, map: null }
    },
  }
}
