// `npm test`: installs if need be, then hands over to the runner, which is TypeScript.
import { ensureInstalled, runUnderOwnNode } from './install.mjs'

try {
  ensureInstalled()
  process.exitCode = await runUnderOwnNode('tools/run-tests.ts', process.argv.slice(2))
} catch (error) {
  // Whoever reads the last line learns of this failure too.
  console.error(error)
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
}
