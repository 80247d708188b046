import type Database from 'better-sqlite3'
import type { Address } from '../../../shared/desktop-live.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import type { Numbered } from '../boxes/number-gaps.ts'

/** A box that this laptop keeps connecting to, also after a restart. */
export interface KeptLink {
  readonly boxId: BoxId
  /** The run into which its passings go. */
  readonly sessionId: SessionId | undefined
  /** Where it is, as a person said or as it was reached last. */
  readonly address: Address
}

/** Of a run that was stopped while its box was out of contact. */
export interface KeptRest {
  readonly sessionId: SessionId
  readonly boxId: BoxId
  /** So many passings of the run were here then. */
  readonly had: number
  /** When the rest had come, and how many those were; null: not yet. */
  readonly cameAt: string | null
  readonly came: number | null
}

export interface KeptClock {
  /** How far it is ahead; undefined: it has none. */
  readonly offsetMs: number | undefined
  readonly measuredAt: string
  readonly source: string | undefined
}

const MAX_ADDRESSES = 5

interface LinkRow extends Address {
  readonly boxId: BoxId
  readonly sessionId: SessionId | null
}

interface ClockRow {
  readonly offsetMs: number | null
  readonly measuredAt: string
  readonly source: string | null
}

export type BoxTables = ReturnType<typeof boxTables>

/** Where boxes are on the local network, and what was learnt of them there. The caller holds the transaction. */
export function boxTables(database: Database.Database) {
  const links = database.prepare<[], LinkRow>(
    'SELECT box_id AS boxId, session_id AS sessionId, host, port FROM box_link',
  )
  const saveLink = database.prepare(
    'INSERT OR REPLACE INTO box_link (box_id, session_id, host, port) VALUES (?, ?, ?, ?)',
  )
  const removeLink = database.prepare('DELETE FROM box_link WHERE box_id = ?')
  const addresses = database.prepare<[string], Address & { readonly reachedAt: string }>(
    'SELECT host, port, reached_at AS reachedAt FROM box_address WHERE box_id = ? ORDER BY reached_at DESC, host, port',
  )
  const reach = database.prepare(
    'INSERT OR REPLACE INTO box_address (box_id, host, port, reached_at) VALUES (?, ?, ?, ?)',
  )
  const forget = database.prepare('DELETE FROM box_address WHERE box_id = ? AND host = ? AND port = ?')
  const clock = database.prepare<[string], ClockRow>(
    'SELECT offset_ms AS offsetMs, measured_at AS measuredAt, source FROM box_clock WHERE box_id = ?',
  )
  const saveClock = database.prepare(
    'INSERT OR REPLACE INTO box_clock (box_id, offset_ms, measured_at, source) VALUES (?, ?, ?, ?)',
  )
  // What the cloud brought doesn't tell how far this laptop got itself.
  const latest = database.prepare<[string, number], Numbered>(`
    SELECT number, at FROM (SELECT number, at FROM passing WHERE box_id = ? AND via = 'box' ORDER BY id DESC LIMIT ?)
    ORDER BY at, number`)
  const rests = database.prepare<[], KeptRest>(
    'SELECT session_id AS sessionId, box_id AS boxId, had, came_at AS cameAt, came FROM run_rest',
  )
  const saveRest = database.prepare(
    'INSERT OR REPLACE INTO run_rest (session_id, box_id, had, came_at, came) VALUES (?, ?, ?, ?, ?)',
  )
  const has = database.prepare('SELECT 1 FROM passing WHERE box_id = ? AND number = ? LIMIT 1').pluck()

  return {
    links(): readonly KeptLink[] {
      return links.all().map(({ boxId, sessionId, host, port }) => ({
        ...{ boxId, sessionId: sessionId ?? undefined },
        address: { host, port },
      }))
    },

    saveLink({ boxId, sessionId, address }: KeptLink): void {
      saveLink.run(boxId, sessionId ?? null, address.host, address.port)
    },

    removeLink(boxId: BoxId): void {
      removeLink.run(boxId)
    },

    /** Latest first. */
    addresses(boxId: BoxId): readonly (Address & { readonly reachedAt: string })[] {
      return addresses.all(boxId)
    },

    reached(boxId: BoxId, { host, port }: Address, at: string): void {
      reach.run(boxId, host, port, at)
      for (const old of addresses.all(boxId).slice(MAX_ADDRESSES)) forget.run(boxId, old.host, old.port)
    },

    clock(boxId: BoxId): KeptClock | undefined {
      const row = clock.get(boxId)
      return row && { ...row, offsetMs: row.offsetMs ?? undefined, source: row.source ?? undefined }
    },

    saveClock(boxId: BoxId, { offsetMs, measuredAt, source }: KeptClock): void {
      saveClock.run(boxId, offsetMs ?? null, measuredAt, source ?? null)
    },

    /** What came last straight from the box, by its stamps. */
    latestNumbers(boxId: BoxId, limit: number): readonly Numbered[] {
      return latest.all(boxId, limit)
    },

    rests(): readonly KeptRest[] {
      return rests.all()
    },

    saveRest({ sessionId, boxId, had, cameAt, came }: KeptRest): void {
      saveRest.run(sessionId, boxId, had, cameAt, came)
    },

    hasNumber(boxId: BoxId, number: number): boolean {
      return has.get(boxId, number) !== undefined
    },
  }
}
