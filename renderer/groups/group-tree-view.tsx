import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuItem } from '../ui/menu.tsx'
import type { GroupFacts } from './group-facts.ts'
import { GroupTreeRow, type RowActs } from './group-tree-row.tsx'
import { type TreeRow, treeKeyTarget, typedRow } from './tree-rows.ts'
import { type GroupDrag, useGroupDrag } from './use-group-drag.ts'
import './group-tree.css'

const TYPE_AHEAD_MS = 700

export interface TreeActs {
  readonly choose: (id: string) => void
  readonly toggle: (id: string) => void
  readonly rename: (id: string) => void
  readonly remove: (id: string) => void
  readonly createIn: (id: string) => void
  readonly menuOf: (facts: GroupFacts) => readonly MenuItem[]
  /** Undefined: this member moves no groups. */
  readonly drag: GroupDrag | undefined
}

/** G1: the groups as a tree. One row has the focus; arrows move it, Enter opens, typing finds. */
export function GroupTreeView({
  rows,
  chosen,
  waiting,
  acts,
}: {
  readonly rows: readonly TreeRow[]
  readonly chosen: string
  /** Groups that wait to be shared. */
  readonly waiting: ReadonlySet<unknown>
  readonly acts: TreeActs
}) {
  const { t } = useTranslation()
  const ref = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(chosen)
  const [menuOf, setMenuOf] = useState<string>()
  const typed = useTypeAhead()
  const latest = useRef(acts)
  useLayoutEffect(() => {
    latest.current = acts
  })
  const { overId, rowDrag } = useGroupDrag(latest)
  // Always the same, so that only rows that changed are drawn anew.
  const rowActs = useMemo<RowActs>(
    () => ({
      focus: setActive,
      choose: (id) => latest.current.choose(id),
      toggle: (id) => latest.current.toggle(id),
      menuOf: (facts) => latest.current.menuOf(facts),
    }),
    [],
  )
  const onMenu = useCallback((id: string, opened: boolean) => setMenuOf(opened ? id : undefined), [])
  const found = rows.findIndex(({ id }) => id === active)
  const at = found === -1 ? 0 : found

  const focusOn = (index: number) => {
    const row = rows[index]
    if (row === undefined) return
    setActive(row.id)
    ref.current?.querySelector<HTMLElement>(`[data-row="${row.id}"]`)?.focus()
  }
  const move = (key: string): boolean => {
    const target = treeKeyTarget(rows, at, key)
    if (target === undefined) return key.startsWith('Arrow')
    if ('go' in target) focusOn(target.go)
    else acts.toggle(target.toggle)
    return true
  }
  const act = (event: KeyboardEvent, row: TreeRow): boolean => {
    if (event.key === 'Enter' || (event.key === ' ' && !typed.goesOn())) acts.choose(row.id)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenuOf(row.id)
    else if (row.facts === undefined) return false
    else if (event.key === 'F2') acts.rename(row.id)
    else if (event.key === 'Delete') acts.remove(row.id)
    else if (event.key === 'Insert') acts.createIn(row.id)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    // Buttons and menus inside a row have their own use for keys.
    const isOnRow = event.target instanceof Element && event.target.matches('[role=treeitem]')
    if (row === undefined || !isOnRow || event.ctrlKey || event.metaKey || event.altKey) return
    if (move(event.key) || act(event, row)) event.preventDefault()
    else if (event.key.length === 1) {
      const next = typedRow(rows, at, typed.add(event.key))
      if (next !== undefined) focusOn(next)
      event.preventDefault()
    }
  }
  return (
    <div
      ref={ref}
      className="group-tree"
      role="tree"
      aria-label={t('groups.tree')}
      aria-description={t('groups.treeKeys')}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <GroupTreeRow
          key={row.id}
          row={row}
          chosen={row.id === chosen}
          focusable={index === at}
          waiting={waiting.has(row.id)}
          menuOpened={menuOf === row.id}
          onMenu={onMenu}
          acts={rowActs}
          drag={acts.drag === undefined ? undefined : rowDrag}
          over={overId === row.id}
        />
      ))}
    </div>
  )
}

/** Gathers what is typed quickly, one key after another: a space then belongs to a name. */
function useTypeAhead() {
  const typed = useRef({ text: '', atMs: Number.NEGATIVE_INFINITY })
  const goesOn = () => performance.now() - typed.current.atMs < TYPE_AHEAD_MS
  return {
    goesOn,
    add(key: string): string {
      typed.current = { text: goesOn() ? typed.current.text + key : key, atMs: performance.now() }
      return typed.current.text
    },
  }
}
