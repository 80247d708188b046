// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight don't exist, which a list element doesn't allow
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo } from 'react'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { useScrollKept } from '../ui/data-table-scroll.ts'
import { useLook } from '../ui/use-look.ts'
import type { LoanSide } from '../words/history-sentence.ts'
import { useSay } from '../words/say.tsx'
import { ActivityEntry } from './activity-entry.tsx'
import { type ActivityRow, dayReader, withDays } from './activity-rows.ts'
import type { Activity } from './use-activity.ts'

const ROW_PX = 44
const END_IN_SIGHT_PX = 1_200

interface ActivityListProps {
  readonly activity: Activity
  readonly listRef: RefObject<HTMLDivElement | null>
  /** Where the list was when it was left, and is again (ux 18). */
  readonly scrollTop: number
  readonly onLeave: (scrollTop: number) => void
  /** Below the last row. */
  readonly foot: ReactNode
}

/** Days and what happened on them; only the rows in sight exist, and older ones are read as one comes to them. */
export function ActivityList({ activity, listRef, scrollTop, onLeave, foot }: ActivityListProps) {
  const { t, time } = useSay()
  const { entries } = activity
  const dayOf = useMemo(() => dayReader(time.zone), [time.zone])
  const rows = useMemo(() => withDays(entries, dayOf), [entries, dayOf])
  const look = useLook()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialOffset: scrollTop,
    overscan: 10,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other rows
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, look])
  useScrollKept(listRef, scrollTop, onLeave, rows.length > 0)
  useOlder(listRef, activity)
  const nameOf = useRowNames()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <div className="activity-list" ref={listRef} role="list" aria-label={t('activity.list')} tabIndex={0}>
      <div role="presentation" className="activity-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <div
              key={row.id}
              ref={virtualizer.measureElement}
              data-index={index}
              role="listitem"
              className="activity-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'day' ? (
                <DayHeading day={row.day} dayOf={dayOf} />
              ) : (
                <ActivityEntry entry={row.entry} {...nameOf(row)} />
              )}
            </div>
          )
        })}
      </div>
      <div role="listitem">{foot}</div>
    </div>
  )
}

function DayHeading({ day, dayOf }: { readonly day: string; readonly dayOf: (at: string) => string }) {
  const { t, time, now } = useSay()
  const words = time.day(day, now)
  const yesterday = dayOf(new Date(Date.parse(now) - 86_400_000).toISOString())
  return (
    <h2 className="activity-day">
      {day === dayOf(now)
        ? t('activity.today', { day: words })
        : day === yesterday
          ? t('activity.yesterday', { day: words })
          : words}
    </h2>
  )
}

/** What records add to an entry: the box's name of today, and on which side of its loan we are. */
function useRowNames() {
  const viewer = useOrganisationId()
  return useDerived(
    ['box', 'loan'],
    (records) =>
      ({ entry: { boxId, loanId } }: Extract<ActivityRow, { kind: 'entry' }>): { alias: string; side: LoanSide } => {
        const loan = loanId === undefined ? undefined : records.get('loan', loanId)
        return {
          alias: records.get('box', boxId)?.alias ?? loan?.boxAlias ?? '',
          side: loan && (loan.ownerId === viewer ? 'owner' : 'recipient'),
        }
      },
    [viewer],
  )
}

function useOlder(listRef: RefObject<HTMLElement | null>, { readOlder, isWhole, isReading }: Activity): void {
  useEffect(() => {
    const list = listRef.current
    if (list === null || isWhole || isReading) return
    const look = () => {
      if (list.scrollHeight - list.scrollTop - list.clientHeight < END_IN_SIGHT_PX) readOlder()
    }
    look()
    list.addEventListener('scroll', look, { passive: true })
    return () => list.removeEventListener('scroll', look)
  }, [listRef, readOlder, isWhole, isReading])
}
