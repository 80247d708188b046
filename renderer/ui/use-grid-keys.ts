import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Entry, Lines } from './data-table-entries.ts'

interface GridKeysOptions {
  readonly lines: Lines<unknown>
  readonly opened: string | undefined
  readonly onOpen: (id: string) => void
  readonly onClosed: (key: string, isClosed: boolean) => void
  readonly selection: Selection | undefined
  readonly rowsInSight: number
  readonly show: (index: number) => void
}

interface Selection {
  readonly ids: ReadonlySet<string>
  readonly onChange: (ids: readonly string[]) => void
}

/**
 * A list by keyboard: arrows, Page, Home and End move, with Shift they select; Enter opens, Space selects, Ctrl A selects
 * all, Esc none. Left closes a group, Right opens it.
 */
export function useGridKeys(options: GridKeysOptions) {
  const [active, setActive] = useState<string | undefined>(options.opened)
  const anchor = useRef<Anchor>(undefined)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })

  const selectRange = useCallback((id: string, fromId: string) => {
    const { selection, lines } = latest.current
    if (selection === undefined) return
    const from = anchor.current ?? { id: fromId }
    // What was ticked when it began stays; a range that shrinks lets go of the rest.
    const base = from.last && isSame(selection.ids, from.last) ? (from.base ?? []) : [...selection.ids]
    const last = [...new Set([...base, ...rangeOf(lines.all(), from.id, id)])]
    anchor.current = { id: from.id, base, last }
    selection.onChange(last)
  }, [])
  const toggle = useCallback(
    (id: string, isRange: boolean) => {
      const { selection, lines } = latest.current
      if (selection === undefined) return
      if (isRange) selectRange(id, id)
      else {
        selection.onChange(toggled(selection.ids, rowsOf(lines.all(), id)))
        anchor.current = { id }
      }
      setActive(id)
    },
    [selectRange],
  )
  const openRow = useCallback((id: string) => {
    setActive(id)
    anchor.current = { id }
    const head = latest.current.lines.all().find((entry) => entry.kind === 'group' && entry.id === id)
    if (head?.kind === 'group') latest.current.onClosed(head.key, !head.isClosed)
    else latest.current.onOpen(id)
  }, [])
  const goTo = (target: number, isRange: boolean) => {
    const { lines, show } = latest.current
    const id = lines.at(target)?.id
    if (id === undefined) return
    if (isRange) selectRange(id, active ?? id)
    else anchor.current = { id }
    setActive(id)
    show(target)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { lines, rowsInSight, selection, onClosed } = latest.current
    const wanted = selection && selectionOf(event, selection.ids, lines.rowIds)
    if (wanted) {
      selection.onChange(wanted)
      // The inspector would close by the same key.
      return event.preventDefault()
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const entries = lines.all()
    const at = active === undefined ? -1 : entries.findIndex(({ id }) => id === active)
    const fold = foldOf(event.key, entries, at)
    const target = fold?.kind === 'go' ? fold.to : targetOf(event.key, at, entries.length, rowsInSight)
    if (fold?.kind === 'close') onClosed(fold.key, fold.isClosed)
    else if (target !== undefined) {
      goTo(target, event.shiftKey)
      // From a row that was clicked: it may scroll out of existence, and the focus with it.
      event.currentTarget.focus()
    } else if (!actOnRow(event, entries[at]?.id)) return
    event.preventDefault()
  }
  /** @returns whether the key was for the row */
  const actOnRow = (event: KeyboardEvent<HTMLElement>, id: string | undefined): boolean => {
    if (id === undefined || hasOwnUse(event.target)) return false
    if (event.key === 'Enter') openRow(id)
    else if (event.key === ' ') toggle(id, event.shiftKey)
    else return false
    return true
  }
  return { active, onKeyDown, toggle, openRow }
}

/** Where a range begins, what was ticked before it, and what was with it. */
interface Anchor {
  readonly id: string
  readonly base?: readonly string[]
  readonly last?: readonly string[]
}

function isSame(ids: ReadonlySet<string>, last: readonly string[]): boolean {
  return ids.size === last.length && last.every((id) => ids.has(id))
}

/** Ctrl A: all; Esc, where some are: none; undefined: another key. */
function selectionOf(
  { ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent,
  selected: ReadonlySet<string>,
  all: () => readonly string[],
): readonly string[] | undefined {
  if (key === 'Escape') return selected.size > 0 ? [] : undefined
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'a' ? all() : undefined
}

/** Buttons, links and boxes inside take Enter and Space themselves. */
function hasOwnUse(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null
}

/** What Left and Right do among groups: a row leads to its head, a head closes and opens; undefined: nothing. */
export function foldOf(
  key: string,
  entries: readonly Entry<unknown>[],
  at: number,
):
  | { readonly kind: 'close'; readonly key: string; readonly isClosed: boolean }
  | { readonly kind: 'go'; readonly to: number }
  | undefined {
  const entry = entries[at]
  if (entry === undefined) return undefined
  if (key === 'ArrowLeft') {
    if (entry.kind === 'group') return entry.isClosed ? undefined : { kind: 'close', key: entry.key, isClosed: true }
    const head = entries.findLastIndex(({ kind }, index) => index < at && kind === 'group')
    return head === -1 ? undefined : { kind: 'go', to: head }
  }
  if (key !== 'ArrowRight' || entry.kind !== 'group') return undefined
  return entry.isClosed ? { kind: 'close', key: entry.key, isClosed: false } : { kind: 'go', to: at + 1 }
}

/** The rows from one line to another; heads of groups aren't rows. */
export function rangeOf(entries: readonly Entry<unknown>[], fromId: string, toId: string): readonly string[] {
  const to = entries.findIndex(({ id }) => id === toId)
  const from = entries.findIndex(({ id }) => id === fromId)
  // What it began at isn't shown any more.
  const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
  return entries.slice(first, last + 1).flatMap((entry) => (entry.kind === 'row' ? entry.id : []))
}

/** A row itself, or all rows of the group whose head it is. */
function rowsOf(entries: readonly Entry<unknown>[], id: string): readonly string[] {
  const head = entries.find((entry) => entry.kind === 'group' && entry.id === id)
  return head?.kind === 'group' ? head.rowIds : [id]
}

/** All of them in, or, where all were, out. */
function toggled(selected: ReadonlySet<string>, ids: readonly string[]): readonly string[] {
  const changed = new Set(ids)
  if (!ids.every((id) => selected.has(id))) return [...new Set([...selected, ...ids])]
  return [...selected].filter((id) => !changed.has(id))
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
