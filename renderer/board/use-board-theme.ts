import { useEffect, useState } from 'react'

export const BOARD_THEMES = ['light', 'dark', 'sunlight'] as const
export type BoardTheme = (typeof BOARD_THEMES)[number]

const KEPT = 'trackside-board-theme'

/** The page's look, kept in this browser: a board in the sun has another one than the laptop in the tent. */
export function useBoardTheme(): readonly [BoardTheme, (theme: BoardTheme) => void] {
  const [theme, setTheme] = useState(read)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
    window.localStorage.setItem(KEPT, theme)
  }, [theme])
  return [theme, setTheme]
}

function read(): BoardTheme {
  const kept = window.localStorage.getItem(KEPT)
  const known = BOARD_THEMES.find((theme) => theme === kept)
  return known ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
}
