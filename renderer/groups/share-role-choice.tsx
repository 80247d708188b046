import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/records/organisation.ts'
import type { RoleId } from '../../shared/records/scalars.ts'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { rightsList } from '../words/rights-words.ts'
import { rightsOf, roleIdOf, SHARE_ROLES, shareRoleOf } from './share-roles.ts'

/** G5, G6: the role as a sentence, with what of it a partner gets; own roles behind "Other". */
export function ShareRoleChoice({
  roles,
  value,
  onChange,
}: {
  /** The organisation's own. */
  readonly roles: readonly Role[]
  readonly value: RoleId
  readonly onChange: (roleId: RoleId) => void
}) {
  const { t } = useTranslation()
  const chosen = shareRoleOf(value)
  const offered = SHARE_ROLES.filter((one) => one !== 'other' || roles.length > 0)
  return (
    <>
      <RadioCards
        label={t('share.role')}
        value={chosen}
        onChange={(shareRole) => {
          const roleId = roleIdOf(shareRole, roles)
          if (roleId !== undefined) onChange(roleId)
        }}
        cards={offered.map((one) => ({
          value: one,
          label: t(`share.roles.${one}`),
          detail: t(`share.roles.${one}Is`),
        }))}
      />
      {chosen === 'other' ? (
        <Select
          label={t('share.ownRole')}
          description={t('share.ownRoleCut')}
          value={value}
          onChange={onChange}
          options={roles.map((role) => ({
            value: role.id,
            label: t('share.ownRoleOption', { role: role.name, rights: rightsList(t, rightsOf(role.id, roles)) }),
          }))}
        />
      ) : null}
      <p className="muted small" role="status">
        {t('share.allows', { rights: rightsList(t, rightsOf(value, roles)) })}
      </p>
    </>
  )
}
