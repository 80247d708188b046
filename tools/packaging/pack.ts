import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type AfterPackContext, Arch, build, type Configuration, Platform } from 'electron-builder'
import { type FuseSet, setFuses } from './fuses.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export interface PackOptions {
  /** What `stage` made. */
  readonly appDir: string
  readonly outDir: string
  /** Electron's unpacked distribution, for this kind of computer. It is never downloaded from here. */
  readonly electronDist: string
  readonly fuses: FuseSet
  /** `folder`: the application as it would be installed; no tool has to be fetched for it. */
  readonly make: 'folder' | 'installers'
  /** The generic feed that installed applications ask. Undefined: they ask none. */
  readonly updateUrl: string | undefined
  /** Fails where nothing is there to sign with, instead of leaving the signature out. */
  readonly mustSign: boolean
}

/** An application as it would be installed. */
export interface Packed {
  readonly folder: string
  /** The executable; on macOS the `.app` folder. */
  readonly program: string
  readonly resources: string
}

/** Runs electron-builder for the computer that it runs on, by electron-builder.yml. */
export async function pack(options: PackOptions): Promise<Packed> {
  let packed: Packed | undefined
  const config: Configuration = {
    extends: join(ROOT, 'electron-builder.yml'),
    directories: { app: options.appDir, output: options.outDir },
    extraResources: [{ from: join(options.appDir, 'licences.txt'), to: 'licences.txt' }],
    electronDist: options.electronDist,
    forceCodeSigning: options.mustSign,
    publish: options.updateUrl === undefined ? null : { provider: 'generic', url: options.updateUrl },
    // All is staged already, and better-sqlite3 brings its compiled part, which Electron takes as it is (Node-API): without
    // this, electron-builder would install, rebuild and pack what the project's package.json names.
    beforeBuild: async () => false,
    async afterExtract({ appOutDir, electronPlatformName }) {
      const contents = electronPlatformName === 'darwin' ? join('Electron.app', 'Contents', 'Resources') : 'resources'
      // What Electron shows when there is no application.
      rmSync(join(appOutDir, contents, 'default_app.asar'), { force: true })
    },
    // Its own way of setting fuses knows eight of the nine. This hook comes before the signature, too.
    async afterPack(context) {
      packed = placesIn(context)
      const isAppleProcessor = context.electronPlatformName === 'darwin' && context.arch === Arch.arm64
      await setFuses(packed.program, options.fuses, isAppleProcessor)
    },
  }
  const targets = options.make === 'folder' ? Platform.current().createTarget('dir') : Platform.current().createTarget()
  await build({ projectDir: ROOT, targets, config, publish: 'never' })
  if (packed === undefined) throw new Error('electron-builder ended without packing')
  return packed
}

function placesIn({ appOutDir, packager, electronPlatformName }: AfterPackContext): Packed {
  const name = packager.appInfo.productFilename
  const program = {
    darwin: `${name}.app`,
    win32: `${name}.exe`,
    linux: packager.config.linux?.executableName ?? packager.appInfo.name,
  }[electronPlatformName]
  if (program === undefined) throw new Error(`nothing is known of packages for ${electronPlatformName}`)
  return { folder: appOutDir, program: join(appOutDir, program), resources: packager.getResourcesDir(appOutDir) }
}
