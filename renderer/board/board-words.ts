import i18next, { type TFunction } from 'i18next'
import type { Language } from '../../shared/desktop-settings.ts'
import { chooseLanguage, DATE_LOCALES } from '../locales/choose-language.ts'
import { board } from '../locales/en/board.ts'
import { custody } from '../locales/en/custody.ts'
import { time } from '../locales/en/time.ts'
import { board as boardInSpanish } from '../locales/es/board.ts'
import { custody as custodyInSpanish } from '../locales/es/custody.ts'
import { time as timeInSpanish } from '../locales/es/time.ts'
import { withEveryPlural } from '../locales/every-plural.ts'
import { board as boardInItalian } from '../locales/it/board.ts'
import { custody as custodyInItalian } from '../locales/it/custody.ts'
import { time as timeInItalian } from '../locales/it/time.ts'
import { grouped } from '../ui/grouped.ts'
import { createTimeFormat, type TimeFormat } from '../words/format-time.ts'

/** The parts of the catalogue that the board needs: its page is small, so they are all in it. */
const PARTS: Readonly<Record<Language, object>> = {
  en: { board, custody, time },
  es: { board: boardInSpanish, custody: custodyInSpanish, time: timeInSpanish },
  it: { board: boardInItalian, custody: custodyInItalian, time: timeInItalian },
}

export interface BoardCatalogue {
  readonly language: Language
  readonly t: TFunction
}

/** What the board's sentences are made with. */
export interface BoardWords {
  readonly t: TFunction
  readonly time: TimeFormat
  /** `10:42:07` */
  readonly seconds: (at: string) => string
  readonly number: (count: number) => string
}

/**
 * The board speaks as the device that shows it: it may hang elsewhere than the laptop, and has no settings of its own.
 * @param spoken as `navigator.languages`
 */
export function createBoardCatalogue(spoken: readonly string[]): BoardCatalogue {
  const language = chooseLanguage('system', spoken)
  const instance = i18next.createInstance()
  void instance.init({
    lng: language,
    resources: { [language]: { translation: withEveryPlural(PARTS[language]) } },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return { language, t: instance.t }
}

/** @param zone the event's, in which all its times are */
export function createBoardWords({ language, t }: BoardCatalogue, zone: string): BoardWords {
  const locale = DATE_LOCALES[language]
  const seconds = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  return {
    t,
    time: createTimeFormat(t, locale, zone),
    seconds: (at) => seconds.format(new Date(at)),
    number: (count) => grouped(locale, count),
  }
}
