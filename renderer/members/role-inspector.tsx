import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/records/organisation.ts'
import type { RoleId } from '../../shared/records/scalars.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useCan, useDerived, useOrganisationId, useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { DeleteRoleButton } from './delete-role-button.tsx'
import { type RoleUses, roleUses } from './role-facts.ts'
import { RoleForm } from './role-form.tsx'
import { roleSays, roleUseLines } from './role-words.ts'
import { WhyNotLine } from './why-not-line.tsx'

/** One role: who has it, and, where it is one's own, its form. */
export function RoleInspector({
  role,
  onClose,
  ...props
}: {
  /** Undefined: it was deleted in the meantime. */
  readonly role: Role | undefined
  readonly roles: readonly Role[]
  readonly onMakeLike: (role: Role) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const title = role?.name ?? t('members.roleGone')
  return (
    <Inspector title={title} name={title} onClose={onClose}>
      {role === undefined ? null : <RoleHere role={role} onClose={onClose} {...props} />}
    </Inspector>
  )
}

function RoleHere({
  role,
  roles,
  onMakeLike,
  onClose,
}: {
  readonly role: Role
  readonly roles: readonly Role[]
  readonly onMakeLike: (role: Role) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const uses = useRoleUses(role.id)
  const useLines = roleUseLines(say, uses)
  const mayEdit = useCan('role.manage') && !role.builtIn
  const whyNot = useWhyNot('role.manage')
  const unconfirmed = useUnconfirmed('role', role.id)
  return (
    <>
      {unconfirmed ? <Notice>{t('members.notConfirmedLine')}</Notice> : null}
      {role.builtIn ? <p className="muted">{t('members.roleBuiltInText', { role: role.name })}</p> : null}
      <Facts
        facts={[
          [t('members.rolesPermission'), roleSays(say, role)],
          [t('members.usedBy'), <UsedBy key="used" lines={useLines} />],
        ]}
      />
      {mayEdit ? <RoleForm role={role} roles={roles} uses={uses} onClose={onClose} /> : null}
      <div className="members-acts">
        <Button whyNot={whyNot} onClick={() => onMakeLike(role)}>
          {t('members.newRoleLike', { role: role.name })}
        </Button>
        {role.builtIn ? null : <DeleteRoleButton role={role} uses={uses} whyNot={whyNot} onDeleted={onClose} />}
      </div>
      <WhyNotLine>{whyNot}</WhyNotLine>
    </>
  )
}

function UsedBy({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <>{t('members.usedByNobody')}</>
  return (
    <ul className="members-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function useRoleUses(roleId: RoleId): RoleUses {
  const organisationId = useOrganisationId()
  return useDerived(
    ['member', 'invitation', 'groupShare', 'group'],
    (records) => roleUses(records, organisationId, roleId),
    [organisationId, roleId],
  )
}
