import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What finding a browser needs to know of the computer. */
export type Computer = {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly exists: (path: string) => boolean
  /** The names in a folder; none where there is no such folder. */
  readonly list: (folder: string) => readonly string[]
  /** Runs a program to its end; true if it went well. */
  readonly run: (program: string, args: readonly string[], env?: Readonly<Record<string, string>>) => boolean
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PACKAGES = ['chromium', 'fonts-liberation']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where Playwright puts its browsers, and what is inside one of them: full browsers before those without a window. */
const PLAYWRIGHT_FOLDERS = ['.cache/ms-playwright', 'Library/Caches/ms-playwright', 'AppData/Local/ms-playwright']
const PLAYWRIGHT_PROGRAMS = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
  'chrome-headless-shell-linux64/chrome-headless-shell',
  'chrome-linux/headless_shell',
]

/** The path of a Chromium that starts. Installs Debian's as the last resort; throws, saying what to do, if there is none. */
export function findChromium(computer: Computer): string {
  const asked = computer.env['TRACKSIDE_CHROMIUM']
  if (asked) {
    if (computer.exists(asked)) return asked
    throw new Error(`TRACKSIDE_CHROMIUM says ${asked}, and there is no such file.`)
  }
  const found = search(computer) ?? (installFromDebian(computer, PACKAGES) ? search(computer) : undefined)
  if (found) return found
  throw new Error(
    'No Chromium was found for the e2e tests. Install one (on Debian: apt-get install chromium), ' +
      'or say where it is: TRACKSIDE_CHROMIUM=/path/to/chromium npm test',
  )
}

function search(computer: Computer): string | undefined {
  const folders = [...(computer.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...FOLDERS]
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = [...installed, ...APPLICATIONS, ...playwrightsOwn(computer)]
  // On Ubuntu the package is a script that only names another package manager: so each one has to start.
  return candidates.find((path) => computer.exists(path) && computer.run(path, ['--no-sandbox', '--version']))
}

function playwrightsOwn(computer: Computer): readonly string[] {
  const asked = computer.env['PLAYWRIGHT_BROWSERS_PATH']
  const roots = asked ? [asked] : PLAYWRIGHT_FOLDERS.map((folder) => join(computer.home, folder))
  const browsers = roots.flatMap((root) =>
    computer
      .list(root)
      .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
      .toSorted((a, b) => revisionOf(b) - revisionOf(a))
      .map((name) => join(root, name)),
  )
  return PLAYWRIGHT_PROGRAMS.flatMap((program) => browsers.map((browser) => join(browser, program)))
}

function revisionOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1))
}

/** As the last resort, where it can be done without asking anybody. @returns whether it went well */
export function installFromDebian({ platform, isRoot, exists, run }: Computer, packages: readonly string[]): boolean {
  if (platform !== 'linux' || !isRoot || !exists('/usr/bin/apt-get')) return false
  // Somebody else may be installing: wait for the lock rather than fail.
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=300']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  run('/usr/bin/apt-get', [...patient, 'update'], env)
  return run('/usr/bin/apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...packages], env)
}

export function thisComputer(): Computer {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    env: process.env,
    home: homedir(),
    exists: existsSync,
    list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
    run: (program, args, env = {}) =>
      spawnSync(program, args, { stdio: 'ignore', env: { ...process.env, ...env } }).status === 0,
  }
}
