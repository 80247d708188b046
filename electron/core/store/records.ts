import type Database from 'better-sqlite3'
import type { HistoryFacts } from '../../../shared/history-filter.ts'
import type { HistoryEntry } from '../../../shared/records/history-entry.ts'
import type { Kind, RecordOf } from '../../../shared/records/kinds.ts'
import { readRecord } from '../read-record.ts'

/** One change of the feed as it goes into the file: any kind, also one that this program doesn't know yet. */
export interface StoredChange {
  readonly kind: string
  readonly id: string
  /** JSON, or null where the record is gone. */
  readonly body: string | null
}

/** One change as it came. */
export interface IncomingChange {
  readonly kind: string
  readonly id: string
  readonly body: unknown
}

export interface StoredRecord extends StoredChange {
  readonly body: string
}

interface HistoryPosition {
  readonly at: string
  readonly id: string
}

export interface HistoryWanted {
  readonly boxId?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly before?: HistoryPosition | undefined
  readonly isWanted: (facts: HistoryFacts) => boolean
  readonly limit: number
  /** Looks at no more steps than these, wanted or not. */
  readonly lookAt: number
}

export interface HistoryFound {
  readonly entries: readonly HistoryEntry[]
  /** Where it stopped, though there may be more. */
  readonly lookedTo?: HistoryPosition
}

interface HistoryRow extends HistoryPosition {
  readonly body: string
}

/** Rows of one statement: the way into SQLite costs more than the row. */
const STAGED_AT_ONCE = 50
/** After every time there is. */
const ALWAYS = '~'

export type RecordTables = ReturnType<typeof recordTables>

/** Confirmed records, the history apart from the rest because it only grows and is read by the page. */
export function recordTables(database: Database.Database) {
  const put = database.prepare('INSERT OR REPLACE INTO record (kind, id, body) VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM record WHERE kind = ? AND id = ?')
  const putHistory = database.prepare(
    "INSERT OR REPLACE INTO history (id, box_id, at, body) VALUES (@id, @body ->> '$.boxId', @body ->> '$.at', @body)",
  )
  const removeHistory = database.prepare('DELETE FROM history WHERE id = ?')
  // A whole new state on its way in. Asked for anew if it breaks off, so it needn't be durable, nor be in the file. Its room
  // on the disk is given back when it is emptied.
  database.pragma('temp.auto_vacuum = FULL')
  database.exec('CREATE TEMP TABLE incoming (position INTEGER PRIMARY KEY, kind TEXT, id TEXT, body TEXT) STRICT')
  const all = database.prepare<[], StoredRecord>('SELECT kind, id, body FROM record')
  const ofKind = database.prepare<[string], string>('SELECT body FROM record WHERE kind = ?').pluck()
  const one = database.prepare<[string, string], string>('SELECT body FROM record WHERE kind = ? AND id = ?').pluck()
  const newHistory = database.prepare<[], HistoryRow>(
    `SELECT body FROM (${lastOf("kind = 'historyEntry'")}) WHERE id NOT IN (SELECT id FROM history)`,
  )
  // Made anew behind many rows at once: that is quicker than to keep them in order row by row.
  const historyIndexes = database.prepare<[], { readonly name: string; readonly sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'history' AND sql IS NOT NULL",
  )
  // Both bounds without an OR: else a page far down would be looked for from the newest step on.
  const older = 'at >= @from AND (at, id) < (@at, @id) ORDER BY at DESC, id DESC LIMIT @lookAt'
  const page = database.prepare<unknown[], HistoryRow>(`SELECT at, id, body FROM history WHERE ${older}`)
  const pageOfBox = database.prepare<unknown[], HistoryRow>(
    `SELECT at, id, body FROM history WHERE box_id = @boxId AND ${older}`,
  )

  function apply(change: StoredChange): void {
    if (change.kind === 'historyEntry') {
      if (change.body === null) removeHistory.run(change.id)
      else putHistory.run({ id: change.id, body: change.body })
    } else if (change.body === null) remove.run(change.kind, change.id)
    else put.run(change.kind, change.id, change.body)
  }

  return {
    apply,

    /** Every confirmed record but the history. */
    readAll(): Iterable<StoredRecord> {
      return all.iterate()
    },

    /** One confirmed record, where this program can read it. */
    find<K extends Kind>(kind: K, id: string): RecordOf<K> | undefined {
      const body = one.get(kind, id)
      return body === undefined ? undefined : parseRecord(kind, body)
    },

    all<K extends Kind>(kind: K): readonly RecordOf<K>[] {
      return ofKind.all(kind).flatMap((body) => parseRecord(kind, body) ?? [])
    },

    /** Begins to take in a whole new state; what is there stays until `swapIncoming`. */
    clearIncoming(): void {
      database.exec('DELETE FROM incoming')
    },

    /** What comes later of the same record counts. */
    stage(changes: readonly IncomingChange[]): void {
      let at = 0
      for (const rows of [STAGED_AT_ONCE, 1]) {
        const places = Array(rows).fill('(?, ?, ?)').join()
        const statement = database.prepare(`INSERT INTO incoming (kind, id, body) VALUES ${places}`)
        for (; at + rows <= changes.length; at += rows) {
          const some = changes.slice(at, at + rows)
          statement.run(some.flatMap(({ kind, id, body }) => [kind, id, body && JSON.stringify(body)]))
        }
      }
    },

    /** What the new state's history tells beyond the old one's. */
    incomingHistory(): readonly HistoryEntry[] {
      return newHistory.all().flatMap(({ body }) => parseRecord('historyEntry', body) ?? [])
    },

    /** Puts the new state in the old one's place. Within the caller's transaction. */
    swapIncoming(): void {
      const unindexed = historyIndexes.all()
      database.exec(`
        DELETE FROM record;
        ${unindexed.map(({ name }) => `DROP INDEX ${name};`).join('\n')}
        DELETE FROM history;
        INSERT INTO record (kind, id, body) SELECT kind, id, body FROM (${lastOf("kind <> 'historyEntry'")});
        INSERT INTO history (id, box_id, at, body)
          SELECT id, body ->> '$.boxId', body ->> '$.at', body FROM (${lastOf("kind = 'historyEntry'")});
        ${unindexed.map(({ sql }) => `${sql};`).join('\n')}
        DELETE FROM telemetry WHERE box_id NOT IN (SELECT id FROM record WHERE kind = 'box');
        DELETE FROM telemetry_history WHERE box_id NOT IN (SELECT id FROM record WHERE kind = 'box');
        DELETE FROM incoming;`)
    },

    /** Newest first. The rows aren't parsed before they are wanted: that is what costs. */
    history({ boxId, from = '', until = ALWAYS, before, isWanted, limit, lookAt }: HistoryWanted): HistoryFound {
      const upTo = before !== undefined && before.at < until ? before : { at: until, id: '' }
      const given = { from, at: upTo.at, id: upTo.id, lookAt }
      const rows = boxId === undefined ? page.iterate(given) : pageOfBox.iterate({ ...given, boxId })
      const entries: HistoryEntry[] = []
      let looked = 0
      for (const { at, id, body } of rows) {
        looked += 1
        const facts: HistoryFacts = JSON.parse(body)
        const entry = isWanted(facts) ? readRecord('historyEntry', facts) : undefined
        if (entry !== undefined) entries.push(entry)
        if (entries.length === limit || looked === lookAt) return { entries, lookedTo: { at, id } }
      }
      return { entries }
    },
  }
}

/** The last that came of each record, where it isn't gone, in the order of the tables that take it: that is quickest. */
function lastOf(kinds: string): string {
  return `
    SELECT kind, id, body, max(position) FROM incoming WHERE ${kinds} GROUP BY kind, id HAVING body IS NOT NULL`
}

function parseRecord<K extends Kind>(kind: K, body: string): RecordOf<K> | undefined {
  return readRecord(kind, JSON.parse(body))
}
