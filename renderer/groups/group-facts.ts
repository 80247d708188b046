import type { Group, GroupShare } from '../../shared/records/group.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { GroupId, OrganisationId } from '../../shared/records/scalars.ts'
import { organisationName } from '../../shared/rules/history.ts'
import type { Records } from '../../shared/state.ts'

/** One group of the tree, with all that its row, its head and the mark of its boxes show. */
export interface GroupFacts {
  readonly group: Group
  readonly isOurs: boolean
  /** `Madrid depot › North kit` */
  readonly path: string
  /** The same without itself; empty at the top. */
  readonly above: string
  /** The share that covers it: its own, or else the nearest above. */
  readonly share: GroupShare | undefined
  /** The other organisation of that share; empty where its name isn't known. */
  readonly partner: string
  /** Boxes in it, and with those in groups below. */
  readonly boxes: number
  readonly boxesBelow: number
  readonly below: readonly GroupFacts[]
  readonly confirmed: boolean
}

export interface GroupTree {
  /** Our own first, then those that are shared with us, by partner. */
  readonly roots: readonly GroupFacts[]
  readonly byId: ReadonlyMap<string, GroupFacts>
  /** Our boxes that are in no group. */
  readonly ungrouped: number
}

/** The kinds that `groupTree` reads. */
export const GROUP_KINDS = ['group', 'groupShare', 'box', 'partner', 'organisation'] as const

const PATH_SEPARATOR = ' › '

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * G1: the groups that `viewer` sees as a tree. Every box and every group is looked at once.
 * @param before a tree whose facts are the same objects here where they are still right, so that rows aren't drawn anew
 */
export function groupTree(
  records: Records,
  viewer: OrganisationId,
  unconfirmed: (kind: Kind, id: string) => boolean,
  before?: GroupTree,
): GroupTree {
  const byId = new Map<string, GroupFacts>()
  const { counts, ungrouped } = boxCounts(records, viewer)
  const below = groupsByParent(records)

  function factsOf(group: Group, over: GroupFacts | undefined, shareOver: GroupShare | undefined): GroupFacts {
    const own = records.get('groupShare', group.id)
    const share = own ?? shareOver
    const path = over === undefined ? group.name : `${over.path}${PATH_SEPARATOR}${group.name}`
    const boxes = counts.get(group.id) ?? 0
    const unfinished: GroupFacts = {
      group,
      isOurs: group.ownerId === viewer,
      path,
      above: over?.path ?? '',
      share,
      partner: (share && organisationName(records, share.ownerId === viewer ? share.receiverId : share.ownerId)) ?? '',
      boxes,
      boxesBelow: boxes,
      below: [],
      confirmed: !unconfirmed('group', group.id) && !(own && unconfirmed('groupShare', own.id)),
    }
    const children = (below.get(group.id) ?? []).map((child) => factsOf(child, unfinished, share))
    const made = {
      ...unfinished,
      below: children.toSorted(byName),
      boxesBelow: children.reduce((sum, child) => sum + child.boxesBelow, boxes),
    }
    const known = before?.byId.get(group.id)
    const facts = known !== undefined && isSame(known, made) ? known : made
    byId.set(group.id, facts)
    return facts
  }

  const roots = (below.get(null) ?? []).map((group) => factsOf(group, undefined, undefined))
  return { roots: roots.toSorted(ownFirst), byId, ungrouped }
}

function isSame({ below, ...one }: GroupFacts, { below: others, ...other }: GroupFacts): boolean {
  const isSameBelow = below.length === others.length && below.every((child, index) => child === others[index])
  return isSameBelow && (Object.keys(one) as (keyof typeof one)[]).every((key) => one[key] === other[key])
}

/** Groups by the one that they are in; one whose parent isn't here stands at the top. */
function groupsByParent(records: Records): ReadonlyMap<GroupId | null, readonly Group[]> {
  const below = new Map<GroupId | null, Group[]>()
  for (const group of records.all('group')) {
    const parentId = group.parentId !== null && records.get('group', group.parentId) ? group.parentId : null
    const siblings = below.get(parentId)
    if (siblings) siblings.push(group)
    else below.set(parentId, [group])
  }
  return below
}

function boxCounts(records: Records, viewer: OrganisationId) {
  const counts = new Map<GroupId, number>()
  let ungrouped = 0
  for (const box of records.all('box')) {
    if (box.retiredAt !== undefined) continue
    if (box.groupId !== null) counts.set(box.groupId, (counts.get(box.groupId) ?? 0) + 1)
    else if (box.ownerId === viewer) ungrouped += 1
  }
  return { counts, ungrouped }
}

function byName(one: GroupFacts, other: GroupFacts): number {
  return collator.compare(one.group.name, other.group.name)
}

function ownFirst(one: GroupFacts, other: GroupFacts): number {
  return (
    Number(other.isOurs) - Number(one.isOurs) ||
    (one.isOurs ? 0 : collator.compare(one.partner, other.partner)) ||
    byName(one, other)
  )
}

/** The group and all below it. */
export function withBelow(facts: GroupFacts): readonly GroupFacts[] {
  return [facts, ...facts.below.flatMap(withBelow)]
}

/** The share is on this group itself, not on one above. */
export function isSharedItself({ group, share }: GroupFacts): boolean {
  return share?.id === group.id
}

/** The ids of the groups that it is in, as far as they are seen here. */
export function idsAbove(tree: GroupTree, id: string): readonly string[] {
  const parentId = tree.byId.get(id)?.group.parentId
  return parentId && tree.byId.has(parentId) ? [parentId, ...idsAbove(tree, parentId)] : []
}
