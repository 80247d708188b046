import { useCallback, useMemo, useRef, useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import type { RaceAction } from '../../shared/records/race-action.ts'
import { boxIdSchema } from '../../shared/records/scalars.ts'
import { standingActions } from '../../shared/rules/race-entries.ts'
import { useDerived, useScreenState } from '../trackside.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { Select } from '../ui/select.tsx'
import { useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { rowName as boxRowName } from './live-words.ts'
import { createMomentFormat } from './moment-format.ts'
import { NameChipDialog } from './name-chip-dialog.tsx'
import { rowName, StreamCard, useStreamColumns } from './stream-columns.tsx'
import { filterText, readFilter, type StreamFilter, type StreamRow, searchRows, withHandTimes } from './stream-rows.ts'
import { useStream } from './use-stream.ts'
import './passing-stream.css'

const SCREEN = 'live'
const NO_TIMES: readonly RaceAction[] = []

/** The passings as they come, newest first, and the times by hand among them. */
export function PassingStream({
  event,
  rows: boxes,
  canName,
  onOpen,
}: {
  readonly event: Event
  readonly rows: readonly LiveRow[]
  readonly canName: boolean
  readonly onOpen: (boxId: string) => void
}) {
  const say = useSay()
  const { t, locale, time } = say
  const [screen, change] = useScreenState(SCREEN)
  const filter = useMemo(() => readFilter(screen.filter), [screen.filter])
  const listRef = useRef<HTMLDivElement>(null)
  const stream = useStream(event, filter, listRef)
  const rows = useStreamRows(event, filter, stream.passings, stream.isWhole, screen.query)
  const [naming, setNaming] = useState<string>()
  const moment = useMemo(() => createMomentFormat(locale, time.zone, 2), [locale, time.zone])
  const places = useMemo(
    () => boxes.map(({ boxId, place, serial }) => `${boxId} ${place === '' ? serial : place}`).join('\n'),
    [boxes],
  )
  const words = useMemo(() => {
    const names = new Map(places.split('\n').map((line) => [line.slice(0, ID_LENGTH), line.slice(ID_LENGTH + 1)]))
    return { moment, placeOf: (boxId: string) => names.get(boxId) ?? '–', onName: canName ? setNaming : undefined }
  }, [moment, places, canName])
  const columns = useStreamColumns(words)
  const openBoxOf = useCallback(
    (id: string) => {
      const row = rows.find((one) => one.id === id)
      if (row?.kind === 'passing') onOpen(row.passing.boxId)
    },
    [rows, onOpen],
  )
  return (
    <section className="live-stream" aria-label={t('live.passings')}>
      <div className="live-stream-head">
        <StreamFilters boxes={boxes} filter={filter} onChange={(chosen) => change({ filter: filterText(chosen) })} />
        <NewRowsBar count={stream.waiting} onShow={stream.letIn} />
      </div>
      <div className="live-stream-list" ref={listRef}>
        <DataTable
          // Another list begins at its top.
          key={filterText(filter)}
          label={t('live.passings')}
          rows={rows}
          columns={columns}
          rowId={idOf}
          rowName={(row) => rowName(row, moment)}
          opened={undefined}
          onOpen={openBoxOf}
          sort={null}
          onSort={() => undefined}
          card={(row) => <StreamCard row={row} words={words} />}
          empty={<NoPassings filter={filter} searched={screen.query !== ''} />}
        />
      </div>
      {stream.isFull ? <p className="small muted live-stream-full">{t('live.streamFull')}</p> : null}
      {naming === undefined ? null : (
        <NameChipDialog
          eventId={event.id}
          chip={naming}
          onNamed={() => void stream.reread(naming)}
          onClose={() => setNaming(undefined)}
        />
      )}
    </section>
  )
}

const ID_LENGTH = 36

function idOf({ id }: StreamRow): string {
  return id
}

function useStreamRows(
  event: Event,
  filter: StreamFilter,
  passings: ReturnType<typeof useStream>['passings'],
  isWhole: boolean,
  query: string,
): readonly StreamRow[] {
  const times = useDerived(
    ['raceAction', 'race'],
    (records) =>
      records
        .where('race', 'eventId', event.id)
        .flatMap(({ id }) => standingActions(records.where('raceAction', 'raceId', id)))
        .filter(({ kind }) => kind === 'TIME'),
    [event.id],
  )
  const shown = filter.kind === 'all' || filter.kind === 'by-hand' ? times : NO_TIMES
  return useMemo(() => searchRows(withHandTimes(passings, shown, isWhole), query), [passings, shown, isWhole, query])
}

function StreamFilters({
  boxes,
  filter,
  onChange,
}: {
  readonly boxes: readonly LiveRow[]
  readonly filter: StreamFilter
  readonly onChange: (filter: StreamFilter) => void
}) {
  const { t } = useSay()
  const kinds = ['all', 'unknown', 'by-hand'] as const
  const chosenBox = filter.kind === 'box' ? filter.boxId : ''
  return (
    <>
      <Chips
        label={t('live.filters')}
        chips={kinds.map((id) => ({ id: id as string, label: t(`live.filter.${id}`) }))}
        value={filter.kind}
        onChange={(kind) => onChange(readFilter(kind))}
      />
      {boxes.length < 2 ? null : (
        <Select
          label={t('live.filterBox')}
          options={[
            { value: '', label: t('live.anyBox') },
            ...boxes.map((row) => ({
              value: row.boxId as string,
              label: row.place === '' ? boxRowName(row) : `${row.place}, ${row.serial}`,
            })),
          ]}
          value={chosenBox}
          onChange={(value) => {
            const boxId = boxIdSchema.safeParse(value)
            onChange(boxId.success ? { kind: 'box', boxId: boxId.data } : { kind: 'all' })
          }}
        />
      )}
    </>
  )
}

/** ux 17 */
function NoPassings({ filter, searched }: { readonly filter: StreamFilter; readonly searched: boolean }) {
  const { t } = useSay()
  if (searched) return <EmptyState title={t('live.noneFound')}>{t('live.noneFoundWhy')}</EmptyState>
  if (filter.kind === 'unknown') return <EmptyState title={t('live.noUnknown')}>{t('live.noUnknownWhy')}</EmptyState>
  if (filter.kind === 'by-hand') return <EmptyState title={t('live.noByHand')}>{t('live.noByHandWhy')}</EmptyState>
  return <EmptyState title={t('live.noPassings')}>{t('live.noPassingsWhy')}</EmptyState>
}
