import type Database from 'better-sqlite3'
import type { TestRead } from '../../../shared/desktop-race-day.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'

type Identity = Pick<Passing, 'at' | 'number' | 'chip'>

/** What is looked at of a run's passings to notice that something is wrong. */
export interface RecentRead {
  readonly id: number
  readonly chip: string
  readonly countedAt: string
  readonly receivedAt: string
}

export type RaceDayTables = ReturnType<typeof raceDayTables>

/** What was read in tests, and the latest of what was read in runs. The caller holds the transaction. */
export function raceDayTables(database: Database.Database) {
  const add = database.prepare(
    'INSERT OR IGNORE INTO test_read (box_id, at, number, chip, received_at) VALUES (?, ?, ?, ?, ?)',
  )
  const numbers = database.prepare<[string], number>('SELECT number FROM test_read WHERE box_id = ?').pluck()
  const find = database
    .prepare<[string, string, number, string], string>(
      'SELECT received_at FROM test_read WHERE box_id = ? AND at = ? AND number = ? AND chip = ?',
    )
    .pluck()
  // SQLite takes the other columns from the row that has the maximum.
  const latest = database.prepare<[], TestRead>(
    'SELECT box_id AS boxId, max(received_at) AS at, chip FROM test_read GROUP BY box_id',
  )
  const recent = database.prepare<[string, number, number], RecentRead>(`
    SELECT id, chip, counted_at AS countedAt, received_at AS receivedAt
    FROM passing WHERE session_id = ? AND id > ? ORDER BY id DESC LIMIT ?`)

  return {
    addTestRead(boxId: BoxId, { at, number, chip }: Identity, receivedAt: string): void {
      add.run(boxId, at, number, chip, receivedAt)
    },

    /** Those that were read in a test, whenever they come again, and when that was. */
    amongTestReads<Arrival extends { readonly passing: Identity }>(
      boxId: BoxId,
      received: readonly Arrival[],
    ): ReadonlyMap<Arrival | undefined, string> {
      const among = new Map<Arrival | undefined, string>()
      const tested = new Set(numbers.all(boxId))
      // Few numbers are among them, so that few have to be looked up.
      for (const arrival of received) {
        const { at, number, chip } = arrival.passing
        const readAt = tested.has(number) ? find.get(boxId, at, number, chip) : undefined
        if (readAt !== undefined) among.set(arrival, readAt)
      }
      return among
    },

    /** The latest of each box. */
    latestTestReads(): readonly TestRead[] {
      return latest.all()
    },

    /** The latest of a run that came after that one, latest first. */
    recentReads(sessionId: SessionId, afterId: number, limit: number): readonly RecentRead[] {
      return recent.all(sessionId, afterId, limit)
    },
  }
}
