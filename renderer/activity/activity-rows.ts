import type { ShownEntry } from './activity-pages.ts'

/** A line of the list: the heading of a day, or what happened. */
export type ActivityRow =
  | { readonly kind: 'day'; readonly id: string; readonly day: string }
  | { readonly kind: 'entry'; readonly id: string; readonly entry: ShownEntry }

/** Entries, newest first, under the day on which each was done. */
export function withDays(entries: readonly ShownEntry[], dayOf: (at: string) => string): readonly ActivityRow[] {
  const rows: ActivityRow[] = []
  let last = ''
  for (const entry of entries) {
    const day = dayOf(entry.at)
    if (day !== last) rows.push({ kind: 'day', id: `day-${day}`, day })
    last = day
    rows.push({ kind: 'entry', id: entry.id, entry })
  }
  return rows
}

/** Calendar days in `zone`; the format is made once, because that is what costs. */
export function dayReader(zone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at) => format.format(new Date(at))
}
