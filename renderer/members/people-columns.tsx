import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Changed } from '../ui/changed.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { useSay } from '../words/say.tsx'
import { type InvitationRow, isExpired, type MemberRow, type PeopleRow } from './people-rows.ts'

/** Narrower, the address stands with the name. */
const EMAIL_FROM_PX = 640

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
        cell: (row, widthPx) => <NameCell row={row} withEmail={widthPx < EMAIL_FROM_PX} />,
      },
      {
        id: 'email',
        header: t('members.column.email'),
        track: 'minmax(11em, 1.4fr)',
        fromWidth: EMAIL_FROM_PX,
        sortBy: emailOf,
        cell: (row) => <span title={emailOf(row)}>{emailOf(row)}</span>,
      },
      {
        id: 'role',
        header: t('members.column.role'),
        track: 'minmax(8.5em, 0.7fr)',
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
        track: 'minmax(9.5em, 0.7fr)',
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
      <NameCell row={row} withEmail />
      <span className="muted">
        {row.role?.name ?? t('members.roleUnknown')}
        {row.kind === 'member' ? ' · ' : ''}
        {row.kind === 'member' ? <SeenCell row={row} /> : null}
      </span>
    </>
  )
}

/** @param withEmail there is no column for it */
function NameCell({ row, withEmail }: { readonly row: PeopleRow; readonly withEmail: boolean }) {
  return row.kind === 'member' ? (
    <MemberName row={row} withEmail={withEmail} />
  ) : (
    <InvitedName row={row} withEmail={withEmail} />
  )
}

function MemberName({
  row: { member, isYou, confirmed },
  withEmail,
}: {
  readonly row: MemberRow
  readonly withEmail: boolean
}) {
  const { t } = useTranslation()
  return (
    <span className="members-two">
      <Name confirmed={confirmed}>
        <span className="members-cut">{member.name}</span>
        {isYou ? <span className="members-tag">{t('members.you')}</span> : null}
      </Name>
      {withEmail ? <small>{member.email}</small> : null}
    </span>
  )
}

function InvitedName({
  row: { invitation, confirmed },
  withEmail,
}: {
  readonly row: InvitationRow
  readonly withEmail: boolean
}) {
  const { t, time, now } = useSay()
  const end = time.long(invitation.expiresAt, now)
  const ranOut = isExpired(invitation, now)
  const state = t(ranOut ? 'members.ranOut' : 'members.invited')
  const until = ranOut ? end : t('members.invitedUntil', { end })
  return (
    <span className={ranOut ? 'members-two members-ran-out' : 'members-two'}>
      <Name confirmed={confirmed}>
        {ranOut ? <span aria-hidden="true">▲</span> : null}
        <span className="members-cut">{withEmail ? invitation.email : state}</span>
      </Name>
      <small>{withEmail ? `${state} ${until}` : until}</small>
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
