import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from '../ui/data-column.ts'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { type Say, useSay } from '../words/say.tsx'
import type { LaptopRow } from './laptop-rows.ts'

export function useLaptopColumns(): readonly DataColumn<LaptopRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('members.laptopColumn.name'),
        track: 'minmax(10em, 1.4fr)',
        sortBy: ({ laptop }) => laptop.name,
        cell: (row) => <LaptopName row={row} />,
      },
      {
        id: 'member',
        header: t('members.laptopColumn.member'),
        track: 'minmax(8em, 1fr)',
        sortBy: (row) => row.member?.name ?? '~',
        cell: (row) => memberName(t, row),
      },
      {
        id: 'seen',
        header: t('members.laptopColumn.seen'),
        track: 'minmax(9.8em, 0.8fr)',
        fromWidth: 560,
        sortBy: ({ laptop }) => laptop.lastSeenAt,
        cell: (row) => <Seen row={row} />,
      },
      {
        id: 'state',
        header: t('members.laptopColumn.state'),
        track: 'minmax(9.5em, 1fr)',
        sortBy: ({ laptop }) => laptop.revokedAt ?? '',
        cell: (row) => <StateCell row={row} />,
      },
    ],
    [t],
  )
}

/** The same as a card, where columns have no room. */
export function LaptopCard({ row }: { readonly row: LaptopRow }) {
  const { t } = useTranslation()
  return (
    <>
      <LaptopName row={row} />
      <span>{memberName(t, row)}</span>
      <span className="muted">
        <State row={row} /> · <Seen row={row} />
      </span>
    </>
  )
}

export function memberName(t: Say['t'], { member }: LaptopRow): string {
  return member?.name ?? t('members.formerMember')
}

export function laptopState({ t, time, now }: Say, { laptop: { revokedAt } }: LaptopRow): string {
  if (revokedAt === undefined) return t('members.laptopActive')
  return t('members.laptopRevoked', { when: time.past(revokedAt, now) })
}

function LaptopName({ row: { laptop, isThis, confirmed } }: { readonly row: LaptopRow }) {
  const { t } = useTranslation()
  return (
    <span className="members-name" data-revoked={laptop.revokedAt !== undefined || undefined}>
      <span className="members-cut">{laptop.name}</span>
      {isThis ? <span className="members-tag">{t('members.thisLaptop')}</span> : null}
      {confirmed ? null : <UnconfirmedMark label={t('members.notConfirmed')} />}
    </span>
  )
}

function Seen({ row: { laptop } }: { readonly row: LaptopRow }) {
  const { time, now } = useSay()
  return <>{time.past(laptop.lastSeenAt, now)}</>
}

function StateCell({ row: { laptop } }: { readonly row: LaptopRow }) {
  const { t, time, now } = useSay()
  if (laptop.revokedAt === undefined) return <>{t('members.laptopActive')}</>
  return (
    <span className="members-two">
      <span>{t('members.laptopRevokedHead')}</span>
      <small>{time.past(laptop.revokedAt, now)}</small>
    </span>
  )
}

function State({ row }: { readonly row: LaptopRow }) {
  return <>{laptopState(useSay(), row)}</>
}
