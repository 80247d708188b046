import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../../shared/records/event.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useListState } from '../list-state.ts'
import { useWanted } from '../palette/palette-context.ts'
import { goTo } from '../router.ts'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { DataTable } from '../ui/data-table.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import { folded, matches } from '../words/search.ts'
import { EVENT_KINDS, eventFacts, eventsInOrder } from './event-facts.ts'
import { EventForm } from './event-form.tsx'

interface EventRow {
  readonly event: Event
  readonly day: string
  readonly races: number
  readonly boxes: number
  readonly runs: number
  readonly confirmed: boolean
}

/** All events; those archived by themselves. */
export function EventList() {
  const { t } = useTranslation()
  const whyNot = useWhyNot('event.edit')
  const { state: screen, change, table } = useListState('events')
  const [creating, setCreating] = useState(false)
  useWanted(undefined, whyNot === undefined ? ['create-event'] : [], () => setCreating(true))
  const archived = screen.filter === 'archived'
  const rows = useEventRows(archived, screen.query)
  // Then the empty list has it.
  const isNone = rows.length === 0 && !archived && screen.query === ''
  const columns = useColumns()
  const createButton = (
    <Button look={creating ? 'plain' : 'primary'} whyNot={whyNot} onClick={() => setCreating(true)}>
      {t('events.create')}
    </Button>
  )
  return (
    <ListWithInspector inspector={creating ? <EventForm onClose={() => setCreating(false)} /> : undefined}>
      <ScreenHead title={t('nav.events')} actions={isNone ? null : createButton}>
        <Chips
          label={t('events.filter')}
          chips={[
            { id: 'open', label: t('events.open') },
            { id: 'archived', label: t('events.archived') },
          ]}
          value={archived ? 'archived' : 'open'}
          onChange={(filter) => change({ filter })}
        />
      </ScreenHead>
      <DataTable
        label={t('nav.events')}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        opened={undefined}
        onOpen={openEvent}
        {...table}
        card={(row) => <EventCard row={row} />}
        empty={<NoEvents archived={archived} searched={screen.query !== ''} action={createButton} whyNot={whyNot} />}
      />
    </ListWithInspector>
  )
}

function rowId({ event }: EventRow): string {
  return event.id
}

function rowName({ event }: EventRow): string {
  return event.name
}

function openEvent(id: string): void {
  goTo('events', id)
}

function useEventRows(archived: boolean, query: string): readonly EventRow[] {
  const { now, time, t } = useSay()
  const viewer = useOrganisationId()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  const rows = useDerived(
    EVENT_KINDS,
    (records): readonly EventRow[] => {
      const all = [...records.all('event')]
      const shown = archived
        ? all
            .filter((event) => event.archivedAt !== undefined)
            .toSorted((one, other) => other.date.localeCompare(one.date))
        : eventsInOrder(all, (event) => dateIn(event.timeZone, now))
      return shown.map((event) => {
        const { races, boxes } = eventFacts(records, event.id, viewer)
        const isToday = event.date === dateIn(event.timeZone, now)
        return {
          event,
          day: isToday ? `${time.day(event.date, now)}, ${t('events.today')}` : time.day(event.date, now),
          races: races.length,
          boxes: boxes.length,
          runs: boxes.filter(({ run }) => run !== undefined).length,
          confirmed: !unconfirmed.has(`event ${event.id}`),
        }
      })
    },
    [archived, viewer, unconfirmed, now, time, t],
  )
  return useMemo(() => {
    const wanted = folded(query)
    return wanted === ''
      ? rows
      : rows.filter(({ event, day }) => matches(wanted, [folded(event.name), folded(day), event.date]))
  }, [rows, query])
}

function useColumns(): readonly DataColumn<EventRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('events.columnEvent'),
        track: 'minmax(13em, 2fr)',
        cell: (row) => <EventName row={row} />,
        sortBy: ({ event }) => event.name,
      },
      {
        id: 'day',
        header: t('events.columnDay'),
        track: 'minmax(11em, 1fr)',
        cell: ({ day }) => day,
        sortBy: ({ event }) => event.date,
      },
      {
        id: 'races',
        header: t('events.columnRaces'),
        track: '72px',
        cell: ({ races }) => races,
        sortBy: ({ races }) => races,
        fromWidth: 640,
      },
      {
        id: 'boxes',
        header: t('events.columnBoxes'),
        track: '72px',
        cell: ({ boxes }) => boxes,
        sortBy: ({ boxes }) => boxes,
      },
      {
        id: 'runs',
        header: t('events.columnRuns'),
        track: '104px',
        cell: ({ runs }) => (runs === 0 ? '–' : runs),
        sortBy: ({ runs }) => runs,
      },
    ],
    [t],
  )
}

function EventName({ row: { event, confirmed } }: { readonly row: EventRow }) {
  const { t } = useTranslation()
  return (
    <>
      <b>{event.name}</b> {confirmed ? null : <UnconfirmedMark label={t('custody.notConfirmed')} />}
    </>
  )
}

function EventCard({ row }: { readonly row: EventRow }) {
  const { t } = useTranslation()
  return (
    <>
      <span>
        <EventName row={row} />
      </span>
      <span>{row.day}</span>
      <span className="muted">{t('events.boxes', { count: row.boxes })}</span>
    </>
  )
}

function NoEvents({
  archived,
  searched,
  action,
  whyNot,
}: {
  readonly archived: boolean
  readonly searched: boolean
  readonly action: React.ReactNode
  readonly whyNot: string | undefined
}) {
  const { t } = useTranslation()
  if (searched) return <EmptyState title={t('events.noneFound')}>{t('events.noneFoundWhy')}</EmptyState>
  if (archived) return <EmptyState title={t('events.noneArchived')}>{t('events.noneArchivedWhy')}</EmptyState>
  return (
    <EmptyState title={t('events.none')} action={action} whyNot={whyNot}>
      {t('events.noneWhy')}
    </EmptyState>
  )
}
