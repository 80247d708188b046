import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { quickFolder } from './quick-folder.ts'

// In the environment, as the tests of one run are in several processes.
const PLACE = 'TRACKSIDE_TEST_TEMPLATES'

/** A place for what this run of tests makes once and copies; to be called before the first test. @returns what removes it */
export function placeForTemplates(): () => void {
  const place = mkdtempSync(join(quickFolder(), 'trackside-templates-'))
  process.env[PLACE] = place
  return () => rmSync(place, { recursive: true, force: true })
}

/**
 * A copy of the folder of that name, as `make` fills it where it is the first to be asked for it in this run; undefined
 * where the run has no place for it.
 */
export async function copyOfTemplate(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string | undefined> {
  const place = process.env[PLACE]
  if (place === undefined) return undefined
  const template = join(place, name)
  if (!existsSync(template)) {
    const made = join(place, randomUUID())
    await make(made)
    try {
      renameSync(made, template)
    } catch {
      // Another process was first: the two are alike.
      rmSync(made, { recursive: true })
    }
  }
  const copy = join(place, randomUUID())
  cpSync(template, copy, { recursive: true })
  return copy
}
