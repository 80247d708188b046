import { useTranslation } from 'react-i18next'
import { useTracksideState } from '../trackside.tsx'
import './demo-mark.css'

/** With a demo cloud, on every screen and on paper, so that nobody takes made-up boxes for real ones. */
export function DemoMark() {
  const { t } = useTranslation()
  const isDemo = useTracksideState(({ status }) => status?.demoAccounts !== undefined)
  return isDemo ? <p className="demo-mark">{t('onboarding.demo')}</p> : null
}
