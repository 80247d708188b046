import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { BoxId } from '../../shared/records/scalars.ts'
import { ReplaceContext } from './replace-context.ts'

/** Not part of the first load. */
const ReplaceDialog = lazy(async () => ({ default: (await import('./replace-dialog.tsx')).ReplaceDialog }))

export function ReplaceProvider({ children }: { readonly children: ReactNode }) {
  const [boxId, setBoxId] = useState<BoxId>()
  return (
    <ReplaceContext value={setBoxId}>
      {children}
      {boxId === undefined ? null : (
        <Suspense fallback={null}>
          <ReplaceDialog key={boxId} boxId={boxId} onClose={() => setBoxId(undefined)} />
        </Suspense>
      )}
    </ReplaceContext>
  )
}
