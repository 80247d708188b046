import { useTranslation } from 'react-i18next'
import { ScreenHead } from '../ui/screen-head.tsx'

export function DevicesScreen() {
  const { t } = useTranslation()
  return <ScreenHead title={t('nav.devices')} />
}
