import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { ScansProvider } from '../scan/scans.tsx'
import { useIdentity } from '../trackside.tsx'
import { type Door, DoorContext } from './door-context.ts'
import type { Opened } from './opened-dialog.tsx'

/** Not part of the first load: the window opens sooner without. */
const OpenedDialog = lazy(async () => ({ default: (await import('./opened-dialog.tsx')).OpenedDialog }))

/** What is open, and a number of its own: opened again, it begins anew. */
interface Current {
  readonly number: number
  readonly opened: Opened
}

/** Holds the dialogs of the one door, and takes what is scanned on any screen. */
export function DoorProvider({ children }: { readonly children: ReactNode }) {
  const isSignedIn = useIdentity() !== undefined
  const [current, setCurrent] = useState<Current>()
  const door = useMemo<Door>(() => {
    const open = (opened: Opened) => setCurrent((before) => ({ number: (before?.number ?? 0) + 1, opened }))
    return {
      receive: (begin = {}) => open({ kind: 'receive', ...begin }),
      show: (form, loanIds) => open({ kind: 'form', form, loanIds }),
      askForTime: (loanId) => open({ kind: 'ask', loanId }),
      lendTo: (partnerId) => open({ kind: 'lend', partnerId }),
    }
  }, [])
  // Only of what is open still: something else may have been opened from it.
  const close = (number: number) => setCurrent((now) => (now?.number === number ? undefined : now))
  return (
    <DoorContext value={door}>
      <ScansProvider onScan={(scan) => (isSignedIn ? door.receive({ first: scan }) : undefined)}>
        {children}
        {current === undefined || !isSignedIn ? null : (
          <Suspense fallback={null}>
            <OpenedDialog key={current.number} opened={current.opened} onClose={() => close(current.number)} />
          </Suspense>
        )}
      </ScansProvider>
    </DoorContext>
  )
}
