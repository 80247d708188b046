import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Electron's program, if it is on this computer already: where its package put it, or where ELECTRON_OVERRIDE_DIST_PATH
 * says. Only looks. The package itself, once imported, downloads what it doesn't find, for as long as that takes.
 * @param packageDir the package's folder, `node_modules/electron`
 */
export function findElectron(
  packageDir: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const installed = readText(join(packageDir, 'path.txt'))
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const name = installed ?? (override ? usualName(platform) : undefined)
  if (name === undefined) return undefined
  const path = join(override || join(packageDir, 'dist'), name)
  return isProgram(path) ? path : undefined
}

function usualName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
