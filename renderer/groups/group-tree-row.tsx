import { type MouseEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ShareMark } from '../custody/share-mark.tsx'
import { grouped } from '../ui/grouped.ts'
import { ClosedIcon, OpenedIcon } from '../ui/icons.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import type { Say } from '../words/say.tsx'
import { type GroupFacts, isSharedItself } from './group-facts.ts'
import type { TreeRow } from './tree-rows.ts'
import type { RowDrag } from './use-group-drag.ts'

interface GroupTreeRowProps {
  readonly row: TreeRow
  readonly chosen: boolean
  /** The one row that Tab leads to. */
  readonly focusable: boolean
  readonly waiting: boolean
  readonly menuOpened: boolean
  readonly onMenu: (id: string, opened: boolean) => void
  readonly acts: RowActs
  readonly drag: RowDrag | undefined
  /** Something is dragged over it that it takes. */
  readonly over: boolean
}

export interface RowActs {
  readonly focus: (id: string) => void
  readonly choose: (id: string) => void
  readonly toggle: (id: string) => void
  readonly menuOf: (facts: GroupFacts) => readonly MenuItem[]
}

/** Drawn again only when its own row changed: a tree made anew has new rows, most of which say the same. */
export const GroupTreeRow = memo(
  GroupTreeRowView,
  ({ row, ...props }, { row: next, ...others }) => isSame(row, next) && isSame(props, others),
)

function isSame<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key])
}

/** A group with its category, its share's mark (G7) and how many boxes are in it. */
function GroupTreeRowView({ row, drag, acts, ...props }: GroupTreeRowProps) {
  const { t } = useTranslation()
  const [pointed, setPointed] = useState(false)
  const { facts } = row
  const choose = ({ target, currentTarget }: MouseEvent<HTMLElement>) => {
    // What a menu opened is elsewhere on the page.
    if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest('button') !== null) return
    acts.focus(row.id)
    acts.choose(row.id)
  }
  const hasMenu = facts !== undefined && (pointed || props.chosen || props.focusable || props.menuOpened)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the tree
    <div
      role="treeitem"
      className="group-row"
      data-row={row.id}
      data-over={props.over || undefined}
      tabIndex={props.focusable ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.expanded}
      aria-selected={props.chosen}
      aria-label={rowSentence(t, row, props.waiting)}
      style={{ paddingInlineStart: `calc(${row.level - 1} * 16px + 8px)` }}
      draggable={drag !== undefined && facts?.isOurs === true}
      onDragStart={(event) => drag?.start(event, row)}
      onDragOver={(event) => drag?.over(event, row)}
      onDragLeave={() => drag?.leave(row)}
      onDrop={(event) => drag?.drop(event, row)}
      onDragEnd={drag?.end}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => acts.focus(row.id)}
      onClick={choose}
      onContextMenu={(event) => {
        if (facts === undefined) return
        event.preventDefault()
        props.onMenu(row.id, true)
      }}
    >
      <Twisty row={row} onToggle={acts.toggle} />
      <span className="group-row-text">
        <span className="group-row-name" aria-hidden="true">
          {row.name}
        </span>
        <SecondLine facts={facts} waiting={props.waiting} />
      </span>
      <Count row={row} />
      <span className="group-row-menu">
        {hasMenu ? (
          <Menu
            label={t('groups.menuOf', { group: row.name })}
            items={acts.menuOf(facts)}
            opened={props.menuOpened}
            onChange={(opened) => props.onMenu(row.id, opened)}
          />
        ) : null}
      </span>
    </div>
  )
}

function Twisty({ row, onToggle }: { readonly row: TreeRow; readonly onToggle: (id: string) => void }) {
  const { t } = useTranslation()
  if (row.expanded === undefined) return <span className="group-row-twisty" />
  return (
    <button
      type="button"
      className="group-row-twisty"
      tabIndex={-1}
      aria-label={t(row.expanded ? 'groups.collapse' : 'groups.expand', { group: row.name })}
      onClick={() => onToggle(row.id)}
    >
      {row.expanded ? <OpenedIcon /> : <ClosedIcon />}
    </button>
  )
}

function SecondLine({ facts, waiting }: { readonly facts: GroupFacts | undefined; readonly waiting: boolean }) {
  const { t } = useTranslation()
  if (facts === undefined) return null
  const { group, share, partner, isOurs, confirmed } = facts
  // Below a shared group the mark says the same again, small: each box there is shared, too.
  const size = share && isSharedItself(facts) ? 'name' : 'icon'
  if (group.category === '' && share === undefined && confirmed && !waiting) return null
  return (
    <span className="group-row-second">
      {share === undefined ? null : (
        <ShareMark share={{ isOurs, partner, group: group.name }} size={size} hollow={!confirmed} />
      )}
      {share === undefined && !confirmed ? <NotYet words={t('custody.notConfirmed')} /> : null}
      {waiting ? <NotYet words={t('groups.waitsToShare')} /> : null}
      {group.category === '' ? null : <span className="group-row-category">{group.category}</span>}
    </span>
  )
}

/** ux 3: the hollow mark, and what it stands for. */
function NotYet({ words }: { readonly words: string }) {
  return (
    <span className="group-row-waiting">
      <UnconfirmedMark label={words} /> <span aria-hidden="true">{words}</span>
    </span>
  )
}

/** With those below; where these are others than those in it, both. */
function Count({ row: { facts, count } }: { readonly row: TreeRow }) {
  const { t, i18n } = useTranslation()
  const isSplit = facts !== undefined && facts.boxes !== facts.boxesBelow
  const words = isSplit ? t('groups.countBelow', { here: facts.boxes, all: count }) : t('groups.count', { count })
  return (
    <span className="group-row-count" title={words} aria-hidden="true">
      {isSplit ? <small>{facts.boxes} / </small> : null}
      {grouped(i18n.language, count)}
    </span>
  )
}

/** The row for those who hear it. */
function rowSentence(t: Say['t'], { name, facts, count }: TreeRow, waiting: boolean): string {
  if (facts === undefined) return `${name}, ${t('groups.count', { count })}`
  const { group, share, boxes, boxesBelow, isOurs, confirmed } = facts
  const partner = facts.partner === '' ? t('custody.partnerUnknown') : facts.partner
  return [
    name,
    group.category,
    share && t(isOurs ? 'groups.sharedWithShort' : 'groups.sharedByShort', { partner }),
    boxes === boxesBelow ? t('groups.count', { count }) : t('groups.countBelow', { here: boxes, all: count }),
    waiting ? t('groups.waitsToShare') : '',
    confirmed ? '' : t('custody.notConfirmed'),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
}
