import { type ParentPort, runCoreProcess } from './core-process.ts'
import { streamLogger } from './log.ts'

// Electron puts it there in a utility process; its types are left out, as the core knows no host.
const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort }
if (parentPort === undefined) throw new Error('This is the core of the desktop application, which starts it itself.')

const core = runCoreProcess({
  parent: parentPort,
  log: streamLogger((line) => process.stderr.write(line)),
  clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
  random: Math.random,
  exit: (code) => process.exit(code),
})
// Electron would only warn, and go on with who knows what half done. A core that ends is started again.
process.on('unhandledRejection', (error) => {
  throw error
})
// Ctrl-C in a terminal reaches every process of the application.
process.once('SIGINT', () => void core.stop())
process.once('SIGTERM', () => void core.stop())
