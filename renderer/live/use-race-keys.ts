import { useEffect, useRef } from 'react'
import { SHORTCUTS } from '../palette/shortcuts.ts'

/** What a key of the race does; the time is the key's own, not that of the work it starts. */
export type RaceKey = 'TIME' | 'START' | 'DNF' | 'DNS' | 'DSQ' | 'NOTE'

export const RACE_KEYS = {
  START: SHORTCUTS.gun.keys[0],
  DNF: SHORTCUTS.dnf.keys[0],
  DNS: SHORTCUTS.dns.keys[0],
  DSQ: SHORTCUTS.dsq.keys[0],
  NOTE: SHORTCUTS.note.keys[0],
} as const satisfies Partial<Record<RaceKey, string>>

const BY_KEY: ReadonlyMap<string, RaceKey> = new Map<string, RaceKey>([
  [' ', 'TIME'],
  ...Object.entries(RACE_KEYS).map(([kind, key]) => [key.toLowerCase(), kind as RaceKey] as const),
])

/** @returns what the key does; undefined: nothing */
export function raceKeyOf(pressed: {
  readonly key: string
  readonly repeat: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}): RaceKey | undefined {
  // A key that is held down is one runner.
  if (pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined
  return BY_KEY.get(pressed.key.toLowerCase())
}

/** The digit that was typed: a bib begins with it. */
export function bibDigitOf(pressed: Parameters<typeof raceKeyOf>[0]): string | undefined {
  const isAlone = !(pressed.ctrlKey || pressed.metaKey || pressed.altKey)
  return isAlone && /^[0-9]$/.test(pressed.key) ? pressed.key : undefined
}

export interface RaceKeys {
  readonly onKey: (key: RaceKey, pressedAtMs: number) => void
  readonly onDigit: (digit: string) => void
}

/** Keys of the race, anywhere on the screen but where somebody types, and not while a dialog asks something. */
export function useRaceKeys(isOn: boolean, keys: RaceKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!isOn) return
    let isSpaceTaken = false
    const pressed = (event: KeyboardEvent) => {
      const [key, digit] = [raceKeyOf(event), bibDigitOf(event)]
      if ((key === undefined && digit === undefined) || isElsewhere(event.target, event.key)) return
      // Space scrolls and presses what a mouse has left the focus on.
      event.preventDefault()
      isSpaceTaken = event.key === ' '
      if (digit !== undefined) latest.current.onDigit(digit)
      else if (key !== undefined) latest.current.onKey(key, event.timeStamp)
    }
    const released = (event: KeyboardEvent) => {
      // Some browsers press a button when Space comes up again.
      if (isSpaceTaken && event.key === ' ') event.preventDefault()
      isSpaceTaken = false
    }
    window.addEventListener('keydown', pressed)
    window.addEventListener('keyup', released)
    return () => {
      window.removeEventListener('keydown', pressed)
      window.removeEventListener('keyup', released)
    }
  }, [isOn])
}

function isElsewhere(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('[role=dialog],[role=menu]') !== null) return true
  if (!(target instanceof Element)) return false
  if (target.closest('input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]')) return true
  // Who came to a button by keyboard presses it with Space.
  return key === ' ' && target.closest('button,a,summary,input')?.matches(':focus-visible') === true
}
