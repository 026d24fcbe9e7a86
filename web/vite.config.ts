import { fileURLToPath } from 'node:url'
import i18n from '@intlify/unplugin-vue-i18n/vite'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { fewChunks, packagesByChunk } from './chunks-plugin.ts'
import { graphqlDocuments } from './graphql-plugin.ts'
import { squeezedCopies } from './squeeze-plugin.ts'
import { iconsByModule, onePartAtATime, withoutUnused } from './ui-plugins.ts'
import { wordsBySight } from './words-plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const api = 'http://localhost:4000'

export default defineConfig({
  root: here('.'),
  plugins: [
    vue(),
    graphqlDocuments(),
    iconsByModule(),
    onePartAtATime(),
    withoutUnused(),
    wordsBySight(),
    ui({
      // Nuxt UI keeps its generated theme beside the packages, not in a node_modules folder of its own inside web.
      root: here('..'),
      colorMode: false,
      autoImport: false,
      // codegen.ts writes the types of the components in use.
      dts: false,
      components: { dirs: [] },
      // ui-plugins.ts gives each module its own icons.
      icon: { clientBundle: false },
      ui: {
        colors: { primary: 'spruce', neutral: 'ash' },
        // Under the pointer the library thins the colour to three quarters, and its words fall below 4.5:1.
        button: {
          compoundVariants: (['primary', 'error'] as const).map((color) => ({
            color,
            variant: 'solid' as const,
            class: `hover:bg-${color}/90 active:bg-${color}/90`,
          })),
        },
        // The chosen one is the lighter field, as in the switch of periods; the library's stands out like a button.
        tabs: {
          compoundVariants: [
            {
              color: 'neutral',
              variant: 'pill',
              class: { indicator: 'bg-default', trigger: 'data-[state=active]:text-highlighted' },
            },
          ],
        },
        // A word must be nearer to its own circle than to the next one; on a phone they need a second line.
        radioGroup: { variants: { orientation: { horizontal: { fieldset: 'flex-wrap gap-x-5 gap-y-1.5' } } } },
        // Its head keeps its height above a long form, and its words clear of the button that closes it.
        modal: { slots: { header: 'shrink-0 pe-14 sm:pe-14', footer: 'shrink-0' } },
        // A list gives the focus back only when it has faded out, and takes it from the field a person is in by then.
        select: { variants: { position: { popper: { content: 'data-[state=closed]:animate-none' } } } },
        selectMenu: { variants: { position: { popper: { content: 'data-[state=closed]:animate-none' } } } },
      },
    }),
    i18n({
      include: ['.', 'candidate-access', 'self-scheduling'].map((folder) => here(`./src/${folder}/locales/*.json`)),
      runtimeOnly: true,
      // The words are compiled here and not in the browser.
      dropMessageCompiler: true,
    }),
    fewChunks(),
    packagesByChunk(),
    squeezedCopies(),
  ],
  resolve: { alias: { '@iconify/vue': here('./src/ui/drawn-icon.ts') } },
  define: {
    // Apollo's warnings for who writes code.
    'globalThis.__DEV__': 'false',
    // Every component here and in the libraries is written with setup().
    __VUE_OPTIONS_API__: 'false',
    // The plugin of vue-i18n sets it for another bundler only.
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
      '/api': { target: api },
      '/logo': { target: api },
      '/media': { target: api },
      '/mailbox': { target: api },
    },
  },
})
