import type { TFunction } from 'i18next'
import { SHORTCUTS, type ShortcutId } from './shortcuts.ts'

/** What stands on the keys of a shortcut, one text for each key that alone does it: `Ctrl K`, on a Mac `⌘ K`. */
export function keysText(t: TFunction, id: ShortcutId): readonly string[] {
  return SHORTCUTS[id].keys.map((keys) =>
    keys
      .split('+')
      .map((key) => keyText(t, key))
      .join(' '),
  )
}

/** For one line, such as a tooltip. */
export function keyOf(t: TFunction, id: ShortcutId): string {
  return keysText(t, id)[0] ?? ''
}

function modText(t: TFunction): string {
  return isMac() ? '⌘' : t('palette.key.ctrl')
}

function keyText(t: TFunction, key: string): string {
  switch (key) {
    case 'mod':
      return modText(t)
    case 'Shift':
      return t('palette.key.shift')
    case 'Space':
      return t('palette.key.space')
    case 'Enter':
      return t('palette.key.enter')
    case 'Escape':
      return t('palette.key.escape')
    case 'Insert':
      return t('palette.key.insert')
    case 'Delete':
      return t('palette.key.delete')
    case 'Home':
      return t('palette.key.home')
    case 'End':
      return t('palette.key.end')
    case 'PageUp':
      return t('palette.key.pageUp')
    case 'PageDown':
      return t('palette.key.pageDown')
    default:
      return ARROWS[key] ?? key
  }
}

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }

function isMac(): boolean {
  return /mac/i.test(navigator.userAgent)
}
