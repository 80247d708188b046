import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSignIn } from './use-sign-in.ts'

export function SignInForm({ initialEmail }: { readonly initialEmail: string }) {
  const { t } = useTranslation()
  const { signIn, problem, busy } = useSignIn()
  const [email, setEmail] = useState(initialEmail)
  const [password, setPassword] = useState('')
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void signIn({ email, password })
      }}
    >
      <Field
        label={t('signIn.email')}
        kind="email"
        autoComplete="username"
        autoFocus={initialEmail === ''}
        value={email}
        onChange={setEmail}
      />
      <Field
        label={t('signIn.password')}
        kind="password"
        autoComplete="current-password"
        autoFocus={initialEmail !== ''}
        value={password}
        onChange={setPassword}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {t('signIn.doIn')}
      </Button>
    </form>
  )
}
