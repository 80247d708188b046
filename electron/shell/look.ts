import type * as Electron from 'electron'
import type { Language } from '../../shared/desktop-settings.ts'
import type { PageFacts } from '../../shared/shell-messages.ts'
import type { KeptLook } from './kept-settings.ts'
import { openWords, type Words } from './words.ts'

export interface LookParts {
  readonly nativeTheme: Pick<typeof Electron.nativeTheme, 'on' | 'shouldUseDarkColors' | 'themeSource'>
}

export interface LookMemory {
  look(): KeptLook
  keepLook(look: KeptLook): void
}

/** How the shell speaks and looks: as its page does, also before a page is there. */
export interface Look {
  words(): Words
  /** Of a window whose page isn't painted yet: no flash of white in the dark. */
  background(): string
  take(facts: PageFacts): void
  /** Has the system's dialogs, menus and title bars follow. Call it when the application is ready. */
  begin(changed: { readonly language: () => void; readonly background: () => void }): void
}

/** renderer/theme.css */
const PAPER = { light: '#ffffff', dark: '#0f1419' } as const

export function followLook({ nativeTheme }: LookParts, memory: LookMemory): Look {
  const wordsIn = openWords()
  let look = memory.look()
  let speakAnew: (() => void) | undefined

  function take({ language, chosenLanguage, theme }: PageFacts): void {
    const before = look
    if (before.language === language && before.chosenLanguage === chosenLanguage && before.theme === theme) return
    look = { language, ...(chosenLanguage === undefined ? {} : { chosenLanguage }), theme }
    memory.keepLook(look)
    if (before.theme !== theme) nativeTheme.themeSource = themeSource(theme)
    if (before.language !== language) speakAnew?.()
  }

  return {
    words: () => wordsIn(look.language),
    background: () => (nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light),
    take,
    begin({ language, background }) {
      nativeTheme.themeSource = themeSource(look.theme)
      nativeTheme.on('updated', background)
      speakAnew = language
    },
  }
}

/** The system has no sunlight, which is black on white. */
function themeSource(theme: KeptLook['theme']): Electron.NativeTheme['themeSource'] {
  return theme === 'sunlight' ? 'light' : theme
}

/** With what Chromium's own parts, as date fields, speak each: days before months, 24 hours. */
const CHROMIUM_LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es', it: 'it' }

/**
 * Has Chromium speak what was chosen, which it learns at its start only. Where nobody chose it keeps the computer's
 * language: the page goes by that, and would take an earlier choice for it.
 */
export function speakAsChosen(
  commandLine: Pick<Electron.CommandLine, 'appendSwitch' | 'hasSwitch'>,
  { chosenLanguage }: KeptLook,
): void {
  if (chosenLanguage === undefined || commandLine.hasSwitch('lang')) return
  commandLine.appendSwitch('lang', CHROMIUM_LOCALES[chosenLanguage])
}
