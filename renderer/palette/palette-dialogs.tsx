import { lazy, Suspense, use } from 'react'
import { PaletteShownContext } from './palette-context.ts'

/** Not part of the first load: the window opens sooner without. */
const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }))
const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }))

/** What is open of the palette, where actions have all that they need. */
export function PaletteDialogs() {
  const { shown, close } = use(PaletteShownContext)
  if (shown === undefined) return null
  return (
    <Suspense fallback={null}>
      {shown.kind === 'palette' ? (
        <PaletteDialog query={shown.query} onClose={close} />
      ) : (
        <ShortcutsDialog onClose={close} />
      )}
    </Suspense>
  )
}
