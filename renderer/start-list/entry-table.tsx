import { type ReactNode, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartListEntry } from '../../shared/desktop-live.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/notices.tsx'
import type { EntryPages } from './entry-pages.ts'

/** A place in the list; what stands there is read when it comes in sight. */
interface EntryRow {
  readonly index: number
}

const rowId = ({ index }: EntryRow) => `entry-${index}`
/** Entries aren't opened: all of one is in its row. */
const stay = () => undefined

export function EntryTable({ pages, screen }: { readonly pages: EntryPages; readonly screen: string }) {
  const { t } = useTranslation()
  const [state, change] = useScreenState(screen)
  const { matching } = pages.head
  const rows = useMemo(() => Array.from({ length: matching }, (_, index): EntryRow => ({ index })), [matching])
  const leave = useCallback((scrollTop: number) => change({ scrollTop }), [change])
  const query = state.query.trim()
  return (
    <DataTable
      label={t('startList.list')}
      rows={rows}
      columns={useEntryColumns(pages)}
      rowId={rowId}
      rowName={({ index }) => pages.get(index)?.bib ?? ''}
      opened={undefined}
      onOpen={stay}
      sort={null}
      onSort={stay}
      card={useCallback(
        ({ index }: EntryRow) => (
          <EntryPart pages={pages} index={index}>
            {(entry) => <EntryCard entry={entry} />}
          </EntryPart>
        ),
        [pages],
      )}
      empty={
        <EmptyState
          title={t('startList.noMatch', { query })}
          action={<Button onClick={() => change({ query: '' })}>{t('startList.showAll')}</Button>}
        >
          {t('startList.noMatchText')}
        </EmptyState>
      }
      scrollTop={state.scrollTop}
      onLeave={leave}
    />
  )
}

function useEntryColumns(pages: EntryPages): readonly DataColumn<EntryRow>[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const column = (
      id: 'bib' | 'name' | 'race' | 'chips',
      track: string,
      show: (entry: StartListEntry) => ReactNode,
    ): DataColumn<EntryRow> => ({
      id,
      track,
      header: t(`startList.column.${id}`),
      cell: ({ index }) => (
        <EntryPart pages={pages} index={index}>
          {show}
        </EntryPart>
      ),
    })
    return [
      column('bib', 'minmax(4em, 0.4fr)', ({ bib }) => <b>{bib}</b>),
      column('name', 'minmax(8em, 1.4fr)', ({ name }) => <span title={name}>{name}</span>),
      column('race', 'minmax(5em, 0.8fr)', ({ race }) => race),
      column('chips', 'minmax(8em, 1.2fr)', (entry) => <Chips entry={entry} />),
    ]
  }, [pages, t])
}

function Chips({ entry: { chips } }: { readonly entry: StartListEntry }) {
  const { t } = useTranslation()
  if (chips.length === 0) return <span className="muted">{t('startList.noChip')}</span>
  const text = chips.join(', ')
  return (
    <span className="mono" title={text}>
      {text}
    </span>
  )
}

/** The same as a card, where columns have no room. */
function EntryCard({ entry }: { readonly entry: StartListEntry }) {
  return (
    <>
      <span>
        <b>{entry.bib}</b> {entry.name}
      </span>
      <span className="muted">{entry.race}</span>
      <Chips entry={entry} />
    </>
  )
}

/** A part of one entry; in sight, it asks for what isn't here yet. */
function EntryPart({
  pages,
  index,
  children,
}: {
  readonly pages: EntryPages
  readonly index: number
  readonly children: (entry: StartListEntry) => ReactNode
}) {
  const entry = useSyncExternalStore(pages.subscribe, () => pages.get(index))
  useEffect(() => {
    if (entry === undefined) pages.want(index)
  }, [pages, index, entry])
  return entry === undefined ? <span className="muted">…</span> : children(entry)
}
