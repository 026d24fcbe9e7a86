// Lets Node run the server from its TypeScript sources: `node --import ./server/src/runtime/typescript.mjs …`.
// The loader would look for settings in the folder it is started from; the server's own lie beside it.
import './require-node.mjs'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
