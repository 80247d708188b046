import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder for several tests that follow each other. */
export function keptFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'trackside-attack-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
