import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../shared/records/invitation.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useListState } from '../list-state.ts'
import { useWanted } from '../palette/palette-context.ts'
import { goTo, usePlace } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Inspector, ListWithInspector } from '../ui/inspector.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState, Notice } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { InvitationInspector } from './invitation-inspector.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberInspector } from './member-inspector.tsx'
import { MembersTabs } from './members-tabs.tsx'
import { PersonCard, usePeopleColumns } from './people-columns.tsx'
import { PEOPLE_FILTERS, type PeopleRow } from './people-rows.ts'
import { useFilteredPeople, usePeople } from './use-people.ts'
import './members.css'

const SCREEN = 'members'

const rowId = ({ id }: PeopleRow) => id
const rowName = (row: PeopleRow) => (row.kind === 'member' ? row.member.name : row.invitation.email)
const card = (row: PeopleRow) => <PersonCard row={row} />
const open = (id: string) => goTo(SCREEN, id)
const close = () => goTo(SCREEN)

/** Who belongs to the organisation, in which role, and who is invited (O6). */
export function MembersScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const { state: screen, change, table } = useListState(SCREEN)
  const filter = PEOPLE_FILTERS.find((one) => one === screen.filter) ?? 'all'
  const listRef = useRef<HTMLDivElement>(null)
  const rows = usePeople()
  const { found, counts } = useFilteredPeople(rows, filter, screen.query)
  const { shown, waiting, letIn } = useCalmRows(found, rowId, `${filter} ${screen.query}`, listRef)
  const columns = usePeopleColumns()
  const whyNot = useWhyNot('member.manage')
  const [inviting, setInviting] = useState<{ readonly again?: Invitation }>()
  useWanted(undefined, whyNot === undefined ? ['invite'] : [], () => setInviting({}))
  const inviteAgain = (again: Invitation) => {
    setInviting({ again })
    close()
  }
  const inviteRef = useRef<HTMLButtonElement>(null)
  const endInviting = () => {
    setInviting(undefined)
    // Where an invitation was made anew, the button that had the focus before is gone.
    inviteRef.current?.focus()
  }
  const showAll = () => change({ filter: 'all', query: '' })
  return (
    <ListWithInspector
      inspector={opened === undefined ? null : <PersonInspector id={opened} rows={rows} onInviteAgain={inviteAgain} />}
    >
      <ScreenHead
        title={t('members.tab.members')}
        actions={
          <Button look="primary" ref={inviteRef} whyNot={whyNot} onClick={() => setInviting({})}>
            {t('members.invite')}
          </Button>
        }
      >
        <MembersTabs current="members" />
        <Chips
          label={t('members.filters')}
          chips={PEOPLE_FILTERS.map((id) => ({ id, label: t(`members.filter.${id}`), count: counts.get(id) ?? 0 }))}
          value={filter}
          onChange={(chosen) => change({ filter: chosen })}
        />
        <NewRowsBar count={waiting} onShow={letIn} />
      </ScreenHead>
      <div className="members-list" ref={listRef}>
        <DataTable
          label={t('members.list')}
          rows={shown}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          opened={opened}
          onOpen={open}
          {...table}
          card={card}
          empty={<NobodyHere query={screen.query.trim()} onShowAll={showAll} />}
        />
      </div>
      {inviting === undefined ? null : <InviteDialog {...inviting} onClose={endInviting} />}
    </ListWithInspector>
  )
}

function PersonInspector({
  id,
  rows,
  onInviteAgain,
}: {
  readonly id: string
  readonly rows: readonly PeopleRow[]
  readonly onInviteAgain: (invitation: Invitation) => void
}) {
  const { t } = useTranslation()
  const row = rows.find((one) => one.id === id)
  if (row?.kind === 'member') return <MemberInspector key={id} row={row} onClose={close} />
  if (row?.kind === 'invitation') {
    return <InvitationInspector key={id} row={row} onInviteAgain={onInviteAgain} onClose={close} />
  }
  return (
    <Inspector title={t('members.memberGone')} name={t('members.memberGone')} onClose={close}>
      <Notice>{t('members.memberGoneText')}</Notice>
    </Inspector>
  )
}

/** There is always a member: empty is only what was searched for, or the list of invitations. */
function NobodyHere({ query, onShowAll }: { readonly query: string; readonly onShowAll: () => void }) {
  const { t } = useTranslation()
  const isSearch = query !== ''
  return (
    <EmptyState
      title={isSearch ? t('members.noMatch', { query }) : t('members.noneInvited')}
      action={<Button onClick={onShowAll}>{t('members.showAll')}</Button>}
    >
      {t(isSearch ? 'members.noMatchText' : 'members.noneInvitedText')}
    </EmptyState>
  )
}
