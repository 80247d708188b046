import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIdentity, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** O10: a sign-in that ran out, or a membership that ended, said in a line; the first with a way back. */
export function SignInAgain() {
  const { t } = useTranslation()
  const identity = useIdentity()
  const connection = useTracksideState((state) => state.status?.connection)
  const [asking, setAsking] = useState(false)
  if (identity === undefined) return null
  if (connection === 'removed') {
    return <Notice level="warning">{t('signIn.removed', { organisation: identity.organisation.name })}</Notice>
  }
  if (connection !== 'sign-in-again') return null
  return (
    <>
      <Notice level="warning" action={<Button onClick={() => setAsking(true)}>{t('signIn.againDo')}</Button>}>
        {t('signIn.again')}
      </Notice>
      {asking ? (
        <Dialog title={t('signIn.againTitle', { name: identity.member.name })} opened onClose={() => setAsking(false)}>
          <SignInForm initialEmail={identity.member.email} />
        </Dialog>
      ) : null}
    </>
  )
}
