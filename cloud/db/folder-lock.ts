import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Holds a folder for this process alone, until released or the process's end, however that comes: PGlite doesn't notice
 * a second program at the same files, and both would break them. The lock is SQLite's on a file of its own, which the
 * operating system drops with the process.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    throw new Error(`another cloud is running with the data folder ${folder}`, { cause: error })
  }
  return () => lock.close()
}
