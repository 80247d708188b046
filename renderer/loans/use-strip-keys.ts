import { type KeyboardEvent, useCallback, useState } from 'react'
import { targetOf } from '../ui/use-grid-keys.ts'

interface StripKeysOptions {
  /** Of all rows, in the order shown. */
  readonly ids: readonly string[]
  readonly opened: string | undefined
  readonly onOpen: (id: string) => void
  readonly rowsInSight: number
  readonly show: (index: number) => void
}

/** The strip by keyboard: arrows, Page, Home and End move, Enter opens. Left and Right scroll it, as the browser does. */
export function useStripKeys({ ids, opened, onOpen, rowsInSight, show }: StripKeysOptions) {
  const [active, setActive] = useState<string | undefined>(opened)
  const openRow = useCallback(
    (id: string) => {
      setActive(id)
      onOpen(id)
    },
    [onOpen],
  )
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = active === undefined ? -1 : ids.indexOf(active)
    const target = targetOf(event.key, at, ids.length, rowsInSight)
    const id = ids[target ?? at]
    if (id === undefined || (target === undefined && event.key !== 'Enter')) return
    event.preventDefault()
    if (target === undefined) return openRow(id)
    setActive(id)
    show(target)
    // From a row that was clicked: it may scroll out of existence, and the focus with it.
    event.currentTarget.focus()
  }
  return { active, onKeyDown, openRow }
}
