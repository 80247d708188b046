import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Status, statusSchema } from '../../shared/desktop-api.ts'

export interface LaunchOptions {
  /** As it was typed; see cloud-url.ts. */
  readonly cloudUrl: string | undefined
  /** Undefined: the usual folder of the application. */
  readonly dataDir: string | undefined
  readonly demoAccounts: Status['demoAccounts']
  /** Tells how long the start takes (startup-trace.ts). */
  readonly traceStartup: boolean
}

/**
 * `[--cloud=URL] [--data=DIR] [--trace-startup]`, and demo accounts, if any, as JSON in TRACKSIDE_DEMO_ACCOUNTS. With
 * `=`, as Electron refuses switches after an argument that is an address by itself. Where a link opened the application,
 * no argument is an option: a web page wrote the link, and one that breaks out of its quotes could name its own cloud.
 * @throws Error with a sentence for the person who typed it
 */
export function readLaunchOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LaunchOptions {
  const { values } = parseArgs({
    args: args.some((one) => /^\W*trackside:/i.test(one)) ? [] : [...args],
    options: { cloud: { type: 'string' }, data: { type: 'string' }, 'trace-startup': { type: 'boolean' } },
    // Chromium has switches of its own.
    strict: false,
  })
  // Without `=`, a switch is true.
  const cloudUrl = z.string().optional().safeParse(values['cloud'])
  if (!cloudUrl.success) throw new Error('--cloud=URL takes an address, such as --cloud=https://cloud.example')
  const dataDir = z.string().min(1).optional().safeParse(values['data'])
  if (!dataDir.success) throw new Error('--data=DIR takes a folder')
  const demoAccounts = env['TRACKSIDE_DEMO_ACCOUNTS']
  return {
    cloudUrl: cloudUrl.data,
    dataDir: dataDir.data === undefined ? undefined : resolve(dataDir.data),
    demoAccounts:
      demoAccounts === undefined ? undefined : statusSchema.shape.demoAccounts.parse(JSON.parse(demoAccounts)),
    // Chromium has a switch of that name, too, and traces as well: only the environment measures a start without.
    traceStartup: values['trace-startup'] === true || env['TRACKSIDE_TRACE_STARTUP'] === '1',
  }
}
