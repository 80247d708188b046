import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

export interface StartOptions {
  readonly browser: boolean
  readonly open: boolean
  readonly port: number | undefined
  readonly dataDir: string
  readonly fresh: boolean
  readonly cloudUrl: string | undefined
  readonly traceStartup: boolean
}

export const START_USAGE = `npm start -- [options]
  --browser        use the browser also where Electron is installed
  --no-open        don't open a window
  --port N         the first window's port; further ones take the next
  --data DIR       keep data here (default: .data)
  --fresh          begin with fresh demo data
  --cloud URL      work with this cloud instead of a demo one
  --trace-startup  tell how long the first desktop's start takes, by its parts`

/** @throws Error with a sentence for the person who typed it */
export function readStartOptions(argv: readonly string[], root: string): StartOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      browser: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string', default: '.data' },
      fresh: { type: 'boolean', default: false },
      cloud: { type: 'string' },
      'trace-startup': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const port = z.coerce.number().int().min(0).max(65_000).optional().safeParse(values.port)
  if (!port.success) throw new Error(`--port takes a number, not "${values.port}"`)
  const cloudUrl = z
    .url({ protocol: /^https?$/ })
    .optional()
    .safeParse(values.cloud)
  if (!cloudUrl.success)
    throw new Error(`--cloud takes an address such as https://cloud.example, not "${values.cloud}"`)
  return {
    browser: values.browser,
    open: !values['no-open'],
    port: port.data,
    dataDir: resolve(root, values.data),
    fresh: values.fresh,
    cloudUrl: cloudUrl.data,
    traceStartup: values['trace-startup'],
  }
}
