// `npm test`: installs if need be, then hands over to the runner, which is TypeScript.
import { ensureInstalled, runUnderOwnNode } from './install.mjs'

ensureInstalled()
process.exitCode = await runUnderOwnNode('tools/run-tests.ts', process.argv.slice(2))
