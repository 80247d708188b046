import i18next, { type TFunction } from 'i18next'
import { board } from '../locales/en/board.ts'
import { custody } from '../locales/en/custody.ts'
import { time } from '../locales/en/time.ts'
import { createTimeFormat, type TimeFormat } from '../words/format-time.ts'

const LOCALE = 'en-GB'

/** What the board's sentences are made with. */
export interface BoardWords {
  readonly t: TFunction
  readonly time: TimeFormat
  /** `10:42:07` */
  readonly seconds: (at: string) => string
  readonly number: (count: number) => string
}

/** The part of the catalogue that the board needs: its page is small. */
export function createBoardCatalogue(): TFunction {
  const instance = i18next.createInstance()
  void instance.init({
    lng: 'en',
    resources: { en: { translation: { board, custody, time } } },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance.t
}

/** @param zone the event's, in which all its times are */
export function createBoardWords(t: TFunction, zone: string): BoardWords {
  const seconds = new Intl.DateTimeFormat(LOCALE, {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  return {
    t,
    time: createTimeFormat(t, LOCALE, zone),
    seconds: (at) => seconds.format(new Date(at)),
    number: (count) => count.toLocaleString(LOCALE),
  }
}
