import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'

interface GridKeysOptions {
  /** Of all rows, in the order shown. */
  readonly ids: readonly string[]
  readonly opened: string | undefined
  readonly onOpen: (id: string) => void
  readonly selection:
    | { readonly ids: ReadonlySet<string>; readonly onChange: (ids: readonly string[]) => void }
    | undefined
  readonly rowsInSight: number
  readonly show: (index: number) => void
}

/** A list by keyboard: arrows, Page, Home and End move, Enter opens, Space selects. */
export function useGridKeys(options: GridKeysOptions) {
  const [active, setActive] = useState<string | undefined>(options.opened)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })

  const toggle = useCallback((id: string) => {
    const { selection } = latest.current
    if (selection === undefined) return
    const rest = [...selection.ids].filter((selected) => selected !== id)
    selection.onChange(selection.ids.has(id) ? rest : [...rest, id])
    setActive(id)
  }, [])
  const openRow = useCallback((id: string) => {
    setActive(id)
    latest.current.onOpen(id)
  }, [])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { ids, rowsInSight, show } = latest.current
    const at = active === undefined ? -1 : ids.indexOf(active)
    const target = targetOf(event.key, at, ids.length, rowsInSight)
    const id = ids[target ?? at]
    if (id === undefined) return
    if (target !== undefined) {
      setActive(id)
      show(target)
      // From a row that was clicked: it may scroll out of existence, and the focus with it.
      event.currentTarget.focus()
    } else if (hasOwnUse(event.target)) return
    else if (event.key === 'Enter') openRow(id)
    else if (event.key === ' ') toggle(id)
    else return
    event.preventDefault()
  }
  return { active, onKeyDown, toggle, openRow }
}

/** Buttons, links and boxes inside take Enter and Space themselves. */
function hasOwnUse(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null
}

/** Where a key leads to from the row at `at` (-1: none yet); undefined: nowhere. */
export function targetOf(key: string, at: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined
  const within = (index: number) => Math.min(count - 1, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return within(at + 1)
    case 'ArrowUp':
      return within(at === -1 ? count - 1 : at - 1)
    case 'PageDown':
      return within(Math.max(at, 0) + page)
    case 'PageUp':
      return within(at - page)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
