import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoleId } from '../../shared/records/scalars.ts'
import { findRole } from '../../shared/rules/roles.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { MemberRow } from './people-rows.ts'
import { RoleChoice } from './role-choice.tsx'
import { lostPermissions } from './role-words.ts'

/** Gives a member another role, with Undo; to oneself only after a warning, as the right to undo may go with it. */
export function ChangeRoleDialog({
  row: { member, role, isYou },
  onClose,
}: {
  readonly row: MemberRow
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const organisationId = useOrganisationId()
  const { give, problem, busy } = useGive()
  const [roleId, setRoleId] = useState<RoleId>(member.roleId)
  const chosen = useDerived(['role'], (records) => findRole(records, organisationId, roleId), [organisationId, roleId])
  const words = { name: member.name, role: chosen?.name ?? '' }
  const lost = isYou ? lostPermissions(say, role?.permissions ?? [], chosen?.permissions ?? []) : undefined
  const save = async () => {
    const change = (to: RoleId) => [{ type: 'changeMemberRole', args: { memberId: member.id, roleId: to } }] as const
    const said = t('members.changeRoleDone', words)
    const done = lost === undefined ? { said, undo: change(member.roleId) } : { said }
    if (await give(change(roleId), done)) onClose()
  }
  return (
    <Dialog title={t('members.changeRoleTitle', words)} opened onClose={onClose}>
      <RoleChoice value={roleId} onChange={setRoleId} />
      {lost === undefined ? null : <Notice level="warning">{t('members.changeRoleSelf', { lost })}</Notice>}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look={lost === undefined ? 'primary' : 'danger'}
          busy={busy}
          whyNot={roleId === member.roleId ? t('members.changeRoleSame', words) : undefined}
          onClick={() => void save()}
        >
          {t(isYou ? 'members.changeRoleSelfDo' : 'members.changeRoleDo', words)}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
