import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the renderer unless it was built from just these files. */
export function ensureRendererBuilt(root: string): void {
  const stamp = join(root, 'dist', 'renderer', '.built-from')
  const wanted = fingerprint(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stdout.write('Building the window …\n')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the window could not be built:\n${stderr}`)
  writeFileSync(stamp, wanted)
}

/** Of the names, sizes and contents of everything that goes into the build. */
function fingerprint(root: string): string {
  const hash = createHash('sha256')
  const files = globSync(['renderer/**/*', 'shared/**/*.ts', 'vite.config.ts', 'package-lock.json'], { cwd: root })
  for (const file of files.toSorted()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(file).update('\0').update(readFileSync(path))
  }
  return hash.digest('hex')
}
