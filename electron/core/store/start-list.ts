import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { StartListEntry } from '../../../shared/desktop-live.ts'
import { bibSchema } from '../../../shared/records/race-action.ts'
import type { EventId } from '../../../shared/records/scalars.ts'

export interface StartListSearch {
  readonly query: string
  readonly offset: number
  readonly limit: number
}

export interface UnknownChip {
  readonly chip: string
  readonly count: number
  readonly lastAt: string
}

const entryRow = z.object({ bib: bibSchema, name: z.string(), race: z.string(), position: z.int() })
const unknownRow = z.object({ chip: z.string(), count: z.int(), lastAt: z.string() })
const CHIPS_A_STEP = 5000
/** Chips have a hundred characters at most. */
const AFTER_ALL_CHIPS = '\u{10ffff}'.repeat(101)
const matchingRow = entryRow.extend({ matching: z.int() })

export type StartListTables = ReturnType<typeof startListTables>

/** The start lists of events: who has which bib, and which chips a bib has. */
export function startListTables(database: Database.Database) {
  const remove = ['start_list', 'start_list_entry', 'start_list_chip'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE event_id = ?`),
  )
  const imported = database.prepare('INSERT INTO start_list (event_id, imported_at) VALUES (?, ?)')
  const importedAt = database.prepare<[string], string>('SELECT imported_at FROM start_list WHERE event_id = ?').pluck()
  const putEntry = database.prepare(`
    INSERT INTO start_list_entry (event_id, bib, position, name, race, search) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (event_id, bib) DO UPDATE SET name = excluded.name, race = excluded.race, search = excluded.search`)
  const putChip = database.prepare(
    'INSERT OR REPLACE INTO start_list_chip (event_id, chip, bib, position) VALUES (?, ?, ?, ?)',
  )
  const find = database.prepare('SELECT bib, name, race, position FROM start_list_entry WHERE event_id = ? AND bib = ?')
  const lastPosition = database
    .prepare<[string], number | null>('SELECT max(position) FROM start_list_entry WHERE event_id = ?')
    .pluck()
  const search = database.prepare(`
    SELECT bib, name, race, position, count(*) OVER () AS matching FROM start_list_entry
    WHERE event_id = @eventId AND instr(search, @folded) > 0
    ORDER BY bib = @query DESC, position LIMIT @limit OFFSET @offset`)
  const countMatching = database
    .prepare<[string, string], number>(
      'SELECT count(*) FROM start_list_entry WHERE event_id = ? AND instr(search, ?) > 0',
    )
    .pluck()
  const countEntries = database
    .prepare<[string], number>('SELECT count(*) FROM start_list_entry WHERE event_id = ?')
    .pluck()
  const countChips = database
    .prepare<[string], number>('SELECT count(*) FROM start_list_chip WHERE event_id = ?')
    .pluck()
  const chipsOf = database
    .prepare<[string, string], string>(
      'SELECT chip FROM start_list_chip WHERE event_id = ? AND bib = ? ORDER BY position, chip',
    )
    .pluck()
  const bibOf = database
    .prepare<[string, string], string>('SELECT bib FROM start_list_chip WHERE event_id = ? AND chip = ?')
    .pluck()
  const stepEnd = database
    .prepare<unknown[], string>(
      `SELECT chip FROM chip_seen WHERE event_id = ? AND chip > ? ORDER BY chip LIMIT 1 OFFSET ${CHIPS_A_STEP}`,
    )
    .pluck()
  const unknown = database.prepare(`
    SELECT chip, sum(count) AS count, max(last_at) AS lastAt FROM chip_seen AS seen
    WHERE event_id = @eventId AND chip > @after AND chip <= @to AND NOT EXISTS (
      SELECT 1 FROM start_list_chip AS known WHERE known.event_id = @eventId AND known.chip = seen.chip)
    GROUP BY chip`)

  function put(eventId: EventId, entry: StartListEntry, position: number): void {
    const { bib, name, race, chips } = entry
    putEntry.run(eventId, bib, position, name, race, folded([bib, name, race, ...chips].join(' ')))
    for (const [index, chip] of chips.entries()) putChip.run(eventId, chip, bib, index)
  }

  function entryOf(eventId: EventId, bib: string) {
    const row = find.get(eventId, bib)
    return row === undefined ? undefined : { ...entryRow.parse(row), chips: chipsOf.all(eventId, bib) }
  }

  return {
    /** Puts the list in the place of the event's former one. Within the caller's transaction. */
    replace(eventId: EventId, entries: readonly StartListEntry[], now: string): void {
      for (const statement of remove) statement.run(eventId)
      for (const [index, entry] of entries.entries()) put(eventId, entry, index)
      imported.run(eventId, now)
    },

    clear(eventId: EventId): void {
      for (const statement of remove) statement.run(eventId)
    },

    /** Gives the chip to the bib, from whomever had it; a bib that isn't there is added at the end. */
    giveChip(eventId: EventId, chip: string, bib: string, name: string | undefined): void {
      const former = bibOf.get(eventId, chip)
      const entry = entryOf(eventId, bib)
      const others = entry?.chips.filter((other) => other.toUpperCase() !== chip.toUpperCase()) ?? []
      const chips = [...others, chip]
      const position = entry?.position ?? (lastPosition.get(eventId) ?? -1) + 1
      put(eventId, { bib, name: name ?? entry?.name ?? '', race: entry?.race ?? '', chips }, position)
      if (former === undefined || former === bib) return
      // Its former bearer is no longer found by it.
      const robbed = entryOf(eventId, former)
      if (robbed) put(eventId, robbed, robbed.position)
    },

    importedAt(eventId: EventId): string | undefined {
      return importedAt.get(eventId)
    },

    /** In the list's order, the very bib that is looked for before all others. */
    search(eventId: EventId, { query, offset, limit }: StartListSearch) {
      const text = query.trim()
      const rows = matchingRow.array().parse(search.all({ eventId, folded: folded(text), query: text, offset, limit }))
      const matching = rows[0]?.matching ?? (offset === 0 ? 0 : (countMatching.get(eventId, folded(text)) ?? 0))
      const entries = rows.map(({ bib, name, race }) => ({ bib, name, race, chips: chipsOf.all(eventId, bib) }))
      return { entries, matching, total: countEntries.get(eventId) ?? 0, chips: countChips.get(eventId) ?? 0 }
    },

    bibOf(eventId: string, chip: string): string | undefined {
      return bibOf.get(eventId, chip)
    },

    /** The chip that stands first for the bib. */
    firstChipOf(eventId: string, bib: string): string | undefined {
      return chipsOf.get(eventId, bib)
    },

    /** The chips read in the event's runs that its list doesn't know, in steps: there may be very many. */
    *unknownChips(eventId: EventId): Iterable<readonly UnknownChip[]> {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const to = stepEnd.get(eventId, after)
        yield unknownRow.array().parse(unknown.all({ eventId, after, to: to ?? AFTER_ALL_CHIPS }))
        after = to
      }
    },
  }
}

/** Small letters without accents: who looks for "munoz" finds Muñoz. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
