// Makes installers, or with --dir only what they would install, for the kind of computer that it runs on: `npm run dist`
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cloudUrlSchema } from '../electron/shell/cloud-url.ts'
import { findElectron } from '../electron/shell/find-electron.ts'
import { isFeedUrl } from '../electron/shell/packed-feed.ts'
import { checkPackage, inMib } from './check-package.ts'
import { pack } from './packaging/pack.ts'
import { stage } from './packaging/stage.ts'
import { makeStandInElectron } from './stand-in-electron.ts'

const ROOT = join(import.meta.dirname, '..')
const USAGE = `npm run dist -- [options]
  --dir               only the folder that an installer would install
  --fuses=SET         release, or test: with a way in for the e2e tests (default: release)
  --version=X.Y.Z     another version than package.json's
  --out=DIR           where to put it (default: dist/packages)
  --cloud=URL         the cloud that installed applications go to unless told otherwise (default: none)
  --signed            fail where there is nothing to sign with
environment
  TRACKSIDE_UPDATE_URL  the feed that installed applications ask for updates (default: none)
  TRACKSIDE_STAND_IN=1  with --dir, on Linux: a stand-in instead of Electron, to check the packaging without it`

export interface DistOptions {
  readonly dir: boolean
  readonly fuses: 'release' | 'test'
  readonly version: string | undefined
  readonly outDir: string
  readonly signed: boolean
  readonly cloudUrl: string | undefined
  readonly updateUrl: string | undefined
  readonly standIn: boolean
}

const valuesSchema = z.object({
  dir: z.boolean(),
  fuses: z.enum(['release', 'test'], { error: '--fuses is release or test' }),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, { error: '--version takes a version such as 1.2.3' })
    .optional(),
  out: z.string().min(1, { error: '--out takes a folder' }),
  signed: z.boolean(),
  cloud: z
    .string()
    .refine(
      (url) => cloudUrlSchema.safeParse(url).success,
      '--cloud takes a cloud’s address: https, without user, password or query',
    )
    .optional(),
})

/** @throws Error with a sentence for the person who typed it */
export function readDistOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DistOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      dir: { type: 'boolean', default: false },
      fuses: { type: 'string', default: 'release' },
      version: { type: 'string' },
      out: { type: 'string', default: join(ROOT, 'dist', 'packages') },
      signed: { type: 'boolean', default: false },
      cloud: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const parsed = valuesSchema.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '))
  const { dir, fuses, version, out, signed, cloud } = parsed.data
  const standIn = env['TRACKSIDE_STAND_IN'] === '1'
  if (standIn && !dir)
    throw new Error('with TRACKSIDE_STAND_IN only --dir can be made: its installer would be of no use')
  return { dir, fuses, version, outDir: resolve(out), signed, cloudUrl: cloud, updateUrl: readUpdateUrl(env), standIn }
}

function readUpdateUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = env['TRACKSIDE_UPDATE_URL']
  if (!text) return undefined
  if (!isFeedUrl(text)) {
    throw new Error('TRACKSIDE_UPDATE_URL takes an https address without user, password and query')
  }
  return text
}

/** @throws Error where it isn't here: this never starts its download */
function electronFolder(env: NodeJS.ProcessEnv): string {
  const program = findElectron(join(ROOT, 'node_modules', 'electron'), env)
  if (program === undefined) {
    throw new Error(
      "Electron's program is not on this computer. npx install-electron fetches it; or say where it is, by " +
        'ELECTRON_OVERRIDE_DIST_PATH; or check the packaging without it: TRACKSIDE_STAND_IN=1 npm run dist -- --dir',
    )
  }
  return process.platform === 'darwin' ? resolve(program, '..', '..', '..', '..') : dirname(program)
}

/** @returns whether what came out is as it should be */
export async function dist(options: DistOptions, env: NodeJS.ProcessEnv): Promise<boolean> {
  const standIn = options.standIn ? mkdtempSync(join(tmpdir(), 'trackside-stand-in-')) : undefined
  try {
    if (standIn !== undefined) makeStandInElectron(standIn)
    const electronDist = standIn ?? electronFolder(env)
    const staged = await stage(join(ROOT, 'dist', 'app'), options)
    const packed = await pack({
      appDir: staged.folder,
      outDir: options.outDir,
      electronDist,
      fuses: options.fuses,
      make: options.dir ? 'folder' : 'installers',
      updateUrl: options.updateUrl,
      mustSign: options.signed,
    })
    const { problems, ownBytes, wholeBytes } = await checkPackage(packed, staged, options)
    for (const problem of problems) console.error(`wrong: ${problem}`)
    console.log(`${packed.folder}: ${inMib(wholeBytes)}, of which ${inMib(ownBytes)} Trackside; ${options.fuses} fuses`)
    return problems.length === 0
  } finally {
    if (standIn !== undefined) rmSync(standIn, { recursive: true, force: true })
  }
}

async function main(): Promise<number> {
  try {
    const options = readDistOptions(process.argv.slice(2), process.env)
    if (options === 'help') {
      console.log(USAGE)
      return 0
    }
    return (await dist(options, process.env)) ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

if (import.meta.main) process.exitCode = await main()
