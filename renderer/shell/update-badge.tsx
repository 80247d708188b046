import { useTranslation } from 'react-i18next'
import { useTracksideState } from '../trackside.tsx'
import './update-badge.css'

/** A dot where an update waits for a person: nothing to hurry about, least of all on race day. */
export function UpdateBadge() {
  const { t } = useTranslation()
  const state = useTracksideState(({ update }) => update?.update.state)
  if (state !== 'available' && state !== 'ready') return null
  return (
    <span className="update-badge" title={t('updates.waiting')}>
      <span className="visually-hidden">{t('updates.waiting')}</span>
    </span>
  )
}
