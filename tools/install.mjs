// Runs before anything is installed, under whatever Node ≥ 20 is there: so plain JavaScript, and nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean }} LockedPackage */
/** @typedef {{ readonly packages: Readonly<Record<string, LockedPackage>> }} Lock */

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** `npm ci` if node_modules is missing or isn't what package-lock.json says. */
export function ensureInstalled() {
  const wanted = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(modules, '.package-lock.json'))
  if (wanted && installed && existsSync(ownNode) && !isOutOfDate(wanted, installed)) return
  console.log('Installing what package-lock.json names …')
  const { status } = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (status !== 0) throw new Error('npm ci failed; what it printed is above.')
  if (!existsSync(ownNode)) {
    throw new Error('npm left out the install script of the package "node". Allow it (npm config get ignore-scripts).')
  }
}

/**
 * Contents are compared, not times: a checkout changes the time of files that it doesn't change.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed what npm noted in node_modules
 */
export function isOutOfDate(wanted, installed) {
  return Object.entries(wanted.packages).some(([path, locked]) => {
    const present = installed.packages[path]
    // '' is the project itself; an optional package may be for another platform.
    if (path === '' || (locked.optional && !present)) return false
    return present?.version !== locked.version || present?.integrity !== locked.integrity
  })
}

/**
 * Runs a script of this project under its own Node, which reads TypeScript, with `node` on the path being that one.
 *
 * @param {string} script from the root, such as `tools/run-tests.ts`
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runUnderOwnNode(script, args) {
  const path = [join(modules, '.bin'), process.env['PATH']].filter(Boolean).join(delimiter)
  const child = spawn(ownNode, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  // Ctrl-C reaches the child by itself, as it shares the terminal; this one stays to give its exit code.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** @param {readonly string[]} args */
function npm(args) {
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  const options = /** @type {const} */ ({ cwd: root, stdio: 'inherit', env })
  const cli = process.env['npm_execpath']
  return cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync('npm', [...args], { ...options, shell: process.platform === 'win32' })
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
