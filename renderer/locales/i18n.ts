import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, type Settings, settingsFields } from '../../shared/desktop-settings.ts'
import { chooseLanguage } from './choose-language.ts'
import { en } from './en.ts'
import { withEveryPlural } from './every-plural.ts'

/** The catalogue. English is part of the program; the others are fetched when they are wanted. */
export function createI18n(): i18n {
  const instance = i18next.createInstance()
  instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

/** Changes what the window speaks, once those sentences are here; until then, and without them, it goes on as it was. */
export async function speakAs(instance: i18n, wanted: Settings['language']): Promise<void> {
  const language = chooseLanguage(wanted, navigator.languages)
  try {
    if (!instance.hasResourceBundle(language, 'translation')) {
      instance.addResourceBundle(language, 'translation', withEveryPlural(await TRANSLATIONS[language]()))
    }
    await instance.changeLanguage(language)
  } catch {
    // The program's file couldn't be fetched: sentences in another language are better than none.
  }
}

const TRANSLATIONS: Readonly<Record<Language, () => Promise<object>>> = {
  en: async () => en,
  es: async () => (await import('./es.ts')).es,
  it: async () => (await import('./it.ts')).it,
}

const KEPT_AS = 'trackside.language'

export function keepLanguage(storage: Storage, wanted: Settings['language']): void {
  storage.setItem(KEPT_AS, wanted)
}

export function readLanguage(storage: Storage): Settings['language'] {
  return settingsFields.language.safeParse(storage.getItem(KEPT_AS)).data ?? 'system'
}
