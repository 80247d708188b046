import type { PassingsOf } from '../../shared/desktop-live.ts'
import type { CoreConnection } from '../transport.ts'

export interface CsvProgress {
  readonly done: number
  readonly total: number
}

/**
 * R7: the whole CSV, asked for part by part; each part leaves the script's memory at once.
 * @returns undefined where it was cancelled
 */
export async function readCsv(
  core: Pick<CoreConnection, 'call'>,
  of: PassingsOf,
  onProgress: (progress: CsvProgress) => void,
  signal: AbortSignal,
): Promise<Blob | undefined> {
  const parts: Blob[] = []
  let after: string | undefined
  while (!signal.aborted) {
    const part = await core.call('exportPassings', { of, ...(after === undefined ? {} : { after }) })
    parts.push(new Blob([part.text]))
    onProgress({ done: part.done, total: part.total })
    after = part.next
    if (after === undefined) return signal.aborted ? undefined : new Blob(parts, { type: 'text/csv' })
  }
  return undefined
}

/** A name that every system takes for a file. */
export function csvName(eventName: string, words: string): string {
  const safe = eventName
    .replaceAll(/[\p{Cc}"*/:<>?\\|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return `${safe} ${words}.csv`.trim()
}
