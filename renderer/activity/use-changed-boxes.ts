import { useEffect, useRef } from 'react'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'

type Versions = ReadonlyMap<string, number>

/** Several changes that come together are one. */
const GATHER_MS = 400

/**
 * Tells whose history has changed.
 * @param pendingBoxes whose steps were shown as not confirmed: when what waits changes, they may be gone
 */
export function useChangedBoxes(
  pendingBoxes: () => readonly BoxId[],
  onChanged: (boxIds: readonly BoxId[]) => Promise<void> | void,
): void {
  const { store } = useTrackside()
  const latest = useRef({ pendingBoxes, onChanged })
  useEffect(() => {
    latest.current = { pendingBoxes, onChanged }
  })
  useEffect(() => {
    const gathered = new Set<BoxId>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const boxIds = [...gathered]
      gathered.clear()
      void latest.current.onChanged(boxIds)
    }
    const stopListening = store.subscribe((state, before) => {
      for (const boxId of changedIn(state.historyVersions, before.historyVersions)) gathered.add(boxId)
      const isNew = state.records !== before.records
      if (state.pending !== before.pending || isNew) for (const id of latest.current.pendingBoxes()) gathered.add(id)
      if (gathered.size > 0 || isNew) timer ??= setTimeout(tell, GATHER_MS)
    })
    return () => {
      stopListening()
      clearTimeout(timer)
    }
  }, [store])
}

function changedIn(now: Versions, before: Versions): readonly BoxId[] {
  if (now === before) return []
  return [...now].flatMap(([boxId, version]) => (before.get(boxId) === version ? [] : [boxId as BoxId]))
}
