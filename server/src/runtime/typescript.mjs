// Lets Node run the server from its TypeScript sources: `node --import ./server/src/runtime/typescript.mjs …`.
// The loader would look for settings in the folder it is started from; the server's own lie beside it.
import './require-node.mjs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Keeps compiled code between starts (in the system's folder for temporary files): it halves the time to readiness.
module.enableCompileCache?.()
const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
