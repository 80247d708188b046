import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, type Language, type Settings } from '../../shared/desktop-settings.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { InlineError } from '../ui/notices.tsx'
import { Select } from '../ui/select.tsx'

/** Which language Trackside speaks on this laptop; each is named in itself, for who doesn't read the one on screen. */
export function LanguageChoice({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const save = (language: Settings['language']) => {
    setProblem(undefined)
    core.call('saveSettings', { language }).catch((error: unknown) => setProblem(faultSentence(t, error)))
  }
  return (
    <>
      <Select<Settings['language']>
        label={t('settings.language')}
        value={settings.language}
        onChange={save}
        options={[
          { value: 'system', label: t('settings.languageSystem') },
          ...LANGUAGES.map((language) => ({ value: language, label: NAMES[language] })),
        ]}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </>
  )
}

const NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español', it: 'Italiano' }
