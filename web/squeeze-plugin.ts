import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Below it a copy saves less than the words that announce it. In bytes. */
const worthwhile = 1_000

/** Puts squeezed copies beside the scripts and styles, for the server to hand out (server/src/http/server.ts). */
export function squeezedCopies(): Plugin {
  return {
    name: 'greenroom:squeezed-copies',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName))
        await Promise.all(
          files.map(async (file) => {
            const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
            if (source.length < worthwhile) return
            const params = { [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
            const copies = { br: await brotli(source, { params }), gz: await zip(source, { level: 9 }) }
            for (const [ending, copy] of Object.entries(copies))
              this.emitFile({ type: 'asset', fileName: `${file.fileName}.${ending}`, source: copy })
          }),
        )
      },
    },
  }
}
