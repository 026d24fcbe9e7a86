import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DefinitionNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql'
import type { Plugin } from 'vite'
import { documentCall, readDocuments, sourceFolder } from './codegen.ts'

/**
 * In a process of its own: Vite and Vitest load a config through other doors than Node, and the generator refuses a
 * schema built by a second copy of graphql.
 */
const generate = () =>
  promisify(execFile)(execPath, [fileURLToPath(new URL('./codegen.ts', import.meta.url))]).catch(
    (error: Error & { stderr?: string }) => {
      throw new Error(error.stderr?.trim() || error.message)
    },
  )

type NamedDefinition = FragmentDefinitionNode | OperationDefinitionNode

const isNamed = (definition: DefinitionNode): definition is NamedDefinition =>
  definition.kind === 'FragmentDefinition' || definition.kind === 'OperationDefinition'

const nameOf = (definition: NamedDefinition) => definition.name?.value ?? 'anonymous'

function fragmentsSpreadIn(definition: NamedDefinition): string[] {
  const names = new Set<string>()
  visit(definition, { FragmentSpread: (spread) => void names.add(spread.name.value) })
  return [...names]
}

const prefix = 'virtual:graphql/'
const textPrefix = 'virtual:graphql-text/'

/** `asText(graphql(…))` of shared/graphql-text.ts. */
const textCall = new RegExp(String.raw`\basText\(\s*${documentCall.source}\s*,?\s*\)`, 'g')

/**
 * Turns each `graphql(...)` call into an import of its own small module, so that a page carries the documents it asks
 * and no others: the look-up table of the code generator would put every document of the dashboard on the candidate's
 * phone. Fragments become modules too and are therefore shipped once.
 */
export function graphqlDocuments(): Plugin {
  let definitions = new Map<string, NamedDefinition>()

  const readAll = () => {
    definitions = new Map(
      readDocuments()
        .flatMap(({ source }) => parse(source, { noLocation: true }).definitions.filter(isNamed))
        .map((definition) => [nameOf(definition), definition]),
    )
  }

  const withTheirOwn = (name: string, seen = new Set<string>()): Set<string> => {
    for (const fragment of fragmentsSpreadIn(definitions.get(name)!)) {
      if (seen.has(fragment)) continue
      if (!definitions.has(fragment)) throw new Error(`${name} spreads ${fragment}, which no file defines`)
      seen.add(fragment)
      withTheirOwn(fragment, seen)
    }
    return seen
  }

  return {
    name: 'greenroom:graphql-documents',
    async buildStart() {
      await generate()
      readAll()
    },
    resolveId: (id) => (id.startsWith(prefix) || id.startsWith(textPrefix) ? `\0${id}` : undefined),
    load(id) {
      const kind = [prefix, textPrefix].find((each) => id.startsWith(`\0${each}`))
      if (!kind) return undefined
      const name = id.slice(kind.length + 1)
      const definition = definitions.get(name)
      if (!definition) throw new Error(`No document is called ${name}`)
      const fragments = [...withTheirOwn(name)]
      if (kind === textPrefix) {
        const own = JSON.stringify(`${stripIgnoredCharacters(print(definition))}\n`)
        return [
          ...fragments.map((each) => `import { own as ${each} } from '${textPrefix}${each}'`),
          `export const own = ${own}`,
          `export default { name: '${name}', text: ${['own', ...fragments].join(' + ')} }`,
        ].join('\n')
      }
      return [
        ...fragments.map((each) => `import { definition as ${each} } from '${prefix}${each}'`),
        `export const definition = ${JSON.stringify(definition)}`,
        `export default { kind: 'Document', definitions: [${['definition', ...fragments].join(', ')}] }`,
      ].join('\n')
    },
    transform(code, id) {
      if (!id.startsWith(sourceFolder) || !code.includes('graphql(')) return undefined
      const imports = new Map<string, string>()
      const imported = (from: string, as: string) => (_: string, source: string) => {
        const definition = parse(source, { noLocation: true }).definitions.find(isNamed)
        if (!definition) throw new Error(`An empty document in ${id}`)
        const name = nameOf(definition)
        imports.set(`${as}_${name}`, from + name)
        return `${as}_${name}`
      }
      const changed = code
        .replaceAll(textCall, imported(textPrefix, 'text'))
        .replaceAll(documentCall, imported(prefix, 'document'))
      if (imports.size === 0) return undefined
      const statements = [...imports].map(([as, from]) => `import ${as} from '${from}'`)
      return { code: `${statements.join('\n')}\n${changed}`, map: null }
    },
    async handleHotUpdate({ file, read, server }) {
      if (!file.startsWith(sourceFolder) || !(await read()).includes('graphql(')) return
      await generate().catch((error: unknown) => server.config.logger.error(String(error)))
      readAll()
      for (const module of server.moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith(`\0${prefix}`) || module.id?.startsWith(`\0${textPrefix}`))
          server.moduleGraph.invalidateModule(module)
      }
    },
  }
}
