import { useMemo } from 'react'
import type { StartListEntry } from '../../shared/desktop-live.ts'
import { usePlace } from '../router.ts'
import { useRunners } from '../start-list/use-runners.ts'
import { useOrganisationId, useScreenState, useTracksideState } from '../trackside.tsx'
import { useTodaysEvent } from '../words/say.tsx'
import type { ActionId } from './actions.ts'
import { type PaletteRow, rowKey, rowsAtFirst, rowsFor, subjectRows, subjectsFor } from './palette-rows.ts'
import { readRecent } from './recent.ts'
import { hasList } from './screens.ts'
import { openedAt } from './subjects.ts'
import { useLooking, usePaletteIndex } from './use-palette-index.ts'

/** A line as it is shown: what the page knows, who the start list knows, and the list behind. */
export type Line =
  | PaletteRow
  | { readonly kind: 'runner'; readonly entry: StartListEntry; readonly eventId: string }
  | { readonly kind: 'filter'; readonly screen: string }

export function lineKey(line: Line): string {
  if (line.kind === 'runner') return `runner:${line.entry.bib}`
  return line.kind === 'filter' ? 'filter' : rowKey(line)
}

/** What is shown for what was typed; with `asking`, the records with which that can be done. */
export function usePaletteLines(query: string, asking: ActionId | undefined): readonly Line[] {
  const viewer = useOrganisationId()
  const index = usePaletteIndex()
  const looking = useLooking()
  const place = usePlace()
  const event = useTodaysEvent()
  const [{ chosen }] = useScreenState('palette')
  const recent = useMemo(() => readRecent(chosen), [chosen])
  const opened = openedAt(place)
  const subject = opened && index.subjects[opened.about].find(({ id }) => id === opened.id)
  // Which can be done changes with records of every kind: anew with each push, and not with each key.
  const versions = useTracksideState((state) => state.versions)
  // biome-ignore lint/correctness/useExhaustiveDependencies: versions stand for the records' contents
  const eligible = useMemo(
    () => (asking === undefined ? [] : subjectsFor(asking, index, looking)),
    [asking, index, looking, versions, viewer],
  )
  const typed = query.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: versions stand for the records' contents
  const rows = useMemo(() => {
    if (asking !== undefined) return subjectRows(asking, eligible, typed)
    if (typed === '') return rowsAtFirst(index, looking, recent, subject)
    return rowsFor(typed, index, looking, recent)
  }, [asking, eligible, typed, index, looking, recent, subject, versions])
  const runners = useRunners(event?.id, asking === undefined ? typed : '')
  const screen = place.screen
  return useMemo(() => {
    if (asking !== undefined || typed === '') return rows
    return [
      ...rows,
      ...runners.map((entry): Line => ({ kind: 'runner', entry, eventId: event?.id ?? '' })),
      ...(hasList(screen) ? [{ kind: 'filter', screen } as const] : []),
    ]
  }, [rows, runners, asking, typed, screen, event])
}
