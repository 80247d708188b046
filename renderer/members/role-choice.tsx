import { useTranslation } from 'react-i18next'
import type { RoleId } from '../../shared/records/scalars.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useSay } from '../words/say.tsx'
import { rolesOf } from './role-facts.ts'
import { roleSays } from './role-words.ts'
import './members.css'

/** O3: every role of the organisation, each with what it does in a sentence. */
export function RoleChoice({ value, onChange }: { readonly value: RoleId; readonly onChange: (id: RoleId) => void }) {
  const { t } = useTranslation()
  const say = useSay()
  const organisationId = useOrganisationId()
  const roles = useDerived(['role'], (records) => rolesOf(records, organisationId), [organisationId])
  return (
    <div className="role-choice">
      <RadioCards
        label={t('members.role')}
        cards={roles.map((role) => ({ value: role.id, label: role.name, detail: roleSays(say, role) }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
