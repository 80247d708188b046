import type { Permission } from '../permissions.ts'
import type { Box } from '../records/box.ts'
import type { Group, GroupShare } from '../records/group.ts'
import type { GroupId, OrganisationId } from '../records/scalars.ts'
import type { Records } from '../state.ts'

/** The group and those above it, nearest first, as far as they are known here. */
export function pathOf(records: Records, groupId: GroupId | null): readonly Group[] {
  const path: Group[] = []
  for (let id = groupId; id !== null; ) {
    const group = records.get('group', id)
    if (group === undefined || path.includes(group)) break
    path.push(group)
    id = group.parentId
  }
  return path
}

/** The group and all below it. */
export function subtreeOf(records: Records, groupId: GroupId): readonly Group[] {
  const found = new Map<GroupId, Group>()
  const open = [groupId]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const group = records.get('group', id)
    if (group === undefined || found.has(id)) continue
    found.set(id, group)
    open.push(...records.where('group', 'parentId', id).map((below) => below.id))
  }
  return [...found.values()]
}

/** The boxes in the group and all below it. */
export function boxesBelow(records: Records, groupId: GroupId): readonly Box[] {
  return subtreeOf(records, groupId).flatMap((group) => records.where('box', 'groupId', group.id))
}

/** G2: the shares that cover the group, nearest first. G3: all with the same organisation. */
export function sharesOver(records: Records, groupId: GroupId | null): readonly GroupShare[] {
  return pathOf(records, groupId).flatMap((group) => records.get('groupShare', group.id) ?? [])
}

export function sharesBelow(records: Records, groupId: GroupId): readonly GroupShare[] {
  return subtreeOf(records, groupId).flatMap((group) => records.get('groupShare', group.id) ?? [])
}

/** G11: what the organisation may do with boxes of the group by shares alone; undefined where it has none. */
export function rightsThrough(
  records: Records,
  groupId: GroupId | null,
  organisationId: OrganisationId,
): ReadonlySet<Permission> | undefined {
  const shares = sharesOver(records, groupId).filter((share) => share.receiverId === organisationId)
  return shares.length === 0 ? undefined : new Set(shares.flatMap((share) => share.permissions))
}

/** The share through which the organisation sees the box, the nearest where there are more. */
export function shareThrough(records: Records, box: Box, organisationId: OrganisationId): GroupShare | undefined {
  return sharesOver(records, box.groupId).find((share) => share.receiverId === organisationId)
}
