import { createContext, use, useEffect, useRef } from 'react'
import type { WantedAct, Wants } from './wants.ts'

export interface Palette {
  /** Opens it, with what has been typed so far. */
  readonly open: (query?: string) => void
  readonly showShortcuts: () => void
  readonly wants: Wants
}

export const PaletteContext = createContext<Palette | undefined>(undefined)

export type Shown = { readonly kind: 'palette'; readonly query: string } | { readonly kind: 'shortcuts' }

/** What is open of it. By itself, so that only its dialogs are drawn anew. */
export const PaletteShownContext = createContext<{ readonly shown: Shown | undefined; readonly close: () => void }>({
  shown: undefined,
  close: () => undefined,
})

export function usePalette(): Palette {
  const palette = use(PaletteContext)
  if (palette === undefined) throw new Error('rendered outside PaletteProvider')
  return palette
}

/**
 * Does what the palette wants done here. Without a palette, such as on an operator board, nothing is.
 * @param id of the record that this is about; undefined: about none, or about any, which `run` is told
 * @param acts those that can be done now
 */
export function useWanted(
  id: string | undefined,
  acts: readonly WantedAct[],
  run: (act: WantedAct, id: string | undefined) => void,
): void {
  const wants = use(PaletteContext)?.wants
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const names = acts.join(' ')
  useEffect(() => {
    if (wants === undefined) return
    const look = () => {
      const wanted = wants.take(names.split(' ') as WantedAct[], id)
      if (wanted !== undefined) latest.current(wanted.act, wanted.id)
    }
    look()
    return wants.subscribe(look)
  }, [wants, id, names])
}
