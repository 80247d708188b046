import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/records/organisation.ts'
import { placeHref } from '../router.ts'
import { useDerived, useOrganisationId, useUnconfirmed } from '../trackside.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { membersOf } from './people-rows.ts'
import { PERMISSION_AREAS } from './role-facts.ts'
import './roles-table.css'

/** Roles across, what they may down. It scrolls sideways under a column that stays. */
export function RolesTable({
  roles,
  opened,
}: {
  readonly roles: readonly Role[]
  readonly opened: string | undefined
}) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="roles" aria-label={t('members.rolesTable')} tabIndex={0}>
      <table className="roles-table">
        <caption className="visually-hidden">{t('members.rolesTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('members.rolesPermission')}</th>
            {roles.map((role) => (
              <RoleHead key={role.id} role={role} isOpened={role.id === opened} />
            ))}
          </tr>
        </thead>
        <tbody>
          <MemberCounts roles={roles} />
        </tbody>
        {PERMISSION_AREAS.map(({ area, permissions }) => (
          <tbody key={area}>
            <tr className="roles-area">
              <th scope="rowgroup" colSpan={roles.length + 1}>
                {t(`members.area.${area}`)}
              </th>
            </tr>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">
                  {t(`members.permission.${permission}.name`)}
                  <span className="roles-what">{t(`members.permission.${permission}.what`)}</span>
                </th>
                {roles.map((role) => (
                  <td key={role.id} data-opened={role.id === opened || undefined}>
                    <Allowed is={role.permissions.includes(permission)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function RoleHead({ role, isOpened }: { readonly role: Role; readonly isOpened: boolean }) {
  const { t } = useTranslation()
  const unconfirmed = useUnconfirmed('role', role.id)
  return (
    <th scope="col" data-opened={isOpened || undefined}>
      <a className="roles-link" href={placeHref('roles', role.id)} aria-current={isOpened || undefined}>
        {role.name}
      </a>{' '}
      {unconfirmed ? <UnconfirmedMark label={t('members.notConfirmed')} /> : null}
      <span className="roles-what">{t(role.builtIn ? 'members.roleBuiltIn' : 'members.roleOwn')}</span>
    </th>
  )
}

function MemberCounts({ roles }: { readonly roles: readonly Role[] }) {
  const { t } = useTranslation()
  const organisationId = useOrganisationId()
  const counts = useDerived(
    ['member'],
    (records) => Map.groupBy(membersOf(records, organisationId), ({ roleId }) => roleId),
    [organisationId],
  )
  return (
    <tr>
      <th scope="row">{t('members.rolesMembers')}</th>
      {roles.map((role) => (
        <td key={role.id}>{counts.get(role.id)?.length ?? 0}</td>
      ))}
    </tr>
  )
}

/** A shape and a word: neither hangs on colour. */
function Allowed({ is }: { readonly is: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={is ? 'roles-yes' : 'roles-no'} aria-hidden="true">
        {is ? '✓' : '–'}
      </span>
      <span className="visually-hidden">{t(is ? 'members.allowed' : 'members.notAllowed')}</span>
    </>
  )
}
