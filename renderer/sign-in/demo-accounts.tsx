import { useTranslation } from 'react-i18next'
import type { Status } from '../../shared/desktop-api.ts'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSignIn } from './use-sign-in.ts'

/** With a demo cloud: who there is to try it as, each with one click. */
export function DemoAccounts({ accounts }: { readonly accounts: NonNullable<Status['demoAccounts']> }) {
  const { t } = useTranslation()
  const { signIn, trouble, busy } = useSignIn()
  if (accounts.length === 0) return null
  const organisations = [...new Set(accounts.map(({ organisationName }) => organisationName))]
  return (
    <section className="sign-in-list" aria-label={t('signIn.demo')}>
      <h2>{t('signIn.demo')}</h2>
      <p className="muted small">{t('signIn.demoWhy')}</p>
      {organisations.map((name) => (
        <div key={name} className="sign-in-demo">
          <span>{name}</span>
          <span className="sign-in-demo-roles">
            {accounts.map(({ email, password, organisationName }) =>
              organisationName === name ? (
                <Button
                  key={email}
                  busy={busy}
                  aria-label={t('signIn.demoAs', { email, organisation: name })}
                  onClick={() => void signIn({ email, password })}
                >
                  {email.slice(0, email.indexOf('@'))}
                </Button>
              ) : null,
            )}
          </span>
        </div>
      ))}
      {trouble === undefined ? null : <InlineError>{trouble.sentence}</InlineError>}
    </section>
  )
}
