import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CloudAddressForm } from './cloud-address-form.tsx'
import type { AskedCloud } from './use-asked-cloud.ts'
import '../sign-in/sign-in-screen.css'

/** The first thing that the desktop application asks, where neither its installer nor a person said it before. */
export function CloudAddressScreen({ asked }: { readonly asked: AskedCloud }) {
  const { t } = useTranslation()
  const [answered, setAnswered] = useState<AskedCloud>()
  return (
    <div className="sign-in-page">
      <main className="sign-in">
        <header>
          <p className="muted">{t('signIn.product')}</p>
          <h1>{t('cloudAddress.title')}</h1>
        </header>
        <p>{t('cloudAddress.why')}</p>
        <CloudAddressForm
          first={asked.wrong ?? ''}
          wrong={asked.wrong}
          // The shell either asks once more, or the core comes and this screen goes.
          busy={answered === asked}
          onAnswer={(url) => {
            setAnswered(asked)
            window.trackside?.tell({ type: 'cloud', url })
          }}
        />
      </main>
    </div>
  )
}
