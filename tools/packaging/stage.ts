import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import { z } from 'zod'
import { buildElectron } from '../build-electron.ts'
import { noteBundledPackages } from './bundled-packages.ts'
import { licencesText, type PackageLicence, readLicences } from './licences.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** The one package that stays outside the bundles. */
const SHIPPED_PACKAGE = join('node_modules', 'better-sqlite3')

const projectSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  author: z.string(),
  type: z.string(),
  main: z.string(),
})

const KEPT_LICENCES = join(ROOT, 'build', 'licences')

export interface StageOptions {
  /** Another one than package.json's. */
  readonly version?: string | undefined
  /** Where the installed application finds its cloud, unless it is told. */
  readonly cloudUrl?: string | undefined
}

export interface Staged {
  readonly folder: string
  /** What it is made of, and licences.txt names. */
  readonly packages: readonly PackageLicence[]
}

/** Builds the application into a folder that holds what is installed, and nothing else. */
export async function stage(folder: string, options: StageOptions = {}): Promise<Staged> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const bundled = noteBundledPackages()
  await asRelease(() => buildAll(folder, bundled.plugin))
  copyDatabase(folder)
  const packages = readLicences([join(ROOT, SHIPPED_PACKAGE), ...bundled.folders()], KEPT_LICENCES)
  const apacheLicence = readFileSync(join(KEPT_LICENCES, 'apache-2.0.txt'), 'utf8')
  writeFileSync(join(folder, 'licences.txt'), licencesText(packages, apacheLicence))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(describe(options), null, 2)}\n`)
  return { folder, packages }
}

async function buildAll(folder: string, plugin: Plugin): Promise<void> {
  await buildElectron(join(folder, 'dist', 'electron'), [plugin])
  await build({
    root: join(ROOT, 'renderer'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    plugins: [plugin],
    worker: { plugins: () => [plugin] },
    build: { outDir: join(folder, 'dist', 'renderer') },
  })
}

/** What NODE_ENV says goes before what Vite is told: one left over would ship React's slow development build. */
async function asRelease(run: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await run()
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

/** With the compiled part for this kind of computer alone: those for all kinds together are 17 MB. */
function copyDatabase(folder: string): void {
  const addon = join('prebuilds', `${process.platform}-${process.arch}.node`)
  for (const part of ['LICENSE', 'package.json', 'lib', addon]) {
    cpSync(join(ROOT, SHIPPED_PACKAGE, part), join(folder, SHIPPED_PACKAGE, part), { recursive: true })
  }
}

/** The package.json that is installed: nothing of how it was built. */
function describe({ version, cloudUrl }: StageOptions) {
  const project = projectSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  return {
    ...project,
    ...(version === undefined ? {} : { version }),
    ...(cloudUrl === undefined ? {} : { trackside: { cloudUrl } }),
    // Electron names the data folder after it, and Linux finds the windows' icon by the other one.
    productName: 'Trackside',
    desktopName: 'trackside.desktop',
    homepage: 'https://trackside.example',
  }
}
