import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordSchema } from '../../shared/cloud-api.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'

const KNOWN_PROBLEMS = ['CREDENTIALS_WRONG', 'TOO_MANY', 'NO_CLOUD'] as const

/** Changes the member's own password, in the cloud: nothing waits here, so it needs internet. */
export function PasswordForm({ isOffline }: { readonly isOffline: boolean }) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const oldRef = useRef<HTMLInputElement>(null)
  useWanted(undefined, ['password'], () => oldRef.current?.focus())
  const isSame = newPassword !== '' && newPassword === oldPassword
  const ready = oldPassword !== '' && !isSame && passwordSchema.safeParse(newPassword).success
  const whyNot = isOffline ? t('settings.passwordOffline') : ready ? undefined : t('settings.passwordIncomplete')
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (whyNot !== undefined) return
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await core.call('changePassword', { old: oldPassword, new: newPassword })
      if (result.status === 'failed') {
        const known = KNOWN_PROBLEMS.find((one) => one === result.problem)
        return setProblem(t(`settings.passwordProblem.${known ?? 'other'}`))
      }
      setOld('')
      setNew('')
      tellDone(t, t('settings.passwordChanged'))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="settings-section" aria-labelledby="settings-password">
      <h2 id="settings-password">{t('settings.password')}</h2>
      <form className="settings-form" onSubmit={(submitted) => void save(submitted)}>
        <Field
          ref={oldRef}
          label={t('settings.oldPassword')}
          kind="password"
          value={oldPassword}
          onChange={setOld}
          autoComplete="current-password"
        />
        <Field
          label={t('settings.newPassword')}
          description={t('settings.newPasswordWhy')}
          kind="password"
          value={newPassword}
          onChange={setNew}
          autoComplete="new-password"
          error={isSame ? t('settings.passwordSame') : undefined}
        />
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <div className="settings-form-foot">
          <span className="muted small">{isOffline ? t('settings.passwordOffline') : t('settings.passwordWhy')}</span>
          <Button type="submit" busy={busy} whyNot={whyNot}>
            {t('settings.password')}
          </Button>
        </div>
      </form>
    </section>
  )
}
