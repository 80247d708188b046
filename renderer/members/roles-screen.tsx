import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/records/organisation.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { goTo, usePlace } from '../router.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Inspector, ListWithInspector } from '../ui/inspector.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { MembersTabs } from './members-tabs.tsx'
import { rolesOf } from './role-facts.ts'
import { RoleForm } from './role-form.tsx'
import { RoleInspector } from './role-inspector.tsx'
import { RolesTable } from './roles-table.tsx'
import './members.css'

const SCREEN = 'roles'
/** What stands beside the table while a role is made. */
const NEW = 'new'

const close = () => goTo(SCREEN)

/** What each role may do (O3), and the organisation's own roles. */
export function RolesScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const organisationId = useOrganisationId()
  const roles = useDerived(['role'], (records) => rolesOf(records, organisationId), [organisationId])
  const [like, setLike] = useState<Role>()
  const whyNot = useWhyNot('role.manage')
  const make = (model?: Role) => {
    setLike(model)
    goTo(SCREEN, NEW)
  }
  const role = roles.find(({ id }) => id === opened)
  return (
    <ListWithInspector
      inspector={
        opened === undefined ? null : opened === NEW ? (
          <Inspector title={t('members.newRoleTitle')} name={t('members.newRoleTitle')} onClose={close}>
            <RoleForm key={like?.id} like={like} roles={roles} onClose={close} />
          </Inspector>
        ) : (
          <RoleInspector key={opened} role={role} roles={roles} onMakeLike={make} onClose={close} />
        )
      }
    >
      <ScreenHead
        title={t('members.tab.roles')}
        actions={
          <Button look="primary" whyNot={whyNot} onClick={() => make()}>
            {t('members.newRole')}
          </Button>
        }
      >
        <MembersTabs current="roles" />
        <p className="muted">{t('members.rolesHint')}</p>
      </ScreenHead>
      <RolesTable roles={roles} opened={opened} />
    </ListWithInspector>
  )
}
