import type { PassingsOf, ShownPassing } from '../../shared/desktop-live.ts'
import type { RaceAction } from '../../shared/records/race-action.ts'
import { type BoxId, boxIdSchema, type EventId, type SessionId } from '../../shared/records/scalars.ts'
import { mergePassings, type PassingStream } from '../live-state.ts'
import { folded, matches } from '../words/search.ts'

/** A line of the stream: what a box read, or what a person took by hand. */
export type StreamRow =
  | { readonly kind: 'passing'; readonly id: string; readonly passing: ShownPassing }
  | { readonly kind: 'by-hand'; readonly id: string; readonly action: RaceAction }

export type StreamFilter =
  | { readonly kind: 'all' | 'unknown' | 'by-hand' }
  | { readonly kind: 'box'; readonly boxId: BoxId }

const BOX_PREFIX = 'box:'

/** As it is kept with the screen. */
export function readFilter(text: string): StreamFilter {
  const boxId = boxIdSchema.safeParse(text.startsWith(BOX_PREFIX) ? text.slice(BOX_PREFIX.length) : undefined)
  if (boxId.success) return { kind: 'box', boxId: boxId.data }
  return { kind: text === 'unknown' || text === 'by-hand' ? text : 'all' }
}

export function filterText(filter: StreamFilter): string {
  return filter.kind === 'box' ? `${BOX_PREFIX}${filter.boxId}` : filter.kind
}

/** What the core is asked for; undefined: nothing that a box read. */
export function pagesOf(
  filter: StreamFilter,
  eventId: EventId,
): { readonly of: PassingsOf; readonly unknownOnly?: true } | undefined {
  switch (filter.kind) {
    case 'all':
      return { of: { eventId } }
    case 'unknown':
      return { of: { eventId }, unknownOnly: true }
    case 'box':
      return { of: { boxId: filter.boxId } }
    case 'by-hand':
      return undefined
  }
}

export function isUnknown({ bib }: ShownPassing): boolean {
  return bib === undefined
}

/** Whether it belongs in the list; a box's page also holds what it read for other events. */
export function isShown(passing: ShownPassing, filter: StreamFilter, runs: ReadonlySet<SessionId>): boolean {
  const isOurs = passing.sessionId === undefined ? filter.kind === 'box' : runs.has(passing.sessionId)
  if (!isOurs) return false
  switch (filter.kind) {
    case 'all':
      return true
    case 'unknown':
      return isUnknown(passing)
    case 'box':
      return passing.boxId === filter.boxId
    case 'by-hand':
      return false
  }
}

/** Whether some may be missing between what streams in and the page that was read before. */
export function hasHole({ completeFrom }: PassingStream, page: readonly ShownPassing[]): boolean {
  const top = page[0]
  return completeFrom > 0 && (top === undefined || top.id < completeFrom)
}

/**
 * What streams in, and below it what was read before. Of all passings, what is below a hole is left out: the next page
 * brings it. Of a few chosen ones it stays until the page is read anew.
 */
export function liveList(
  stream: PassingStream,
  page: readonly ShownPassing[],
  filter: StreamFilter,
  runs: ReadonlySet<SessionId>,
): readonly ShownPassing[] {
  const arrived = stream.passings.filter((passing) => isShown(passing, filter, runs))
  return filter.kind === 'all' && hasHole(stream, page) ? arrived : mergePassings(arrived, page)
}

/**
 * Times by hand among the passings, by when they came. Those older than the last passing wait until more are read.
 * @param handTimes in any order
 */
export function withHandTimes(
  passings: readonly ShownPassing[],
  handTimes: readonly RaceAction[],
  isWhole: boolean,
): readonly StreamRow[] {
  const waiting = handTimes.toSorted((one, other) => one.recordedAt.localeCompare(other.recordedAt))
  const rows: StreamRow[] = []
  const takeNewerThan = (at: string) => {
    for (let next = waiting.at(-1); next !== undefined && next.recordedAt >= at; next = waiting.at(-1)) {
      rows.push({ kind: 'by-hand', id: next.id, action: next })
      waiting.pop()
    }
  }
  for (const passing of passings) {
    takeNewerThan(passing.receivedAt)
    rows.push({ kind: 'passing', id: String(passing.id), passing })
  }
  if (isWhole) takeNewerThan('')
  return rows
}

/** What the window's search looks at. */
export function searchRows(rows: readonly StreamRow[], query: string): readonly StreamRow[] {
  const wanted = folded(query)
  if (wanted === '') return rows
  return rows.filter((row) => matches(wanted, textsOf(row).map(folded)))
}

function textsOf(row: StreamRow): readonly string[] {
  if (row.kind === 'by-hand') return [row.action.bib ?? '', row.action.note ?? '']
  const { bib = '', name = '', race = '', chip } = row.passing
  return [bib, name, race, chip]
}
