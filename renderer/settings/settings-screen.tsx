import { useTranslation } from 'react-i18next'
import { FirstStepsSection } from '../onboarding/first-steps-section.tsx'
import { useTracksideState } from '../trackside.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { LaptopSection } from './laptop-section.tsx'
import { LookSection } from './look-section.tsx'
import { OrganisationSection } from './organisation-section.tsx'
import { PasswordForm } from './password-form.tsx'
import { PeopleSection } from './people-section.tsx'
import { SignOutButton } from './sign-out-button.tsx'
import { UpdateSection } from './update-section.tsx'
import { YouSection } from './you-section.tsx'
import './settings-screen.css'

export function SettingsScreen() {
  const { t } = useTranslation()
  const status = useTracksideState((state) => state.status)
  const update = useTracksideState((state) => state.update)
  if (status?.identity === undefined) return null
  const { member, organisation } = status.identity
  return (
    <ListWithInspector inspector={null}>
      <ScreenHead title={t('settings.title')} actions={<SignOutButton name={member.name} />} />
      <div className="settings">
        <LookSection settings={status.settings} />
        <OrganisationSection organisationId={organisation.id} />
        <PeopleSection organisationId={organisation.id} />
        <YouSection member={member} />
        {update === undefined ? null : <UpdateSection update={update} />}
        <LaptopSection status={status} />
        <FirstStepsSection />
        <PasswordForm isOffline={status.connection === 'offline'} />
      </div>
    </ListWithInspector>
  )
}
