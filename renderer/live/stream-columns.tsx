import { useMemo } from 'react'
import { useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { useSay } from '../words/say.tsx'
import { isUnknown, type StreamRow } from './stream-rows.ts'

const NAME_FROM_PX = 500
const RACE_FROM_PX = 760
const CHIP_FROM_PX = 640
const ANTENNA_FROM_PX = 820

export interface StreamWords {
  /** In the event's zone, to the hundredth. */
  readonly moment: (at: string) => string
  /** Where a box stands, or its serial. */
  readonly placeOf: (boxId: string) => string
  /** Undefined: chips can't be named by this member. */
  readonly onName: ((chip: string) => void) | undefined
}

export function useStreamColumns(words: StreamWords): readonly DataColumn<StreamRow>[] {
  const { t } = useSay()
  return useMemo(
    () => [
      {
        id: 'time',
        header: t('live.column.time'),
        track: 'minmax(12em, 0.5fr)',
        cell: (row) => <TimeCell row={row} moment={words.moment} />,
      },
      {
        id: 'bib',
        header: t('live.column.bib'),
        track: 'minmax(3.4em, 0.4fr)',
        cell: (row) => <b>{bibOf(row)}</b>,
      },
      {
        id: 'name',
        header: t('live.column.name'),
        track: 'minmax(13em, 1.3fr)',
        fromWidth: NAME_FROM_PX,
        cell: (row) => <NameCell row={row} onName={words.onName} />,
      },
      {
        id: 'race',
        header: t('live.column.race'),
        track: 'minmax(5em, 0.7fr)',
        fromWidth: RACE_FROM_PX,
        cell: (row) => <RaceCell row={row} />,
      },
      {
        id: 'chip',
        header: t('live.column.chip'),
        track: 'minmax(6em, 1fr)',
        fromWidth: CHIP_FROM_PX,
        cell: (row) => (row.kind === 'passing' ? <span className="mono">{row.passing.chip}</span> : '–'),
      },
      {
        id: 'place',
        header: t('live.column.place'),
        track: 'minmax(5.5em, 0.8fr)',
        cell: (row) => <PlaceCell row={row} placeOf={words.placeOf} />,
      },
      {
        id: 'antenna',
        header: t('live.column.antenna'),
        track: '4.6em',
        fromWidth: ANTENNA_FROM_PX,
        cell: (row) => (row.kind === 'passing' ? (row.passing.antenna ?? '–') : '–'),
      },
    ],
    [t, words],
  )
}

/** One line of the stream where there is no room for columns. */
export function StreamCard({ row, words }: { readonly row: StreamRow; readonly words: StreamWords }) {
  return (
    <>
      <span className="live-card-line">
        <TimeCell row={row} moment={words.moment} />
        <b>{bibOf(row)}</b>
      </span>
      <NameCell row={row} onName={words.onName} />
      <span className="muted">
        <PlaceCell row={row} placeOf={words.placeOf} />
        {row.kind === 'passing' ? <span className="mono"> {row.passing.chip}</span> : null}
      </span>
    </>
  )
}

export function rowName(row: StreamRow, moment: (at: string) => string): string {
  return row.kind === 'passing'
    ? `${moment(row.passing.countedAt)} ${row.passing.bib ?? row.passing.chip}`
    : `${moment(row.action.at)} ${row.action.bib ?? ''}`
}

function bibOf(row: StreamRow): string {
  return (row.kind === 'passing' ? row.passing.bib : row.action.bib) ?? '–'
}

/** What isn't the box's own stamp says so (L10). */
function TimeCell({ row, moment }: { readonly row: StreamRow; readonly moment: (at: string) => string }) {
  const { t } = useSay()
  if (row.kind === 'by-hand') {
    return (
      <>
        <span className="live-moment">{moment(row.action.at)}</span> <Mark words={t('live.mark.byHand')} />
      </>
    )
  }
  const { countedAt, countedBy, readBy, sessionId } = row.passing
  return (
    <>
      <span className="live-moment">{moment(countedAt)}</span>{' '}
      {countedBy === 'received' ? <Mark words={t('live.mark.received')} title={t('live.mark.receivedWhy')} /> : null}
      {sessionId === undefined ? <Mark words={t('live.mark.outside')} title={t('live.mark.outsideWhy')} /> : null}
      {readBy === undefined ? null : <Mark words={t(`live.mark.${readBy}`)} title={t(`live.mark.${readBy}Why`)} />}
    </>
  )
}

function Mark({ words, title }: { readonly words: string; readonly title?: string }) {
  return (
    <span className="live-mark" title={title}>
      {words}
    </span>
  )
}

function NameCell({ row, onName }: { readonly row: StreamRow; readonly onName: StreamWords['onName'] }) {
  const { t } = useSay()
  if (row.kind === 'by-hand') return row.action.bib === undefined ? t('live.waitsForBib') : ''
  const { passing } = row
  if (!isUnknown(passing)) return passing.name ?? ''
  return (
    <span className="live-unknown">
      <span>{t('live.unknownChip')}</span>
      {onName === undefined ? null : (
        <Button look="quiet" aria-label={t('live.nameIt', { chip: passing.chip })} onClick={() => onName(passing.chip)}>
          {t('live.name')}
        </Button>
      )}
    </span>
  )
}

function RaceCell({ row }: { readonly row: StreamRow }) {
  const race = useRecord('race', row.kind === 'by-hand' ? row.action.raceId : undefined)
  return (row.kind === 'passing' ? row.passing.race : race?.name) ?? ''
}

function PlaceCell({ row, placeOf }: { readonly row: StreamRow; readonly placeOf: StreamWords['placeOf'] }) {
  const checkpoint = useRecord('checkpoint', row.kind === 'by-hand' ? row.action.checkpointId : undefined)
  return row.kind === 'passing' ? placeOf(row.passing.boxId) : (checkpoint?.name ?? '–')
}
