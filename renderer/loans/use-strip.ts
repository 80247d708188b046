import { useMemo } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { useDerived, useOrganisationId, useScreenState } from '../trackside.tsx'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import type { LoanRow } from './loan-rows.ts'
import { STRIP_SPANS, type StripDay, type StripDays, type StripSpan, stripDays } from './strip-days.ts'
import { stripRows } from './strip-rows.ts'

/** The events of one day. */
export interface StripEvent {
  readonly day: StripDay
  readonly names: string
}

/** What the strip shows, and which days: kept like a list's filter (ux 18). */
export function useStrip(screenName: string, loans: readonly LoanRow[]) {
  const { time, now } = useSay()
  const viewer = useOrganisationId()
  const [{ chosen }, change] = useScreenState(screenName)
  const span = STRIP_SPANS.find((one) => one === chosen['span']) ?? 'weeks'
  const shift = Number.parseInt(chosen['shift'] ?? '0', 10) || 0
  const today = useMemo(() => dateIn(time.zone, now), [time.zone, now])
  const days = useMemo(() => stripDays(time.zone, today, span, shift), [time.zone, today, span, shift])
  const boxes = useMemo(() => stripRows(loans, viewer, days, now), [loans, viewer, days, now])
  const events = useDerived(['event'], (records) => stripEvents(records.all('event'), days), [days])
  const show = (wanted: { readonly span?: StripSpan; readonly shift?: number }) =>
    change({
      chosen: { ...chosen, span: wanted.span ?? span, shift: String(wanted.shift ?? shift) },
    })
  return { span, shift, days, boxes, events, show }
}

/** An event's day is the same day here, whatever its zone. */
function stripEvents(events: Iterable<Event>, { days }: StripDays): readonly StripEvent[] {
  const names = new Map<string, string[]>()
  for (const event of events) {
    if (event.archivedAt !== undefined) continue
    names.set(event.date, [...(names.get(event.date) ?? []), event.name])
  }
  return days.flatMap((day) => {
    const found = names.get(day.date)
    return found === undefined ? [] : [{ day, names: found.toSorted().join(', ') }]
  })
}
