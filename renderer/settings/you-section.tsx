import type { Member } from '../../shared/records/organisation.ts'
import { findRole } from '../../shared/rules/roles.ts'
import { roleSentence } from '../members/role-words.ts'
import { useDerived } from '../trackside.tsx'
import { Facts } from '../ui/facts.tsx'
import { useSay } from '../words/say.tsx'

export function YouSection({ member }: { readonly member: Member }) {
  const say = useSay()
  const { t } = say
  const { organisationId, roleId } = member
  const role = useDerived(['role'], (records) => findRole(records, organisationId, roleId), [organisationId, roleId])
  return (
    <section className="settings-section" aria-labelledby="settings-you">
      <h2 id="settings-you">{t('settings.you')}</h2>
      <Facts
        facts={[
          [t('settings.name'), member.name],
          [t('settings.email'), member.email],
          [t('settings.role'), roleSentence(say, role)],
        ]}
      />
    </section>
  )
}
