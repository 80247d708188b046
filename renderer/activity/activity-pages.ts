import type { CallResult } from '../../shared/desktop-api.ts'
import type { HistoryFilter } from '../../shared/history-filter.ts'
import type { CoreConnection } from '../transport.ts'

export type Entry = CallResult<'history'>['entries'][number]
export type Position = NonNullable<CallResult<'history'>['next']>

export interface EntriesRead {
  readonly entries: readonly Entry[]
  /** Where it goes on; undefined: there is nothing older. */
  readonly next: Position | undefined
}

const MOST_A_CALL = 500

export interface EntriesWanted {
  readonly filter: HistoryFilter
  readonly before?: Position | undefined
  /** Reads on until it has so many, or there are no more. */
  readonly count: number
  readonly signal: AbortSignal
}

/**
 * What the core finds, page after page; a rare kind of step takes many of them.
 * @param onStep hears after each page what has been found until then
 * @returns undefined where it was stopped
 */
export async function readEntries(
  core: Pick<CoreConnection, 'call'>,
  { filter, before, count, signal }: EntriesWanted,
  onStep: (read: EntriesRead) => void = () => undefined,
): Promise<EntriesRead | undefined> {
  const entries: Entry[] = []
  let next = before
  do {
    const limit = Math.min(MOST_A_CALL, count - entries.length)
    const page = await core.call('history', { ...filter, limit, ...(next === undefined ? {} : { before: next }) })
    if (signal.aborted) return undefined
    entries.push(...page.entries)
    next = page.next
    onStep({ entries: [...entries], next })
  } while (next !== undefined && entries.length < count)
  return { entries, next }
}

function isOlder(one: Position, other: Position): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}

/** An entry as the list shows it. */
export type ShownEntry = Entry & {
  /** It was shown as not confirmed, and was refused or taken back since. */
  readonly isGone?: boolean
}

/** What the core says of one box now, as far as it was asked. */
export interface BoxNow {
  readonly boxId: string
  readonly entries: readonly Entry[]
  readonly next: Position | undefined
}

/**
 * Takes what boxes say now into a list in which nothing moves: rows change in place, and what is new is only counted.
 * @param end of the list: what is older comes with the next page
 */
export function takeNow(
  shown: readonly ShownEntry[],
  now: readonly BoxNow[],
  end: Position | undefined,
): { readonly entries: readonly ShownEntry[]; readonly newIds: readonly string[] } {
  const boxes = new Map(now.map((box) => [box.boxId, box]))
  const fresh = new Map(now.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)))
  const known = new Set(shown.map(({ id }) => id))
  return {
    entries: shown.map((entry) => {
      const latest = fresh.get(entry.id)
      if (latest !== undefined) return latest.pending === entry.pending ? entry : latest
      const box = boxes.get(entry.boxId)
      const isGone = entry.pending && box !== undefined && (box.next === undefined || isOlder(box.next, entry))
      return isGone ? { ...entry, isGone } : entry
    }),
    newIds: [...fresh.values()]
      .filter((entry) => !known.has(entry.id) && (end === undefined || isOlder(end, entry)))
      .map(({ id }) => id),
  }
}
