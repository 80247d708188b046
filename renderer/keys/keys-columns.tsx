import { useMemo } from 'react'
import type { DataColumn } from '../ui/data-column.ts'
import { useSay } from '../words/say.tsx'
import { type KeyRow, usedWords } from './key-rows.ts'

export function useKeyColumns(): readonly DataColumn<KeyRow>[] {
  const say = useSay()
  return useMemo(() => {
    const { t, time, now } = say
    return [
      {
        id: 'name',
        header: t('keys.column.name'),
        track: 'minmax(9em, 1.4fr)',
        sortBy: ({ key }) => key.name,
        cell: ({ key }) => key.name,
      },
      {
        id: 'access',
        header: t('keys.column.access'),
        track: 'minmax(8em, 0.8fr)',
        sortBy: ({ key }) => key.access,
        cell: ({ key }) => t(`keys.access.${key.access}`),
      },
      {
        id: 'scope',
        header: t('keys.column.scope'),
        track: 'minmax(9.5em, 1fr)',
        sortBy: ({ scope }) => scope,
        cell: ({ scope }) => scope,
      },
      {
        id: 'created',
        header: t('keys.column.created'),
        track: 'minmax(9.8em, 0.8fr)',
        fromWidth: 720,
        sortBy: ({ key }) => key.createdAt,
        cell: ({ key }) => time.past(key.createdAt, now),
      },
      {
        id: 'used',
        header: t('keys.column.used'),
        track: 'minmax(9.8em, 0.8fr)',
        fromWidth: 560,
        sortBy: ({ key }) => key.lastUsedAt ?? '',
        cell: ({ key }) => usedWords(say, key),
      },
    ]
  }, [say])
}

/** The same as a card, where columns have no room. */
export function KeyCard({ row: { key, scope } }: { readonly row: KeyRow }) {
  const say = useSay()
  return (
    <>
      <b>{key.name}</b>
      <span>
        {say.t(`keys.access.${key.access}`)} · {scope}
      </span>
      <span className="muted">
        {say.t('keys.column.used')}: {usedWords(say, key)}
      </span>
    </>
  )
}
