import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import { preset } from '@graphql-codegen/client-preset'
import {
  buildSchema,
  concatAST,
  isAbstractType,
  parse,
  validate,
  visit,
  NoUnusedFragmentsRule,
  specifiedRules,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
} from 'graphql'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const sourceFolder = fileURLToPath(new URL('./src', import.meta.url))

/** One `graphql(...)` call in the sources: where it stands and what it says. */
export interface WrittenDocument {
  file: string
  source: string
}

/** A document as it stands in the sources: the whole text is literal, so it can be read without running anything. */
export const documentCall = /\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g

/** Every GraphQL document written in the web's `.ts` and `.vue` files. */
export function readDocuments(): WrittenDocument[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file) && !file.startsWith('gql'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(join(sourceFolder, file), 'utf8')
      return [...text.matchAll(documentCall)].map(([, source = '']) => ({ file: join('web/src', file), source }))
    })
}

/** Writes only what changed: a watcher that sees its own output would never rest. */
function writeIfChanged(path: string, content: string) {
  mkdirSync(dirname(path), { recursive: true })
  let before: string | undefined
  try {
    before = readFileSync(path, 'utf8')
  } catch {
    before = undefined
  }
  if (before !== content) writeFileSync(path, content)
}

/**
 * Generates `src/gql` from the committed schema, the documents and the templates in the sources.
 * Throws with file and reason for each document the schema does not know.
 */
export async function generate(): Promise<void> {
  const sdl = readFileSync(here('../schema.graphql'), 'utf8')
  const schema = buildSchema(sdl)
  const documents = readDocuments().map(({ file, source }) => {
    try {
      return { location: file, rawSDL: source, document: parse(source) }
    } catch (error) {
      throw new Error(`${file}: ${(error as Error).message}`, { cause: error })
    }
  })

  // Together, because a fragment lives in another file than the query that spreads it.
  const complaints = validate(
    schema,
    concatAST(documents.map(({ document }) => document)),
    specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule),
  )
  if (complaints.length > 0) {
    const where = (text: string | undefined) => documents.find(({ rawSDL }) => rawSDL === text)?.location ?? 'schema'
    throw new Error(complaints.map((each) => `${where(each.nodes?.[0]?.loc?.source.body)}: ${each.message}`).join('\n'))
  }

  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: `${join(sourceFolder, 'gql')}/`,
    schema: parse(sdl),
    schemaAst: schema,
    documents,
    config: {
      scalars: {
        DateTime: 'string',
        EmailAddress: 'string',
        LocalDate: 'string',
        LocalTime: 'string',
        TimeZone: 'string',
        URL: 'string',
      },
      strictScalars: true,
      useTypeImports: true,
      enumType: 'string-literal',
    },
    presetConfig: { fragmentMasking: false },
    plugins: [],
    pluginMap: {},
  })
  for (const output of outputs) writeIfChanged(output.filename, await codegen(output))

  // Only of those that a fragment is made for does the cache ask which types they may be.
  const conditions = new Set<string>()
  const note = ({ typeCondition }: FragmentDefinitionNode | InlineFragmentNode) =>
    void (typeCondition && conditions.add(typeCondition.name.value))
  for (const { document } of documents) visit(document, { FragmentDefinition: note, InlineFragment: note })
  const possibleTypes = Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter(isAbstractType)
      .filter(({ name }) => conditions.has(name))
      .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  )
  writeIfChanged(
    join(sourceFolder, 'gql/possible-types.ts'),
    `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(possibleTypes, null, 2)}\n`,
  )
  generateComponentTypes()
}

/**
 * Tells the type checker which components the templates may use without importing them. The build's own list is
 * written while it is still reading files and sometimes ends too early; this one is the same every time.
 */
function generateComponentTypes() {
  const used = new Set(
    readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.vue'))
      .flatMap((file) => [...readFileSync(join(sourceFolder, file), 'utf8').matchAll(/<U([A-Z]\w*)/g)])
      .map(([, name = '']) => name),
  )
  const lines = [...used]
    .sort()
    .map((name) => `    U${name}: typeof import('@nuxt/ui/components/${name}.vue')['default']`)
  writeIfChanged(
    join(sourceFolder, 'gql/components.d.ts'),
    `export {}\n\ndeclare module 'vue' {\n  export interface GlobalComponents {\n${lines.join('\n')}\n  }\n}\n`,
  )
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await generate().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    exit(1)
  })
}
