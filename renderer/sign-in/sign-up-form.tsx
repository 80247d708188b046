import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordSchema } from '../../shared/cloud-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSignIn } from './use-sign-in.ts'

/** A new organisation, and its first administrator. */
export function SignUpForm() {
  const { t } = useTranslation()
  const { signUp, problem, busy } = useSignIn()
  const [organisationName, setOrganisationName] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const isLongEnough = passwordSchema.safeParse(password).success
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!busy && isLongEnough) void signUp({ organisationName, name, email, password })
      }}
    >
      <Field
        label={t('signIn.organisation')}
        description={t('signIn.organisationHint')}
        autoComplete="organization"
        autoFocus
        maxLength={60}
        value={organisationName}
        onChange={setOrganisationName}
      />
      <Field label={t('signIn.name')} autoComplete="name" maxLength={60} value={name} onChange={setName} />
      <Field label={t('signIn.email')} kind="email" autoComplete="username" value={email} onChange={setEmail} />
      <Field
        label={t('signIn.password')}
        description={t('signIn.passwordHint')}
        kind="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={tried && !isLongEnough ? t('signIn.passwordShort', { count: password.length }) : undefined}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {organisationName.trim() === ''
          ? t('signIn.doUpEmpty')
          : t('signIn.doUp', { organisation: organisationName.trim() })}
      </Button>
    </form>
  )
}
