import type Database from 'better-sqlite3'
import type { PassingsOf } from '../../../shared/desktop-live.ts'
import type { CountedPassing, Passing } from '../../../shared/records/passing.ts'
import type { BoxId, EventId, SessionId } from '../../../shared/records/scalars.ts'
import { PASSING_COLUMNS, type PassingRow, passingOf, type StoredPassing, whichOf } from './passing-rows.ts'

/** A passing of ours, on its way into the file. */
export interface NewPassing {
  readonly boxId: BoxId
  readonly passing: CountedPassing
  readonly sessionId: SessionId | undefined
  readonly eventId: EventId | undefined
  readonly clockOffsetMs: number
  readonly via: 'box' | 'cloud'
  readonly inCloud: number
}

/** With what the event's start list says of the chip. */
export interface NamedPassing extends StoredPassing {
  readonly name?: string
  readonly race?: string
}

export interface UnknownAmong {
  readonly passings: readonly NamedPassing[]
  /** The last one that was looked at; undefined: there are no more before. */
  readonly lookedTo: number | undefined
}

/** So many are read within a few milliseconds. */
const FACTS_A_STEP = 2000
const CHIPS_A_STEP = 2000

export type PassingTables = ReturnType<typeof passingTables>

type Key = Pick<Passing, 'at' | 'number' | 'chip'>

/** L10, R3: the passings of ours. Each method is one statement or two; the caller holds the transaction. */
export function passingTables(database: Database.Database) {
  const insert = database.prepare(`
    INSERT INTO passing (box_id, at, number, chip, session_id, event_id, counted_at, counted_by, received_at,
      clock_offset_ms, antenna, rssi, latitude, longitude, bib, extra, via, in_cloud)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const KEY = 'box_id = ? AND at = ? AND number = ? AND chip = ?'
  const find = database.prepare<unknown[], number>(`SELECT id FROM passing WHERE ${KEY}`).pluck()
  const see = database
    .prepare<unknown[], number>(`
    INSERT INTO chip_seen (session_id, chip, event_id, count, last_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count, last_at = max(last_at, excluded.last_at)
    RETURNING count`)
    .pluck()
  const highest = database.prepare<[], number | null>('SELECT max(id) FROM passing').pluck()
  const nextSession = database
    .prepare<[string], string | null>('SELECT min(session_id) FROM passing WHERE session_id > ?')
    .pluck()
  const NAMED = `${PASSING_COLUMNS}, coalesce(c.bib, p.bib) AS shownBib, e.name, e.race`
  const NAMES = `LEFT JOIN start_list_chip c ON c.event_id = p.event_id AND c.chip = p.chip
    LEFT JOIN start_list_entry e ON e.event_id = p.event_id AND e.bib = coalesce(c.bib, p.bib)`
  const by = (column: 'session_id' | 'event_id' | 'box_id') => ({
    after: database.prepare<[string, number, number], PassingRow>(
      `SELECT ${PASSING_COLUMNS} FROM passing p WHERE p.${column} = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
    ),
    before: database.prepare<[string, number, number, number], NamedRow>(
      `SELECT ${NAMED} FROM passing p ${NAMES} WHERE p.${column} = ? AND p.id < ? AND p.id > ?
      ORDER BY p.id DESC LIMIT ?`,
    ),
    // Looks at so many, and shows of them those whose chip the start list doesn't know.
    unknownBefore: database.prepare<[string, number, number], NamedRow>(
      `SELECT ${NAMED} FROM (SELECT * FROM passing WHERE ${column} = ? AND id < ? ORDER BY id DESC LIMIT ?) p ${NAMES}
      WHERE p.event_id IS NOT NULL AND c.bib IS NULL ORDER BY p.id DESC`,
    ),
    lookedTo: database
      .prepare<[string, number, number], number>(
        `SELECT id FROM passing WHERE ${column} = ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?`,
      )
      .pluck(),
    count: database.prepare<[string], number>(`SELECT count(*) FROM passing WHERE ${column} = ?`).pluck(),
  })
  const statements = { session_id: by('session_id'), event_id: by('event_id'), box_id: by('box_id') }
  const chipsAfter = database.prepare<[string, string], { readonly chip: string; readonly isUnknown: number }>(`
    SELECT s.chip, s.event_id IS NOT NULL AND c.chip IS NULL AS isUnknown
    FROM chip_seen s LEFT JOIN start_list_chip c ON c.event_id = s.event_id AND c.chip = s.chip
    WHERE s.session_id = ? AND s.chip > ? ORDER BY s.chip LIMIT ${CHIPS_A_STEP}`)
  const facts = database.prepare<[string, number, number], PassingFact>(`
    SELECT id, at, number, counted_at AS countedAt, counted_by AS countedBy, received_at AS receivedAt, in_cloud AS inCloud
    FROM passing WHERE session_id = ? AND id > ? AND id <= ? ORDER BY id LIMIT ${FACTS_A_STEP}`)
  const outside = database.prepare<[number, string, string, number], PassingRow>(
    `SELECT ${PASSING_COLUMNS} FROM passing p WHERE p.session_id IS NULL AND p.id > ? AND p.box_id = ? AND p.counted_at >= ?
    ORDER BY p.id LIMIT ?`,
  )
  const countOutside = database
    .prepare<[string, string], number>(
      'SELECT count(*) FROM passing WHERE session_id IS NULL AND box_id = ? AND counted_at >= ?',
    )
    .pluck()
  const remove = database.prepare('DELETE FROM passing WHERE id = ?')
  const isListed = database.prepare('SELECT 1 FROM start_list_chip WHERE event_id = ? AND chip = ?').pluck()

  return {
    /** @returns its id, or undefined where it has been here before (R3) */
    add({ boxId, passing, sessionId, eventId, clockOffsetMs, via, inCloud }: NewPassing): number | undefined {
      const { at, number, chip, countedAt, countedBy, receivedAt, antenna, rssi, latitude, longitude, bib, extra } =
        passing
      const { changes, lastInsertRowid } = insert.run(
        ...[boxId, at, number, chip, sessionId ?? null, eventId ?? null, countedAt, countedBy, receivedAt],
        ...[Math.round(clockOffsetMs), antenna ?? null, rssi ?? null, latitude ?? null, longitude ?? null],
        ...[bib ?? null, extra === undefined ? null : JSON.stringify(extra), via, inCloud],
      )
      return changes === 0 ? undefined : Number(lastInsertRowid)
    },

    /** A box's in no run, from that time on, in the order in which they came. */
    outside(boxId: BoxId, since: string, afterId: number, limit: number): readonly StoredPassing[] {
      return outside.all(afterId, boxId, since, limit).map(passingOf)
    },

    /** How many of a box's are in no run, from that time on. */
    countOutside(boxId: BoxId, since: string): number {
      return countOutside.get(boxId, since) ?? 0
    },

    /** To be added again elsewhere. */
    remove(id: number): void {
      remove.run(id)
    },

    /** The id of that passing (R3). */
    find(boxId: BoxId, { at, number, chip }: Key): number | undefined {
      return find.get(boxId, at, number, chip)
    },

    /** The chip was read in the run so many times more. @returns whether it is the first time there */
    seeChip(
      run: { readonly sessionId: SessionId; readonly eventId: EventId | undefined },
      chip: string,
      reads: ChipReads,
    ): boolean {
      return see.get(run.sessionId, chip, run.eventId ?? null, reads.count, reads.lastAt) === reads.count
    },

    /** Of the next chips of a run, how many its event's start list doesn't know; `lookedTo`: undefined after the last. */
    countUnknownChips(sessionId: SessionId, afterChip: string): { unknown: number; lookedTo: string | undefined } {
      const chips = chipsAfter.all(sessionId, afterChip)
      const unknown = chips.filter(({ isUnknown }) => isUnknown !== 0).length
      return { unknown, lookedTo: chips.length < CHIPS_A_STEP ? undefined : chips.at(-1)?.chip }
    },

    isListed(eventId: EventId, chip: string): boolean {
      return isListed.get(eventId, chip) !== undefined
    },

    /** The highest id that was given. */
    highestId(): number {
      return highest.get() ?? 0
    },

    /** Every run that has passings here. */
    *sessionIds(): Iterable<SessionId> {
      for (let id = nextSession.get(''); id; id = nextSession.get(id)) yield id as SessionId
    },

    /** In the order in which they came. */
    readAfter(of: PassingsOf, afterId: number, limit: number): readonly StoredPassing[] {
      const { column, id } = whichOf(of)
      return statements[column].after.all(id, afterId, limit).map(passingOf)
    },

    /** Newest first. */
    page(of: PassingsOf, { before = Number.MAX_SAFE_INTEGER, after = 0, limit }: WhichPage): readonly NamedPassing[] {
      const { column, id } = whichOf(of)
      return statements[column].before.all(id, before, after, limit).map(namedOf)
    },

    /** Newest first; of the next so many, those whose chip the start list doesn't know. */
    unknownAmong(of: PassingsOf, { before = Number.MAX_SAFE_INTEGER, limit }: WhichPage): UnknownAmong {
      const { column, id } = whichOf(of)
      const { unknownBefore, lookedTo } = statements[column]
      const passings = unknownBefore.all(id, before, limit).map(namedOf)
      return { passings, lookedTo: lookedTo.get(id, before, limit - 1) }
    },

    /** What is counted of a run's, in the order in which they came, up to `upToId`. */
    factsAfter(sessionId: SessionId, afterId: number, upToId: number): readonly PassingFact[] {
      return facts.all(sessionId, afterId, upToId)
    },

    count(of: PassingsOf): number {
      const { column, id } = whichOf(of)
      return statements[column].count.get(id) ?? 0
    },
  }
}

export interface PassingFact extends Pick<CountedPassing, 'at' | 'number' | 'countedAt' | 'countedBy' | 'receivedAt'> {
  readonly id: number
  readonly inCloud: number
}

export interface ChipReads {
  readonly count: number
  readonly lastAt: string
}

export interface WhichPage {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit: number
}

interface NamedRow extends PassingRow {
  /** By the start list, else as the device API told it. */
  readonly shownBib: string | null
  readonly name: string | null
  readonly race: string | null
}

function namedOf(row: NamedRow): NamedPassing {
  const { name, race } = row
  return {
    ...passingOf({ ...row, bib: row.shownBib }),
    ...(name === null || name === '' ? {} : { name }),
    ...(race === null || race === '' ? {} : { race }),
  }
}
