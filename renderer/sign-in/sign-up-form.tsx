import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signUpBodySchema } from '../../shared/cloud-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { newPasswordProblem } from './new-password.ts'
import { useFormTries } from './use-form-tries.ts'
import { useSignIn } from './use-sign-in.ts'

const FRESH = { organisationName: '', name: '', email: '', password: '' }
const { shape } = signUpBodySchema

/** A new organisation, and its first administrator. */
export function SignUpForm() {
  const { t } = useTranslation()
  const { signUp, trouble, busy } = useSignIn()
  const [typed, setTyped] = useState(FRESH)
  const [sent, setSent] = useState(FRESH)
  const good = {
    organisationName: shape.organisationName.safeParse(typed.organisationName).success,
    name: shape.name.safeParse(typed.name).success,
    email: shape.email.safeParse(typed.email).success,
    password: shape.password.safeParse(typed.password).success,
  }
  const { tried, form } = useFormTries(Object.values(good).every(Boolean), () => {
    if (busy) return
    setSent(typed)
    void signUp(typed)
  })
  const set = (field: keyof typeof FRESH) => (value: string) => setTyped({ ...typed, [field]: value })
  const errorAt = (field: keyof typeof FRESH, sentence: string) => (tried && !good[field] ? sentence : undefined)
  // What the cloud said of a field stands there until that is another one.
  const isTaken = (code: 'NAME_TAKEN' | 'EMAIL_TAKEN', field: 'organisationName' | 'email') =>
    trouble?.code === code && typed[field] === sent[field] ? trouble.sentence : undefined
  const nameTaken = isTaken('NAME_TAKEN', 'organisationName')
  const emailTaken = isTaken('EMAIL_TAKEN', 'email')
  const isAtField = trouble?.code === 'NAME_TAKEN' || trouble?.code === 'EMAIL_TAKEN'
  const organisation = typed.organisationName.trim()
  return (
    <form {...form}>
      <Field
        label={t('signIn.organisation')}
        description={t('signIn.organisationHint')}
        autoComplete="organization"
        autoFocus
        maxLength={60}
        value={typed.organisationName}
        onChange={set('organisationName')}
        error={errorAt('organisationName', t('signIn.organisationMissing')) ?? nameTaken}
      />
      <Field
        label={t('signIn.name')}
        autoComplete="name"
        maxLength={60}
        value={typed.name}
        onChange={set('name')}
        error={errorAt('name', t('signIn.nameMissing'))}
      />
      <Field
        label={t('signIn.email')}
        kind="email"
        autoComplete="username"
        value={typed.email}
        onChange={set('email')}
        error={errorAt('email', t('signIn.emailWrong')) ?? emailTaken}
      />
      <Field
        label={t('signIn.password')}
        description={t('signIn.passwordHint')}
        kind="password"
        autoComplete="new-password"
        value={typed.password}
        onChange={set('password')}
        error={errorAt('password', newPasswordProblem(t, typed.password))}
      />
      {trouble === undefined || isAtField ? null : <InlineError>{trouble.sentence}</InlineError>}
      <Button look="primary" type="submit" busy={busy}>
        {organisation === '' ? t('signIn.doUpEmpty') : t('signIn.doUp', { organisation })}
      </Button>
    </form>
  )
}
