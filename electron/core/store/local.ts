import type Database from 'better-sqlite3'
import { type Telemetry, telemetrySchema } from '../../../shared/cloud-api.ts'

/** The single values that a store keeps. */
export type MetaKey =
  | 'epoch'
  | 'passingsEpoch'
  | 'cursor'
  | 'installationId'
  | 'replaces'
  | 'enrolledAs'
  | 'enrolledAt'
  | 'certificate'
  | 'trust'
  | 'endedList'
  | 'lastSeq'
  | 'lastSyncedAt'
  | 'clock'
  | 'identity'

export type LocalTables = ReturnType<typeof localTables>

/** What is this laptop's own: it comes from nowhere else and goes nowhere. */
export function localTables(database: Database.Database) {
  const getMeta = database.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck()
  const setMeta = database.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  const deleteMeta = database.prepare('DELETE FROM meta WHERE key = ?')
  const addCode = database.prepare('INSERT OR REPLACE INTO loan_code (loan_id, code) VALUES (?, ?)')
  const getCode = database.prepare<[string], string>('SELECT code FROM loan_code WHERE loan_id = ?').pluck()
  const codeIds = database.prepare<[], string>('SELECT loan_id FROM loan_code').pluck()
  const deleteCode = database.prepare('DELETE FROM loan_code WHERE loan_id = ?')
  const tell = database.prepare('INSERT OR IGNORE INTO told (key, at) VALUES (?, ?)')
  const forgetTold = database.prepare('DELETE FROM told WHERE at > ?')
  const putTelemetry = database.prepare('INSERT OR REPLACE INTO telemetry (box_id, body) VALUES (?, ?)')
  const forgetTelemetry = database.prepare('DELETE FROM telemetry WHERE box_id = ?')
  const forgetPast = database.prepare('DELETE FROM telemetry_history WHERE box_id = ?')
  const forgetStrays = ['telemetry', 'telemetry_history'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE box_id NOT IN (SELECT id FROM record WHERE kind = 'box')`),
  )
  const allTelemetry = database.prepare<[], string>('SELECT body FROM telemetry').pluck()

  return {
    get(key: MetaKey): string | undefined {
      return getMeta.get(key)
    },

    set(key: MetaKey, value: string | undefined): void {
      if (value === undefined) deleteMeta.run(key)
      else setMeta.run(key, value)
    },

    addCode(loanId: string, code: string): void {
      addCode.run(loanId, code)
    },

    code(loanId: string): string | undefined {
      return getCode.get(loanId)
    },

    /** Forgets the codes of loans for which `isNeeded` says no: a code that is used or over is of no more use. */
    keepCodes(isNeeded: (loanId: string) => boolean): void {
      for (const loanId of codeIds.all()) if (!isNeeded(loanId)) deleteCode.run(loanId)
    },

    /** @returns whether it is the first time */
    tell(key: string, at: string): boolean {
      return tell.run(key, at).changes > 0
    },

    /** What was told while a clock ran ahead counts as not told. */
    forgetToldAfter(now: string): void {
      forgetTold.run(now)
    },

    putTelemetry(telemetry: Telemetry): void {
      putTelemetry.run(telemetry.boxId, JSON.stringify(telemetry))
    },

    forgetTelemetry(boxId: string): void {
      forgetTelemetry.run(boxId)
      forgetPast.run(boxId)
    },

    /** What came of boxes that aren't here: their access had ended just before. */
    forgetStrayTelemetry(): void {
      for (const statement of forgetStrays) statement.run()
    },

    telemetry(): readonly Telemetry[] {
      return allTelemetry.all().map((body) => telemetrySchema.parse(JSON.parse(body)))
    },
  }
}
