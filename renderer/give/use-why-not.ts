import { useTranslation } from 'react-i18next'
import type { Permission } from '../../shared/permissions.ts'
import { useCan, useIdentity, useRecord } from '../trackside.tsx'

/** O4: why the member's role doesn't allow it, as a sentence for a button; undefined where it does. */
export function useWhyNot(permission: Permission): string | undefined {
  const { t } = useTranslation()
  const role = useRecord('role', useIdentity()?.member.roleId)
  return useCan(permission) ? undefined : t('permission.missing', { role: role?.name ?? '–' })
}
