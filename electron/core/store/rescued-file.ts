import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export const IN_THE_MAKING = '.rescuing'
export const COPY_OF_DAMAGED = '.damaged-copy'
const RESCUED = '.rescued-'
const BROKEN = '.broken-'

/** Where the damaged file is kept: a database that SQLite's own tools open. */
export function asideName(path: string, at: string): string {
  return `${stemOf(path)}${BROKEN}${stampOf(at)}.db`
}

/** The new file's name when it is whole, until it has taken its place. */
export function swapName(path: string, at: string): string {
  return `${path}${RESCUED}${stampOf(at)}`
}

/**
 * Puts a new file in the place of the damaged one, which is kept aside with its log; does nothing where there is none. A
 * kill in the middle changes nothing: the next opening goes on. The log goes first: it must never lie beside the new file.
 */
export function finishSwap(path: string): void {
  const rescued = besides(path, basename(path) + RESCUED)
    .toSorted()
    .at(-1)
  if (rescued === undefined) return
  const aside = `${stemOf(path)}${BROKEN}${rescued.slice(path.length + RESCUED.length)}.db`
  for (const suffix of ['-wal', '-journal', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  rmSync(`${path}-shm`, { force: true })
  renameSync(rescued, path)
}

/** O10: what was kept aside holds all that the store held, so it goes with it. */
export function deleteAside(path: string): void {
  const stem = basename(stemOf(path))
  for (const found of [...besides(path, stem + BROKEN), ...besides(path, basename(path) + RESCUED)]) rmSync(found)
  for (const ending of [IN_THE_MAKING, COPY_OF_DAMAGED]) {
    for (const suffix of ['-wal', '-shm', '']) rmSync(path + ending + suffix, { force: true })
  }
}

function besides(path: string, start: string): readonly string[] {
  const folder = dirname(path)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.startsWith(start))
    .map((name) => join(folder, name))
}

function stemOf(path: string): string {
  return path.replace(/\.db$/, '')
}

function stampOf(at: string): string {
  return at.replaceAll(/[-:.]/g, '')
}
