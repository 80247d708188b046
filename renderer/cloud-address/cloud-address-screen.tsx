import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { cloudProblem } from './cloud-problem.ts'
import type { AskedCloud } from './use-asked-cloud.ts'
import '../sign-in/sign-in-screen.css'

/** The first thing that the desktop application asks, where neither its installer nor a person said it before. */
export function CloudAddressScreen({ asked }: { readonly asked: AskedCloud }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(asked.wrong ?? '')
  const [isMissing, setMissing] = useState(false)
  const [answered, setAnswered] = useState<AskedCloud>()
  // The shell either asks once more, or the core comes and this screen goes.
  const isBusy = answered === asked
  const isWrong = isMissing || (!isBusy && asked.wrong === typed)
  const answer = () => {
    if (isBusy) return
    const isEmpty = typed.trim() === ''
    setMissing(isEmpty)
    if (isEmpty) return
    setAnswered(asked)
    window.trackside?.tell({ type: 'cloud', url: typed })
  }
  return (
    <div className="sign-in-page">
      <main className="sign-in">
        <header>
          <p className="muted">{t('signIn.product')}</p>
          <h1>{t('cloudAddress.title')}</h1>
        </header>
        <p>{t('cloudAddress.why')}</p>
        <form
          className="sign-in-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            answer()
          }}
        >
          <Field
            label={t('cloudAddress.label')}
            description={t('cloudAddress.hint')}
            autoComplete="url"
            autoFocus
            maxLength={300}
            value={typed}
            onChange={(text) => {
              setMissing(false)
              setTyped(text)
            }}
            error={isWrong ? cloudProblem(t, typed) : undefined}
          />
          <Button look="primary" type="submit" busy={isBusy}>
            {t('cloudAddress.save')}
          </Button>
        </form>
      </main>
    </div>
  )
}
