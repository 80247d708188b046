import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Status } from '../../shared/desktop-api.ts'
import { OtherCloudScreen } from '../cloud-address/other-cloud-screen.tsx'
import { DemoMark } from '../frame/demo-mark.tsx'
import { ProblemLines } from '../frame/problem-lines.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DemoAccounts } from './demo-accounts.tsx'
import { Farewell } from './farewell.tsx'
import { InvitationForm } from './invitation-form.tsx'
import { SignInFoot } from './sign-in-foot.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignUpForm } from './sign-up-form.tsx'
import './sign-in-screen.css'

type Way = 'in' | 'invited' | 'up'

/** Who is it? With what this computer knows already, and in a demo with one click. */
export function SignInScreen({ status }: { readonly status: Status }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('in')
  const [email, setEmail] = useState(status.knownMembers[0]?.email ?? '')
  const [isOtherCloud, setOtherCloud] = useState(false)
  const stay = useCallback(() => setOtherCloud(false), [])
  if (isOtherCloud) return <OtherCloudScreen status={status} onClose={stay} />
  return (
    <div className="sign-in-page">
      <DemoMark />
      <ProblemLines />
      <main className="sign-in">
        <header>
          <h1>{t('signIn.product')}</h1>
          <p className="muted">{t('signIn.claim')}</p>
        </header>
        {status.farewell === undefined ? null : <Farewell farewell={status.farewell} />}
        <Chips
          label={t('signIn.choose')}
          chips={[
            { id: 'in', label: t('signIn.tabIn') },
            { id: 'invited', label: t('signIn.tabInvited') },
            { id: 'up', label: t('signIn.tabUp') },
          ]}
          value={way}
          onChange={setWay}
        />
        {way === 'in' ? (
          <>
            <KnownMembers status={status} email={email} onChoose={setEmail} />
            <SignInForm key={email} initialEmail={email} />
          </>
        ) : null}
        {way === 'invited' ? <InvitationForm /> : null}
        {way === 'up' ? <SignUpForm /> : null}
        <DemoAccounts accounts={status.demoAccounts ?? []} />
        <SignInFoot status={status} onOtherCloud={() => setOtherCloud(true)} />
      </main>
    </div>
  )
}

function KnownMembers({
  status,
  email,
  onChoose,
}: {
  readonly status: Status
  readonly email: string
  readonly onChoose: (email: string) => void
}) {
  const { t } = useTranslation()
  if (status.knownMembers.length < 2) return null
  return (
    <section className="sign-in-list" aria-label={t('signIn.known')}>
      <h2>{t('signIn.known')}</h2>
      {status.knownMembers.map((member) => (
        <Button key={member.email} aria-pressed={member.email === email} onClick={() => onChoose(member.email)}>
          {t('signIn.knownAs', { email: member.email, organisation: member.organisationName })}
        </Button>
      ))}
    </section>
  )
}
