import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Changed } from '../ui/changed.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { useSay } from '../words/say.tsx'
import { type InvitationRow, isExpired, type MemberRow, type PeopleRow } from './people-rows.ts'

export function usePeopleColumns(): readonly DataColumn<PeopleRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('members.column.name'),
        track: 'minmax(11em, 1.2fr)',
        // Who is invited comes behind the members.
        sortBy: (row) => (row.kind === 'member' ? row.member.name : `~${row.invitation.email}`),
        cell: (row) => <NameCell row={row} />,
      },
      {
        id: 'email',
        header: t('members.column.email'),
        track: 'minmax(12em, 1.4fr)',
        fromWidth: 640,
        sortBy: emailOf,
        cell: (row) => <span title={emailOf(row)}>{emailOf(row)}</span>,
      },
      {
        id: 'role',
        header: t('members.column.role'),
        track: 'minmax(6.5em, 0.7fr)',
        sortBy: ({ role }) => role?.name ?? '~',
        cell: ({ role }) => <Changed value={role?.id ?? ''}>{role?.name ?? t('members.roleUnknown')}</Changed>,
      },
      {
        id: 'laptops',
        header: t('members.column.laptops'),
        track: 'minmax(8em, 1fr)',
        fromWidth: 860,
        sortBy: (row) => (row.kind === 'member' ? row.laptops.length : -1),
        cell: (row) => (row.kind === 'member' ? laptopNames(row, t('members.noLaptop')) : ''),
      },
      {
        id: 'seen',
        header: t('members.column.seen'),
        track: 'minmax(8em, 0.7fr)',
        fromWidth: 460,
        sortBy: (row) => (row.kind === 'member' ? (row.laptops[0]?.lastSeenAt ?? '') : ''),
        cell: (row) => (row.kind === 'member' ? <SeenCell row={row} /> : ''),
      },
    ],
    [t],
  )
}

/** The same as a card, where columns have no room. */
export function PersonCard({ row }: { readonly row: PeopleRow }) {
  const { t } = useTranslation()
  return (
    <>
      <NameCell row={row} />
      <span className="members-cut">{row.kind === 'member' ? row.member.email : null}</span>
      <span className="muted">
        {row.role?.name ?? t('members.roleUnknown')}
        {row.kind === 'member' ? ' · ' : ''}
        {row.kind === 'member' ? <SeenCell row={row} /> : null}
      </span>
    </>
  )
}

function NameCell({ row }: { readonly row: PeopleRow }) {
  return row.kind === 'member' ? <MemberName row={row} /> : <InvitedName row={row} />
}

function MemberName({ row: { member, isYou, confirmed } }: { readonly row: MemberRow }) {
  const { t } = useTranslation()
  return (
    <Name confirmed={confirmed}>
      {member.name}
      {isYou ? <span className="members-tag">{t('members.you')}</span> : null}
    </Name>
  )
}

function InvitedName({ row: { invitation, confirmed } }: { readonly row: InvitationRow }) {
  const { t, time, now } = useSay()
  const end = time.long(invitation.expiresAt, now)
  const ranOut = isExpired(invitation, now)
  return (
    <span className="members-two">
      <Name confirmed={confirmed}>
        <span className="members-cut">{invitation.email}</span>
      </Name>
      <small className={ranOut ? 'members-ran-out' : 'muted'}>
        {ranOut ? (
          <>
            <span aria-hidden="true">▲ </span>
            {t('members.ranOut')} {end}
          </>
        ) : (
          <>
            {t('members.invited')} {t('members.invitedUntil', { end })}
          </>
        )}
      </small>
    </span>
  )
}

function Name({ confirmed, children }: { readonly confirmed: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <span className="members-name">
      {children}
      {confirmed ? null : <UnconfirmedMark label={t('members.notConfirmed')} />}
    </span>
  )
}

function SeenCell({ row: { laptops } }: { readonly row: MemberRow }) {
  const { t, time, now } = useSay()
  const [latest] = laptops
  return <>{latest === undefined ? t('members.neverSeen') : time.past(latest.lastSeenAt, now)}</>
}

function laptopNames({ laptops }: MemberRow, none: string): string {
  return laptops.length === 0 ? none : laptops.map(({ name }) => name).join(', ')
}

function emailOf(row: PeopleRow): string {
  return row.kind === 'member' ? row.member.email : row.invitation.email
}
