import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

/** The catalogue, ready at once: sentences are part of the program. */
export function createI18n(language: 'en'): i18n {
  const instance = i18next.createInstance()
  instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

/** The language's way with dates: 24 hours, day before month. */
export const DATE_LOCALES = { en: 'en-GB', es: 'es-ES', it: 'it-IT' } as const
