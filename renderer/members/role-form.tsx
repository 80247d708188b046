import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Permission, READ_ONLY } from '../../shared/permissions.ts'
import { type Role, roleNameSchema } from '../../shared/records/organisation.ts'
import { roleIdSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { goTo } from '../router.ts'
import { useIdentity } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { PermissionTicks } from './permission-ticks.tsx'
import { type RoleUses, sameNamed, samePermissions, takesFromReceivers } from './role-facts.ts'
import { lostPermissions, sharedGroups } from './role-words.ts'
import { useDraft } from './use-draft.ts'

/** Makes a role of one's own, or changes one. What others lose by the change is said before it is saved (G6, G8). */
export function RoleForm({
  role,
  like,
  roles,
  uses,
  onClose,
}: {
  readonly role?: Role
  /** What a new one begins with. */
  readonly like?: Role | undefined
  readonly roles: readonly Role[]
  readonly uses?: RoleUses
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const [name, setName] = useDraft(role?.name ?? '', role?.name ?? '')
  const saved: readonly Permission[] = (role ?? like ?? READ_ONLY).permissions
  const [permissions, setPermissions] = useDraft(saved, saved.join(' '))
  const [tried, setTried] = useState(false)
  const parsed = roleNameSchema.safeParse(name)
  const taken = parsed.success ? sameNamed(roles, parsed.data, role?.id) : undefined
  const hurts =
    role !== undefined && uses !== undefined && uses.shares.length > 0 && takesFromReceivers(role, permissions)
  const unchanged = role !== undefined && name.trim() === role.name && samePermissions(role.permissions, permissions)
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    setTried(true)
    if (!parsed.success || taken !== undefined || unchanged || busy) return
    const fields = { name: parsed.data, permissions: [...permissions] }
    if (role === undefined) {
      const roleId = roleIdSchema.parse(crypto.randomUUID())
      const said = t('members.createRoleDone', { role: fields.name })
      const undo = [{ type: 'deleteRole', args: { roleId } }] as const
      if (await give([{ type: 'createRole', args: { roleId, ...fields } }], { said, undo })) goTo('roles', roleId)
      return
    }
    const edit = (to: typeof fields) => [{ type: 'editRole', args: { roleId: role.id, ...to } }] as const
    const before = { name: role.name, permissions: [...role.permissions] }
    const said = t('members.saveRoleDone', { role: fields.name })
    // What partners lose isn't theirs again by giving the right back.
    await give(edit(fields), hurts ? { said } : { said, undo: edit(before) })
  }
  return (
    <form className="role-form" noValidate onSubmit={(submitted) => void save(submitted)}>
      <Field
        label={t('members.roleName')}
        description={t('members.roleNameHint')}
        autoFocus={role === undefined}
        maxLength={40}
        value={name}
        onChange={setName}
        error={
          taken === undefined
            ? tried && !parsed.success
              ? t('members.roleNameMissing')
              : undefined
            : t('members.roleNameTaken', { role: taken.name })
        }
      />
      <PermissionTicks permissions={permissions} onChange={setPermissions} />
      {role === undefined ? null : <LossToYou role={role} permissions={permissions} />}
      {hurts ? <LossToPartners uses={uses} /> : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <div className="role-form-foot">
        {role === undefined ? <Button onClick={onClose}>{t('action.cancel')}</Button> : null}
        <Button
          type="submit"
          look={hurts ? 'danger' : 'primary'}
          busy={busy}
          whyNot={unchanged ? t('members.roleUnchanged') : undefined}
        >
          {role !== undefined
            ? t('members.saveRole', { role: role.name })
            : parsed.success
              ? t('members.createRole', { role: parsed.data })
              : t('members.createRoleEmpty')}
        </Button>
      </div>
    </form>
  )
}

function LossToYou({ role, permissions }: { readonly role: Role; readonly permissions: readonly Permission[] }) {
  const say = useSay()
  const mine = useIdentity()?.member.roleId === role.id
  const lost = mine ? lostPermissions(say, role.permissions, permissions) : undefined
  return lost === undefined ? null : <Notice level="warning">{say.t('members.loseYourself', { lost })}</Notice>
}

function LossToPartners({ uses }: { readonly uses: RoleUses }) {
  const say = useSay()
  return <Notice level="warning">{say.t('members.takesFrom', { groups: sharedGroups(say, uses.shares) })}</Notice>
}
