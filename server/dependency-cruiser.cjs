// The arrows between files, held by `npm run check:imports`. docs/architecture.md draws them.
//
//   schema.ts, app.ts    put everything together
//   exports              lists as files, asked of the schema; looks at nobody but shared
//   dashboard            looks at everything below
//   analytics            figures of everything below
//   replies              what comes back by email; looks at mail and everything below
//   mail                 looks at everything below
//   busy-times > calendar-feeds > self-scheduling > availability > booking > speech > follow-ups > transcripts > room > consent > arrivals > candidate-access > slots > scorecards > people > interviews > candidates > kits > jobs > scheduling > saved-views > api-tokens > companies
//   calendar, storage,
//   shared               know nobody
//
// Inside a feature: resolver -> use case -> rules -> entity, never back.

const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')

const source = path.join(__dirname, 'src')

/** The features by what they may know: each knows those before it and none of those behind it. */
const features = [
  'companies',
  'api-tokens',
  'saved-views',
  'scheduling',
  'jobs',
  'kits',
  'candidates',
  'interviews',
  'people',
  'scorecards',
  'slots',
  'candidate-access',
  'arrivals',
  'consent',
  'room',
  'transcripts',
  'follow-ups',
  'speech',
  'booking',
  'availability',
  'self-scheduling',
  'calendar-feeds',
  'busy-times',
  'mail',
  'replies',
  'analytics',
  'dashboard',
  'exports',
]

/** What is no feature: the frame around them. */
const frame = ['sign-in', 'http', 'chores', 'demo', 'mailbox', 'runtime', 'migrations', 'cli']

const unknown = readdirSync(source, { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && ![...features, ...frame, 'shared', 'calendar', 'storage'].includes(entry.name),
  )
  .map((entry) => entry.name)
if (unknown.length > 0)
  throw new Error(`Say in ${path.basename(__filename)} what may know these folders: ${unknown.join(', ')}`)

const folders = (names) => `^server/src/(${names.join('|')})/`
const exactly = (files) => `^server/src/(${files.map((file) => file.replaceAll('.', '[.]')).join('|')})$`
const tests = '[.]test[.]ts$|^server/(test|src/calendar/golden)/'

/** Every file with a table, as entities.ts lists them: no second list to forget. */
const entities = [...readFileSync(path.join(source, 'entities.ts'), 'utf8').matchAll(/from '\.\/(.+)'/g)].map(
  ([, file]) => file,
)

/** Every file that works inside a transaction: the use cases and what they share. */
const working = [...features, 'shared']
  .flatMap((folder) => readdirSync(path.join(source, folder)).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.ts') && !/\.(test|resolver|types)\.ts$/.test(file))
  .filter((file) =>
    /import [^']*\b(useCase|Tools|Transaction|InTransaction)\b[^']* from '\.\.?\/(shared\/)?(use-case|transaction)\.ts'/.test(
      readFileSync(path.join(source, file), 'utf8'),
    ),
  )

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one thing in two files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody imports it and it starts nothing: remove it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['[.]d[.]ts$', tests, '^server/src/(mailbox|replies)/assets/'],
      },
      to: {},
    },
    {
      name: 'no-unknown-imports',
      severity: 'error',
      comment:
        'It cannot be found, or package.json does not name it. Words of a part of the dashboard are made by the build.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:words/' },
    },
    {
      name: 'packages-are-named',
      severity: 'error',
      comment: 'A package that is there by chance may be gone tomorrow: name it in package.json.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-test-tools-at-run-time',
      severity: 'error',
      comment: 'The image holds no development packages.',
      from: { path: '^server/src/', pathNot: tests },
      // Types are gone when it runs; @types packages count as the development packages they are.
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },

    // ---------------------------------------------------------------------------------------------- between folders

    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^server/src/shared/', pathNot: tests },
      to: { path: '^(server|web)/', pathNot: '^server/src/shared/' },
    },
    {
      name: 'calendar-knows-only-its-input',
      severity: 'error',
      from: { path: '^server/src/calendar/', pathNot: tests },
      to: { path: '^(server|web)/', pathNot: '^server/src/(calendar|shared)/' },
    },
    {
      name: 'storage-knows-nobody',
      severity: 'error',
      comment: 'It keeps bytes, and does not know whose.',
      from: { path: '^server/src/storage/', pathNot: tests },
      to: { path: '^(server|web)/', pathNot: '^server/src/(storage|shared)/' },
    },
    ...features.map((feature, place) => ({
      name: `${feature}-knows-what-is-below`,
      severity: 'error',
      comment: `${feature} may know ${features.slice(0, place).join(', ') || 'no other feature'}, calendar, storage and shared.`,
      from: { path: folders([feature]), pathNot: tests },
      to: {
        path: '^(server|web)/',
        pathNot: [
          folders([...features.slice(0, place + 1), 'calendar', 'storage', 'shared']),
          // A staff member signs in with an account: the one table of the frame that a feature points at.
          ...(feature === 'companies' ? [exactly(['sign-in/auth-tables.ts'])] : []),
        ],
      },
    })),
    {
      name: 'sign-in-knows-companies',
      severity: 'error',
      comment: 'It says which staff member somebody is, and nothing of what they do.',
      from: { path: folders(['sign-in']), pathNot: tests },
      to: { path: '^(server|web)/', pathNot: folders(['sign-in', 'companies', 'shared']) },
    },
    {
      name: 'http-knows-doors-and-the-hub',
      severity: 'error',
      comment:
        'Who asks is decided by sign-in, api-tokens, candidate-access and self-scheduling; what is asked goes through the schema it is handed.',
      from: { path: folders(['http']), pathNot: tests },
      to: {
        path: '^(server|web)/',
        pathNot: [
          folders(['http', 'sign-in', 'shared']),
          exactly([
            'api-tokens/token-holder.ts',
            'api-tokens/token-budgets.ts',
            'api-tokens/token-limits.rules.ts',
            'candidate-access/key-holder.ts',
            'self-scheduling/chooser.ts',
            'dashboard/live-hub.ts',
            'dashboard/onlookers.ts',
          ]),
        ],
      },
    },
    {
      name: 'chores-call-use-cases',
      severity: 'error',
      from: { path: folders(['chores']), pathNot: tests },
      to: { path: '^(server|web)/', pathNot: folders(['chores', ...features, 'storage', 'shared']) },
    },
    {
      name: 'mailbox-knows-nobody',
      severity: 'error',
      comment: 'The mail catcher takes any email of any program.',
      from: { path: folders(['mailbox']), pathNot: tests },
      to: {
        path: '^(server|web)/',
        pathNot: [folders(['mailbox']), exactly(['shared/html.ts', 'shared/write-whole.ts'])],
      },
    },
    {
      name: 'demo-uses-the-front-door',
      severity: 'error',
      comment: 'The demo is made by the use cases of the finished app.',
      from: { path: folders(['demo']), pathNot: tests },
      to: {
        path: '^(server|web)/',
        pathNot: [folders(['demo', 'sign-in', 'shared']), exactly(['schema.ts', 'storage/storage.ts'])],
      },
    },
    {
      name: 'runtime-knows-no-feature',
      severity: 'error',
      from: { path: folders(['runtime', 'migrations']), pathNot: tests },
      to: {
        path: '^(server|web)/',
        pathNot: [
          folders(['runtime', 'migrations', 'mailbox']),
          exactly(['config.ts', 'entities.ts', 'shared/log.ts']),
        ],
      },
    },
    {
      name: 'nobody-knows-the-frame',
      severity: 'error',
      comment: 'What puts the parts together is known to what starts it.',
      from: {
        path: '^server/src/.+/',
        pathNot: [tests, folders(['demo', 'runtime', 'migrations', 'cli'])],
      },
      to: {
        path: ['^server/src/[^/]+$', folders(['http', 'chores', 'demo', 'runtime', 'migrations', 'cli'])],
        pathNot: folders(['http', 'chores']),
      },
    },
    {
      name: 'config-is-handed-in',
      severity: 'error',
      comment: 'The environment is read once, by what starts a process; everything else gets values.',
      from: {
        path: '^server/src/',
        pathNot: [tests, exactly(['start.ts', 'main.ts', 'worker.ts']), folders(['runtime', 'cli'])],
      },
      to: { path: exactly(['config.ts']) },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },

    // -------------------------------------------------------------------------------------------------- between kinds

    {
      name: 'rules-know-no-library',
      severity: 'error',
      comment: 'Values in, answer out: a rule imports other rules and nothing else.',
      from: { path: '^server/src/.+[.]rules[.]ts$' },
      to: { pathNot: '^server/src/.+[.]rules[.]ts$' },
    },
    {
      name: 'entities-know-tables-only',
      severity: 'error',
      comment: 'An entity knows MikroORM for its columns, the rules, and other entities.',
      from: { path: exactly(entities) },
      to: {
        pathNot: [
          exactly([...entities, 'shared/columns.ts', 'shared/language.ts']),
          '[.]rules[.]ts$',
          'node_modules/@mikro-orm/core/',
        ],
      },
    },
    {
      name: 'work-knows-no-graphql',
      severity: 'error',
      comment: 'A use case and all it uses would be the same behind another door.',
      from: { path: exactly(working) },
      to: {
        path: '[.](resolver|types)[.]ts$|^server/src/shared/graphql/|node_modules/(graphql|type-graphql|@apollo)/',
        reachable: true,
      },
    },
    {
      name: 'work-waits-for-nobody',
      severity: 'error',
      comment: 'No transaction waits for the world: what sends and listens is out of reach.',
      from: { path: exactly(working) },
      to: {
        path: '^server/src/storage/|node_modules/(nodemailer|express|ws|graphql-ws)/|^(node:)?(http|https|net|tls|dgram)$',
        reachable: true,
      },
    },
    {
      name: 'resolvers-are-roots',
      severity: 'error',
      comment: 'A resolver is known to schema.ts, which makes it, and to nobody else.',
      from: { pathNot: [exactly(['schema.ts']), tests] },
      to: { path: '[.]resolver[.]ts$' },
    },

    // ------------------------------------------------------------------------------------------------ server and web

    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^web/' },
    },
    {
      name: 'web-knows-no-server',
      severity: 'error',
      comment: 'What they share is schema.graphql.',
      from: { path: '^web/' },
      to: { path: '^server/' },
    },
    {
      name: 'web-rules-know-no-library',
      severity: 'error',
      from: { path: '^web/src/.+[.]rules[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-rules-draw-nothing',
      severity: 'error',
      from: { path: '^web/src/.+[.]rules[.]ts$' },
      to: { path: '[.]vue$|/use-[^/]+[.]ts$' },
    },
    {
      name: 'ui-knows-no-data',
      severity: 'error',
      comment: 'Looks only: what a component of ui shows is handed to it.',
      from: { path: '^web/src/ui/' },
      to: {
        path: ['^web/src/', 'node_modules/(@apollo|@vue/apollo-composable|graphql)/'],
        pathNot: '^web/src/(ui|shared)/',
      },
    },
    {
      name: 'web-shared-knows-no-feature',
      severity: 'error',
      from: { path: '^web/src/shared/' },
      to: { path: '^web/src/', pathNot: '^web/src/(shared|gql|locales|(candidate-access|self-scheduling)/locales)/' },
    },
    {
      name: 'the-candidate-loads-no-dashboard',
      severity: 'error',
      comment: "The candidate's pages are opened on phones, on trains: nothing of the dashboard comes with them.",
      from: { path: '^web/src/(candidate-access|room|self-scheduling)/', pathNot: '[.]test[.]ts$' },
      to: {
        path: '^web/src/',
        pathNot: '^web/src/(candidate-access|room|self-scheduling|shared|ui|gql|locales)/',
        reachable: true,
      },
    },
  ],
  options: {
    // An import of a type is an arrow too: it says who knows whom.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(__dirname, 'tsconfig.json') },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js', '.json', '.d.ts'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
