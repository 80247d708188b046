import { useEffect, useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'

export type KnownAddress = Address & { readonly reachedAt: string }

/** Where the box was reached from this laptop, latest first; undefined until the core has said it. */
export function useKnownAddresses(boxId: BoxId | undefined): readonly KnownAddress[] | undefined {
  const { core } = useTrackside()
  const [known, setKnown] = useState<{ readonly boxId: BoxId; readonly addresses: readonly KnownAddress[] }>()
  useEffect(() => {
    if (boxId === undefined) return
    let isOver = false
    const show = (addresses: readonly KnownAddress[]) => {
      if (!isOver) setKnown({ boxId, addresses })
    }
    core.call('boxAddresses', { boxId }).then(
      ({ addresses }) => show(addresses),
      () => show([]),
    )
    return () => {
      isOver = true
    }
  }, [core, boxId])
  return known?.boxId === boxId ? known?.addresses : undefined
}
