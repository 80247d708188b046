import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { statusSchema } from '../shared/desktop-api.ts'
import { openAdmission } from './browser-host/admission.ts'
import { startBrowserHost } from './browser-host/server.ts'
import { startCore } from './core/core.ts'
import { fileSecrets } from './core/identity/secrets.ts'
import { streamLogger } from './core/log.ts'
import { FolderInUse } from './core/store/folder-lock.ts'
import { NO_TRACE, traceStartup } from './startup-trace.ts'

/**
 * Trackside in a browser window instead of Electron's: the same core and renderer, served on loopback.
 * `--data DIR --cloud URL [--port N] [--trace-startup]`; demo accounts, if any, as JSON in TRACKSIDE_DEMO_ACCOUNTS.
 * Prints `open http://127.0.0.1:PORT/#key=…` whenever there is an address for another window.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      cloud: { type: 'string' },
      port: { type: 'string', default: '0' },
      'trace-startup': { type: 'boolean', default: false },
      renderer: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'renderer') },
    },
  })
  if (values.data === undefined || values.cloud === undefined) throw new Error('--data DIR and --cloud URL are needed')
  const trace = values['trace-startup']
    ? traceStartup(
        ['main', 'core', 'page'],
        () => performance.now(),
        (line) => process.stdout.write(line),
      )
    : NO_TRACE
  trace.ended('main')
  trace.began('core')
  const demoAccounts = demoAccountsFrom(process.env['TRACKSIDE_DEMO_ACCOUNTS'])
  const core = await startCore({
    dataDir: values.data,
    cloudUrl: values.cloud,
    secrets: fileSecrets(join(values.data, 'secrets')),
    clocks: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
    random: Math.random,
    log: streamLogger((line) => process.stderr.write(line)),
    rendererDir: values.renderer,
    ...(demoAccounts === undefined ? {} : { demoAccounts }),
  })
  trace.ended('core')
  const host = await startBrowserHost({
    core,
    trace,
    admission: openAdmission(join(values.data, 'windows.json'), () => Date.now()),
    rendererDir: values.renderer,
    port: Number(values.port),
    onAddress: (url) => process.stdout.write(`open ${url}\n`),
  })
  const stop = async () => {
    await host.close()
    await core.stop()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function demoAccountsFrom(json: string | undefined) {
  return json === undefined ? undefined : statusSchema.shape.demoAccounts.parse(JSON.parse(json))
}

main().catch((error: unknown) => {
  const expected = error instanceof FolderInUse
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(expected ? 2 : 1)
})
