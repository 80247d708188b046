import { copyFileSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { checkContent, checkFiles, StoreDamaged, wasCutOff, wasOurs } from './damage.ts'

/** "TRK1": tells our files from other programs' SQLite files. */
const APPLICATION_ID = 0x54524b31
/** Of the copy that is kept until a migration has succeeded. */
export const COPY_SUFFIX = '.before-migration'

/** A file that this program must not touch, and what a person can do. */
export class StoreRefused extends Error {
  readonly reason: 'foreign' | 'newer'

  constructor(path: string, { reason, ...options }: { readonly reason: 'foreign' | 'newer' } & ErrorOptions) {
    super(
      reason === 'newer'
        ? `The data in ${path} was written by a newer Trackside. Install that version, or choose another data folder.`
        : `${path} isn't Trackside's data. Move it away, or choose another data folder.`,
      options,
    )
    this.name = 'StoreRefused'
    this.reason = reason
  }
}

/**
 * Opens (or makes) a database file, durable to the last commit, and brings it up to date.
 * @throws StoreRefused for a file of another program, or of a newer version of this one; the file is left as it is
 * @throws StoreDamaged where something in it doesn't hold together
 */
export function openDatabase(path: string, migrations: readonly string[]): Database.Database {
  const isNew = !existsSync(path)
  if (!isNew) checkFiles(path)
  const isCutOff = !isNew && wasCutOff(path)
  const database = new Database(path)
  try {
    if (!isNew) refuseStrangers(database, path, migrations.length)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    // What access ended to must not stay readable in the file.
    database.pragma('secure_delete = ON')
    database.pragma('busy_timeout = 2000')
    // Before anything is written to it.
    if (!isNew) checkContent(database, path, isCutOff)
    migrate(database, path, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function refuseStrangers(database: Database.Database, path: string, latest: number): void {
  let applicationId: unknown
  let empty: boolean
  try {
    applicationId = database.pragma('application_id', { simple: true })
    empty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').pluck().get() === 0
  } catch (error) {
    if (wasOurs(path)) throw new StoreDamaged(path, { cause: error })
    throw new StoreRefused(path, { reason: 'foreign', cause: error })
  }
  if (applicationId !== APPLICATION_ID && !empty) {
    if (wasOurs(path)) throw new StoreDamaged(path, { cause: new Error('its application id is another') })
    throw new StoreRefused(path, { reason: 'foreign' })
  }
  if (Number(database.pragma('user_version', { simple: true })) > latest)
    throw new StoreRefused(path, { reason: 'newer' })
}

function migrate(database: Database.Database, path: string, migrations: readonly string[]): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  const due = migrations.slice(version)
  const copy = path + COPY_SUFFIX
  if (due.length > 0 && version > 0) {
    database.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(path, copy)
  }
  for (const [index, sql] of due.entries()) {
    database.transaction(() => {
      database.exec(sql)
      database.pragma(`application_id = ${APPLICATION_ID}`)
      database.pragma(`user_version = ${version + index + 1}`)
    })()
  }
  // Also one that a kill after the last migration left behind: what access ended to must not stay readable in it.
  rmSync(copy, { force: true })
}
