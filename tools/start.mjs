// `npm start`: installs if need be, then hands over to the starter, which is TypeScript.
import { ensureInstalled, runUnderOwnNode } from './install.mjs'

ensureInstalled()
process.exitCode = await runUnderOwnNode('tools/start.ts', process.argv.slice(2))
