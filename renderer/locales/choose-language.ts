import { LANGUAGES, type Language, type Settings } from '../../shared/desktop-settings.ts'

/** The language's way with dates and numbers: 24 hours, day before month. */
export const DATE_LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', it: 'it-IT' }

/**
 * The language to speak: the chosen one, or else the first of the computer's that there is.
 * @param spoken as `navigator.languages`: `es-AR`, `en`
 */
export function chooseLanguage(wanted: Settings['language'], spoken: readonly string[]): Language {
  if (wanted !== 'system') return wanted
  const known = spoken.map((tag) => LANGUAGES.find((language) => language === tag.split('-')[0]?.toLowerCase()))
  return known.find((language) => language !== undefined) ?? 'en'
}
