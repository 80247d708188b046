import { type DragEvent, useState } from 'react'
import { ALL } from './group-place.ts'
import type { TreeRow } from './tree-rows.ts'

/** How groups are moved by dragging; the menu and its dialog do the same (ux 22). */
export interface GroupDrag {
  /** @param targetId a group, or null for the top */
  readonly mayDrop: (id: string, targetId: string | null) => boolean
  readonly drop: (id: string, targetId: string | null) => void
}

/** What a row needs to be dragged and to be dropped on. */
export interface RowDrag {
  readonly draggable: boolean
  readonly over: boolean
  readonly onDragStart: (event: DragEvent) => void
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: () => void
  readonly onDrop: (event: DragEvent) => void
  readonly onDragEnd: () => void
}

export function useGroupDrag(drag: GroupDrag | undefined) {
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    of(row: TreeRow): RowDrag | undefined {
      if (drag === undefined || (row.facts === undefined && row.id !== ALL)) return undefined
      const targetId = row.facts === undefined ? null : row.id
      const fits = dragged !== undefined && drag.mayDrop(dragged, targetId)
      return {
        draggable: row.facts?.isOurs === true,
        over: fits && over === row.id,
        onDragStart: (event) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', row.name)
          setDragged(row.id)
        },
        onDragOver: (event) => {
          if (!fits) return
          event.preventDefault()
          setOver(row.id)
        },
        onDragLeave: () => setOver((current) => (current === row.id ? undefined : current)),
        onDrop: (event) => {
          event.preventDefault()
          if (fits) drag.drop(dragged, targetId)
          end()
        },
        onDragEnd: end,
      }
    },
  }
}
