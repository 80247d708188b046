import { useTranslation } from 'react-i18next'
import type { Member } from '../../shared/records/organisation.ts'
import { useRecord } from '../trackside.tsx'
import { Facts } from '../ui/facts.tsx'

const BUILT_IN = ['ADMIN', 'TIMER', 'READ ONLY'] as const

export function YouSection({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const role = useRecord('role', member.roleId)
  const builtIn = BUILT_IN.find((name) => role?.builtIn && name === role.name)
  return (
    <section className="settings-section" aria-labelledby="settings-you">
      <h2 id="settings-you">{t('settings.you')}</h2>
      <Facts
        facts={[
          [t('settings.name'), member.name],
          [t('settings.email'), member.email],
          [t('settings.role'), builtIn === undefined ? role?.name : t(`settings.roles.${builtIn}`)],
        ]}
      />
    </section>
  )
}
