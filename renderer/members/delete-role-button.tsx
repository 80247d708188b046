import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/records/organisation.ts'
import { useGive } from '../give/use-give.ts'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import { isRoleUsed, type RoleUses } from './role-facts.ts'
import { WhyNotLine } from './why-not-line.tsx'

/** O5: only what nobody uses can go; it can be brought back, so it doesn't ask. */
export function DeleteRoleButton({
  role,
  uses,
  whyNot,
  onDeleted,
}: {
  readonly role: Role
  readonly uses: RoleUses
  readonly whyNot: string | undefined
  readonly onDeleted: () => void
}) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const used = isRoleUsed(uses) ? t('members.deleteRoleUsed', { role: role.name }) : undefined
  const remove = async () => {
    const { id: roleId, name, permissions } = role
    const deleted = await give([{ type: 'deleteRole', args: { roleId } }], {
      said: t('members.deleteRoleDone', { role: name }),
      undo: [{ type: 'createRole', args: { roleId, name, permissions: [...permissions] } }],
    })
    if (deleted) onDeleted()
  }
  return (
    <>
      <Button look="danger" busy={busy} whyNot={whyNot ?? used} onClick={() => void remove()}>
        {t('members.deleteRole', { role: role.name })}
      </Button>
      {whyNot === undefined ? <WhyNotLine>{used}</WhyNotLine> : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </>
  )
}
