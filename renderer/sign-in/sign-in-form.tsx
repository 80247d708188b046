import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signInBodySchema } from '../../shared/cloud-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useFormTries } from './use-form-tries.ts'
import { useSignIn } from './use-sign-in.ts'

export function SignInForm({ initialEmail }: { readonly initialEmail: string }) {
  const { t } = useTranslation()
  const { signIn, trouble, busy } = useSignIn()
  const [email, setEmail] = useState(initialEmail)
  const [password, setPassword] = useState('')
  const isEmail = signInBodySchema.shape.email.safeParse(email).success
  const { tried, form } = useFormTries(isEmail && password !== '', () => {
    if (!busy) void signIn({ email, password })
  })
  return (
    <form {...form}>
      <Field
        label={t('signIn.email')}
        kind="email"
        autoComplete="username"
        autoFocus={initialEmail === ''}
        value={email}
        onChange={setEmail}
        error={tried && !isEmail ? t('signIn.emailWrong') : undefined}
      />
      <Field
        label={t('signIn.password')}
        kind="password"
        autoComplete="current-password"
        autoFocus={initialEmail !== ''}
        value={password}
        onChange={setPassword}
        error={tried && password === '' ? t('signIn.passwordMissing') : undefined}
      />
      {trouble === undefined ? null : <InlineError>{trouble.sentence}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {t('signIn.doIn')}
      </Button>
    </form>
  )
}
