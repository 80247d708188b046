import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { readRequest } from '../shell/shell-requests.tsx'
import { useIdentity } from '../trackside.tsx'
import { type Palette, PaletteContext, PaletteShownContext, type Shown } from './palette-context.ts'
import { useShortcut } from './use-shortcut.ts'
import { createWants } from './wants.ts'

/** After what is on the screen first. */
const FETCH_AFTER_MS = 1_000

/** Holds whether the palette or the shortcuts are open; `PaletteDialogs` shows them, where actions have what they need. */
export function PaletteProvider({ children }: { readonly children: ReactNode }) {
  const isSignedIn = useIdentity() !== undefined
  const [shown, setShown] = useState<Shown>()
  const [wants] = useState(() => createWants(window))
  const palette = useMemo<Palette>(
    () => ({
      open: (query = '') => setShown({ kind: 'palette', query }),
      showShortcuts: () => setShown({ kind: 'shortcuts' }),
      wants,
    }),
    [wants],
  )
  useEffect(() => {
    if (!isSignedIn) return
    // So that it opens at once when it is wanted, also where it couldn't be fetched any more.
    const soon = setTimeout(
      () => void Promise.all([import('./palette-dialog.tsx'), import('./shortcuts-dialog.tsx')]).catch(() => undefined),
      FETCH_AFTER_MS,
    )
    return () => clearTimeout(soon)
  }, [isSignedIn])
  useShortcut('palette', () => isSignedIn && palette.open(), { inFields: true })
  useShortcut('shortcuts', () => isSignedIn && palette.showShortcuts())
  useEffect(() => {
    // The desktop's menu asks for them.
    const heard = (event: MessageEvent<unknown>) => {
      const isAsked = event.source === window && readRequest(event.data)?.type === 'shortcuts'
      if (isAsked && isSignedIn) palette.showShortcuts()
    }
    window.addEventListener('message', heard)
    return () => window.removeEventListener('message', heard)
  }, [isSignedIn, palette])
  return (
    <PaletteContext value={palette}>
      <PaletteShownContext value={{ shown, close: () => setShown(undefined) }}>{children}</PaletteShownContext>
    </PaletteContext>
  )
}
