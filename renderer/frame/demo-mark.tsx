import { useTranslation } from 'react-i18next'
import { useTracksideState } from '../trackside.tsx'
import './demo-mark.css'

/** With a demo cloud, on every screen and on paper, so that nobody takes made-up boxes for real ones. */
export function DemoMark() {
  const { t } = useTranslation()
  const isDemo = useTracksideState(({ status }) => status?.demoAccounts !== undefined)
  if (!isDemo) return null
  return (
    <section className="demo-mark" aria-label={t('onboarding.demoName')}>
      {t('onboarding.demo')}
    </section>
  )
}
