import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Status } from '../../shared/desktop-api.ts'
import { ProblemLines } from '../frame/problem-lines.tsx'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import { CloudAddressForm } from './cloud-address-form.tsx'
import { useCloudStays } from './use-asked-cloud.ts'
import '../sign-in/sign-in-screen.css'

/** Asks once more which cloud it is, as a wrong address would be a dead end. The shell decides whether it may change. */
export function OtherCloudScreen({ status, onClose }: { readonly status: Status; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const stays = useCloudStays()
  const [answer, setAnswer] = useState<{ typed: string; status: Status; stays: typeof stays }>()
  const isBusy = answer !== undefined && answer.stays === stays
  // What comes from the core that was started with the new address ends this.
  const isDone = isBusy && answer.status !== status
  useEffect(() => {
    if (isDone) onClose()
  }, [isDone, onClose])
  return (
    <div className="sign-in-page">
      <ProblemLines />
      <main className="sign-in">
        <header>
          <p className="muted">{t('signIn.product')}</p>
          <h1>{t('cloudAddress.otherTitle')}</h1>
        </header>
        <p>{t('cloudAddress.otherNow', { url: status.cloudUrl })}</p>
        {!isBusy && stays?.why === 'members-kept' ? <InlineError>{t('cloudAddress.membersKept')}</InlineError> : null}
        <CloudAddressForm
          first={status.cloudUrl}
          wrong={stays?.why === 'wrong' ? answer?.typed : undefined}
          busy={isBusy}
          onAnswer={(typed) => {
            setAnswer({ typed, status, stays })
            window.trackside?.tell({ type: 'other-cloud', url: typed })
          }}
        >
          <Button onClick={onClose}>{t('cloudAddress.stay')}</Button>
        </CloudAddressForm>
      </main>
    </div>
  )
}
