import { BYTE_ORDER_MARK, type Cell, csvLine } from '../../shared/csv.ts'
import type { HistoryFilter } from '../../shared/history-filter.ts'
import type { CoreConnection } from '../transport.ts'
import { type Entry, readEntries } from './activity-pages.ts'

const COLUMNS = [
  ...['time', 'local_time', 'box', 'step', 'what_happened', 'partner', 'event', 'checkpoints'],
  ...['group', 'until', 'member', 'laptop', 'done_offline', 'confirmed'],
] as const
type Cells = Readonly<Record<(typeof COLUMNS)[number], Cell>>

const LINES_A_PART = 500

export interface CsvProgress {
  readonly lines: number
  /** How far back it has come. */
  readonly at: string
}

/** The part of a line that depends on the language and the zone. */
export interface CsvWords {
  readonly sentence: (entry: Entry) => string
  readonly localTime: (at: string) => string
}

/**
 * All that the filter finds, as a file, newest first; each part leaves the script's memory at once.
 * @returns undefined where it was stopped
 */
export async function readActivityCsv(
  core: Pick<CoreConnection, 'call'>,
  filter: HistoryFilter,
  words: CsvWords,
  onProgress: (progress: CsvProgress) => void,
  signal: AbortSignal,
): Promise<{ readonly blob: Blob; readonly lines: number } | undefined> {
  const parts = [new Blob([BYTE_ORDER_MARK + csvLine(COLUMNS)])]
  let lines = 0
  let before: { readonly at: string; readonly id: string } | undefined
  do {
    const read = await readEntries(core, { filter, before, count: LINES_A_PART, signal }, ({ entries, next }) => {
      const at = next?.at ?? entries.at(-1)?.at
      if (at !== undefined) onProgress({ lines: lines + entries.length, at })
    })
    if (read === undefined) return undefined
    parts.push(new Blob([read.entries.map((entry) => activityLine(entry, words)).join('')]))
    lines += read.entries.length
    before = read.next
  } while (before !== undefined)
  return { blob: new Blob(parts, { type: 'text/csv' }), lines }
}

export function activityLine(entry: Entry, { sentence, localTime }: CsvWords): string {
  const cells: Cells = {
    time: entry.at,
    local_time: localTime(entry.at),
    box: entry.boxSerial,
    step: entry.what,
    what_happened: sentence(entry),
    partner: entry.partnerName,
    event: entry.eventName,
    checkpoints: entry.checkpointNames?.join(' + '),
    group: entry.groupName,
    until: entry.endsAt,
    member: entry.memberName ?? undefined,
    laptop: entry.installationName ?? undefined,
    done_offline: entry.offline ? 'yes' : 'no',
    confirmed: entry.pending ? 'no' : 'yes',
  }
  return csvLine(COLUMNS.map((column) => cells[column]))
}
