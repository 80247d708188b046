import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another core works in the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, options: ErrorOptions) {
    super(
      `Trackside is already running with the data folder ${folder}. Close it first, or choose another with --data.`,
      options,
    )
    this.name = 'FolderInUse'
  }
}

/**
 * Holds the data folder for this process alone, until `release` or the process's end, however that comes: the lock is
 * SQLite's own on a file, which the operating system drops with the process.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const database = new Database(join(folder, 'lock.db'), { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new FolderInUse(folder, { cause: error })
    throw error
  }
  return { release: () => database.close() }
}
