import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../shared/desktop-settings.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Chips } from '../ui/chips.tsx'
import { InlineError } from '../ui/notices.tsx'
import { LanguageChoice } from './language-choice.tsx'

const THEMES = ['system', 'light', 'dark', 'sunlight'] as const
const ROWS = ['mouse', 'default', 'touch'] as const

/** How Trackside looks and sounds on this laptop; a choice counts at once. */
export function LookSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const save = (change: Partial<Settings>) => {
    setProblem(undefined)
    core.call('saveSettings', change).catch((error: unknown) => setProblem(faultSentence(t, error)))
  }
  const sunlight = settings.theme === 'sunlight'
  return (
    <section className="settings-section" aria-labelledby="settings-look">
      <h2 id="settings-look">{t('settings.look')}</h2>
      <div className="settings-choice">
        <h3>{t('settings.theme')}</h3>
        <Chips
          label={t('settings.theme')}
          chips={THEMES.map((id) => ({ id, label: t(`settings.themes.${id}`) }))}
          value={settings.theme}
          onChange={(theme) => save({ theme })}
        />
        <p className="muted small">{t('settings.themeSunlight')}</p>
      </div>
      <div className="settings-choice">
        <h3>{t('settings.rows')}</h3>
        <Chips
          label={t('settings.rows')}
          chips={ROWS.map((id) => ({ id, label: t(`settings.rowSizes.${id}`) }))}
          value={settings.rows}
          onChange={(rows) => save({ rows })}
        />
        {sunlight ? <p className="muted small">{t('settings.rowsSunlight')}</p> : null}
      </div>
      <div className="settings-choice">
        <LanguageChoice settings={settings} />
      </div>
      <label className="settings-tick">
        <input
          type="checkbox"
          checked={settings.sounds}
          onChange={(changed) => save({ sounds: changed.currentTarget.checked })}
        />
        {t('settings.sounds')}
      </label>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </section>
  )
}
