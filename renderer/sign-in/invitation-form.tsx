import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptInvitationBodySchema } from '../../shared/cloud-api.ts'
import { readTypedCode } from '../devices/typed-code.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { invitationProblem } from './invitation-words.ts'
import { newPasswordProblem } from './new-password.ts'
import { useFormTries } from './use-form-tries.ts'
import { useSignIn } from './use-sign-in.ts'

/** O6: joins an organisation by the code of an invitation. A mistyped one is caught on the spot. */
export function InvitationForm() {
  const { t } = useTranslation()
  const { acceptInvitation, trouble, busy } = useSignIn()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const reading = readTypedCode(typed, 'invitation')
  const { shape } = acceptInvitationBodySchema
  const isNamed = shape.name.safeParse(name).success
  const isLongEnough = shape.password.safeParse(password).success
  const code = reading.kind === 'good' && reading.code.kind === 'invitation' ? reading.code.code : undefined
  const { tried, form } = useFormTries(code !== undefined && isNamed && isLongEnough, () => {
    if (code !== undefined && !busy) void acceptInvitation({ code, name: name.trim(), password })
  })
  return (
    <form {...form}>
      <Field
        label={t('signIn.code')}
        description={t('signIn.codeHint')}
        mono
        autoComplete="off"
        autoFocus
        maxLength={100}
        value={typed}
        onChange={setTyped}
        error={invitationProblem(t, reading, tried)}
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
        error={tried && !isLongEnough ? newPasswordProblem(t, password) : undefined}
      />
      <p className="muted small">{t('signIn.invitedHint')}</p>
      {trouble === undefined ? null : <InlineError>{trouble.sentence}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {t('signIn.doJoin')}
      </Button>
    </form>
  )
}
