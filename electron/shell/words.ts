import i18next, { type TFunction } from 'i18next'
import { shell as en } from '../../renderer/locales/en/shell.ts'
import { shell as es } from '../../renderer/locales/es/shell.ts'
import { shell as it } from '../../renderer/locales/it/shell.ts'
import type { Language } from '../../shared/desktop-settings.ts'

/** What the shell itself says, where no page is there to say it. */
export type Words = TFunction

const SENTENCES: Readonly<Record<Language, object>> = { en, es, it }

/** @returns the sentences in each language, from the one catalogue (renderer/locales/) */
export function openWords(): (language: Language) => Words {
  const instance = i18next.createInstance()
  const languages = Object.entries(SENTENCES)
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: Object.fromEntries(languages.map(([language, shell]) => [language, { translation: { shell } }])),
    initAsync: false,
    // A system's box or menu shows text as it is.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return (language) => instance.getFixedT(language)
}
