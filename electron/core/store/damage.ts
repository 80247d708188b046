import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { isWalDamaged } from './wal-file.ts'

/** The tables that hold what is nowhere else: small, so their indexes are checked at every start, too. */
const ALWAYS_WHOLE = ['meta', 'outbox', 'card', 'scoring_target']
/** In every file of ours, wherever its schema's pages are. */
const OUR_WORDS = Buffer.from('CREATE TABLE outbox')
const CHUNK = 1 << 20

/** A file of ours that doesn't hold together: it is to be rescued (`rescue.ts`), never to be worked with. */
export class StoreDamaged extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`${path} is damaged`, options)
    this.name = 'StoreDamaged'
  }
}

/** Whether SQLite says that a file is damaged. */
export function isDamage(error: unknown): boolean {
  if (error instanceof StoreDamaged) return true
  return (
    error instanceof Database.SqliteError &&
    (error.code.startsWith('SQLITE_CORRUPT') || error.code.startsWith('SQLITE_NOTADB'))
  )
}

/** While a store is opened: also what it holds may not be what was once written. */
export function isDamageFound(error: unknown): boolean {
  return isDamage(error) || error instanceof SyntaxError || error instanceof z.ZodError
}

/** SQLite leaves its log beside the file only when it wasn't closed. */
export function wasCutOff(path: string): boolean {
  return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0
}

/**
 * What SQLite wouldn't notice, or would silently do without: a log that is damaged before its end, a file cut short.
 * To be called before SQLite opens the file.
 * @throws StoreDamaged
 */
export function checkFiles(path: string): void {
  if (wasCutOff(path)) {
    if (isWalDamaged(readFileSync(`${path}-wal`)))
      throw new StoreDamaged(path, { cause: new Error('its log is damaged') })
    return
  }
  const head = Buffer.alloc(100)
  const file = openSync(path, 'r')
  const read = readSync(file, head, 0, head.length, 0)
  closeSync(file)
  if (read < head.length || head.toString('latin1', 0, 15) !== 'SQLite format 3') return
  const pageSize = head.readUInt16BE(16)
  if (pageSize >= 512 && statSync(path).size < pageSize * head.readUInt32BE(28))
    throw new StoreDamaged(path, { cause: new Error('it was cut short') })
}

/**
 * After an end that nobody asked for the whole file is gone through without its indexes, 1.8 s a gigabyte; otherwise only
 * what is nowhere else. Whatever that doesn't find is found when SQLite stumbles over it.
 * @throws StoreDamaged
 */
export function checkContent(database: Database.Database, path: string, isWhole: boolean): void {
  // A file of an earlier version has not all of them; one whose making was broken off has none.
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  const always = ALWAYS_WHOLE.filter((table) => tables.includes(table)).map((table) => `integrity_check(${table})`)
  const checks = [...always, ...(isWhole ? ['quick_check(1)'] : [])]
  for (const check of checks) {
    const found = database.pragma(check, { simple: true })
    if (found !== 'ok') throw new StoreDamaged(path, { cause: new Error(String(found)) })
  }
}

/** Whether a file that can't be read as a database was one of ours: told by its schema's words, or by having no words at all. */
export function wasOurs(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.alloc(CHUNK + OUR_WORDS.length)
    let isBlank = true
    for (let at = 0; ; at += CHUNK) {
      const read = chunk.subarray(0, readSync(file, chunk, 0, chunk.length, at))
      if (read.includes(OUR_WORDS)) return true
      isBlank &&= read.every((byte) => byte === 0)
      if (read.length < chunk.length) return isBlank
    }
  } finally {
    closeSync(file)
  }
}
