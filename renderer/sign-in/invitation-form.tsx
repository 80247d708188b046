import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptInvitationBodySchema } from '../../shared/cloud-api.ts'
import { readTypedCode } from '../devices/typed-code.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { invitationProblem } from './invitation-words.ts'
import { useSignIn } from './use-sign-in.ts'

/** O6: joins an organisation by the code of an invitation. A mistyped one is caught on the spot. */
export function InvitationForm() {
  const { t } = useTranslation()
  const { acceptInvitation, problem, busy } = useSignIn()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const reading = readTypedCode(typed, 'invitation')
  const codeProblem = invitationProblem(t, reading, tried)
  const { shape } = acceptInvitationBodySchema
  const isNamed = shape.name.safeParse(name).success
  const isLongEnough = shape.password.safeParse(password).success
  const submit = () => {
    setTried(true)
    if (reading.kind !== 'good' || reading.code.kind !== 'invitation' || !isNamed || !isLongEnough || busy) return
    void acceptInvitation({ code: reading.code.code, name: name.trim(), password })
  }
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field
        label={t('signIn.code')}
        description={t('signIn.codeHint')}
        mono
        autoComplete="off"
        autoFocus
        maxLength={100}
        value={typed}
        onChange={setTyped}
        error={codeProblem}
      />
      <Field
        label={t('signIn.name')}
        autoComplete="name"
        maxLength={60}
        value={name}
        onChange={setName}
        error={tried && !isNamed ? t('signIn.nameMissing') : undefined}
      />
      <Field
        label={t('signIn.password')}
        description={t('signIn.passwordHint')}
        kind="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={tried && !isLongEnough ? t('signIn.passwordShort', { count: password.length }) : undefined}
      />
      <p className="muted small">{t('signIn.invitedHint')}</p>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {t('signIn.doJoin')}
      </Button>
    </form>
  )
}
