import { type DragEvent, type RefObject, useMemo, useRef, useState } from 'react'
import { ALL } from './group-place.ts'
import type { TreeRow } from './tree-rows.ts'

/** How groups are moved by dragging; the menu and its dialog do the same (ux 22). */
export interface GroupDrag {
  /** @param targetId a group, or null for the top */
  readonly mayDrop: (id: string, targetId: string | null) => boolean
  readonly drop: (id: string, targetId: string | null) => void
}

/** What a row does when it is dragged or something is dragged over it. The same object always. */
export interface RowDrag {
  readonly start: (event: DragEvent, row: TreeRow) => void
  readonly over: (event: DragEvent, row: TreeRow) => void
  readonly leave: (row: TreeRow) => void
  readonly drop: (event: DragEvent, row: TreeRow) => void
  readonly end: () => void
}

export function useGroupDrag(latest: RefObject<{ readonly drag: GroupDrag | undefined }>) {
  const dragged = useRef<string>(undefined)
  const [overId, setOverId] = useState<string>()
  const rowDrag = useMemo<RowDrag>(() => {
    const fitting = (row: TreeRow): { readonly id: string; readonly targetId: string | null } | undefined => {
      const id = dragged.current
      if (id === undefined || (row.facts === undefined && row.id !== ALL)) return undefined
      const targetId = row.facts === undefined ? null : row.id
      return latest.current.drag?.mayDrop(id, targetId) ? { id, targetId } : undefined
    }
    const end = () => {
      dragged.current = undefined
      setOverId(undefined)
    }
    return {
      start: (event, row) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.name)
        dragged.current = row.id
      },
      over: (event, row) => {
        if (fitting(row) === undefined) return
        event.preventDefault()
        setOverId(row.id)
      },
      leave: (row) => setOverId((current) => (current === row.id ? undefined : current)),
      drop: (event, row) => {
        event.preventDefault()
        const fits = fitting(row)
        if (fits) latest.current.drag?.drop(fits.id, fits.targetId)
        end()
      },
      end,
    }
  }, [latest])
  return { overId, rowDrag }
}
