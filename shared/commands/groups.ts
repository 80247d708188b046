import { z } from 'zod'
import { readCode } from '../codes.ts'
import { type Group, type GroupShare, groupCategorySchema, groupNameSchema } from '../records/group.ts'
import {
  boxIdSchema,
  type GroupId,
  groupIdSchema,
  type OrganisationId,
  organisationIdSchema,
  roleIdSchema,
} from '../records/scalars.ts'
import { boxesBelow, sharesBelow, sharesOver, subtreeOf } from '../rules/groups.ts'
import { addHistory, organisationName } from '../rules/history.ts'
import { findRole, shareablePermissions } from '../rules/roles.ts'
import { viewOf } from '../rules/visibility.ts'
import { ownBox } from './boxes.ts'
import { accept, defineCommand, edited, originOf, type Refused, refuse, refuseTaken, type Turn } from './define.ts'
import { accessTo, followAccess } from './group-use.ts'

export const createGroup = defineCommand({
  permission: 'group.edit',
  args: z.object({
    groupId: groupIdSchema,
    name: groupNameSchema,
    category: groupCategorySchema.default(''),
    parentId: groupIdSchema.nullable().default(null),
  }),
  decide(turn, { groupId, parentId, ...named }) {
    if (turn.draft.get('group', groupId)) return refuseTaken('groupId')
    const parent = parentId === null ? undefined : ownGroup(turn, parentId)
    if (parent && 'code' in parent) return parent
    turn.draft.put('group', { id: groupId, ...named, parentId, ownerId: turn.actor.organisationId })
    return accept()
  },
})

export const editGroup = defineCommand({
  permission: 'group.edit',
  args: z.object({
    groupId: groupIdSchema,
    name: groupNameSchema.optional(),
    category: groupCategorySchema.optional(),
  }),
  decide(turn, { groupId, ...fields }) {
    const group = ownGroup(turn, groupId)
    if ('code' in group) return group
    turn.draft.put('group', edited<Group>(group, fields))
    return accept()
  },
})

export const moveGroup = defineCommand({
  permission: 'group.edit',
  args: z.object({ groupId: groupIdSchema, parentId: groupIdSchema.nullable() }),
  decide(turn, { groupId, parentId }) {
    const { draft } = turn
    const group = ownGroup(turn, groupId)
    if ('code' in group) return group
    const parent = parentId === null ? undefined : ownGroup(turn, parentId)
    if (parent && 'code' in parent) return parent
    if (subtreeOf(draft, groupId).some((below) => below.id === parentId)) return refuse('GROUP_CYCLE', { groupId })
    // G3
    const [over] = sharesOver(draft, parentId)
    const clash = over && sharesBelow(draft, groupId).find((share) => share.receiverId !== over.receiverId)
    if (clash) return refuseShared(turn, clash)
    const before = accessTo(draft, boxesBelow(draft, groupId))
    draft.put('group', { ...group, parentId })
    followAccess(turn, before)
    return accept()
  },
})

export const deleteGroup = defineCommand({
  permission: 'group.edit',
  args: z.object({ groupId: groupIdSchema }),
  decide(turn, { groupId }) {
    const { draft } = turn
    const group = ownGroup(turn, groupId)
    if ('code' in group) return group
    const groups = draft.where('group', 'parentId', groupId).length
    const boxes = draft.where('box', 'groupId', groupId).length
    if (groups + boxes > 0) return refuse('GROUP_NOT_EMPTY', { groupId, groupName: group.name, groups, boxes })
    const share = draft.get('groupShare', groupId)
    if (share) return refuseShared(turn, share)
    draft.delete('group', groupId)
    return accept()
  },
})

/** L8: also while the box is away. */
export const moveBoxToGroup = defineCommand({
  permission: 'group.edit',
  args: z.object({ boxId: boxIdSchema, groupId: groupIdSchema.nullable() }),
  decide(turn, { boxId, groupId }) {
    const { draft, actor, at } = turn
    const box = ownBox(turn, boxId) // L12
    if ('code' in box) return box
    const group = groupId === null ? undefined : ownGroup(turn, groupId)
    if (group && 'code' in group) return group
    if (box.groupId === groupId) return accept()
    const before = accessTo(draft, [box])
    draft.put('box', { ...box, groupId })
    const groupName = group === undefined ? {} : { groupName: group.name }
    addHistory(draft, originOf(turn), actor.organisationId, { box, at, what: 'group-changed', ...groupName })
    followAccess(turn, before)
    return accept()
  },
})

/** G4: the old code is worthless at once; shares go on. */
export const refreshSharingCode = defineCommand({
  permission: 'group.share',
  args: z.object({}),
  decide({ draft, actor, newSharingCode }) {
    const organisation = draft.get('organisation', actor.organisationId)
    if (organisation === undefined) return refuse('NOT_FOUND', { organisationId: actor.organisationId })
    draft.put('organisation', edited(organisation, { sharingCode: newSharingCode?.() ?? null }))
    return accept()
  },
})

export const shareGroup = defineCommand({
  permission: 'group.share',
  args: z
    .object({
      groupId: groupIdSchema,
      sharingCode: z.string().max(100).optional(),
      partnerId: organisationIdSchema.optional(),
      roleId: roleIdSchema,
    })
    .refine(({ sharingCode, partnerId }) => (sharingCode === undefined) !== (partnerId === undefined), {
      message: 'either sharingCode or partnerId',
      path: ['sharingCode'],
    }),
  decide(turn, { groupId, sharingCode, partnerId, roleId }) {
    const { draft, actor } = turn
    const group = ownGroup(turn, groupId)
    if ('code' in group) return group
    const receiver = partnerId === undefined ? receiverByCode(turn, sharingCode ?? '') : partnerById(turn, partnerId)
    if (typeof receiver !== 'string') return receiver
    const role = findRole(draft, actor.organisationId, roleId)
    if (role === undefined) return refuse('NOT_FOUND', { roleId })
    const before = accessTo(draft, boxesBelow(draft, groupId))
    // G5: the same partner on the same group too.
    const onSame = draft.get('groupShare', groupId)
    const around = [...sharesOver(draft, groupId), ...sharesBelow(draft, groupId)]
    const clash = onSame ?? around.find((share) => share.receiverId !== receiver)
    if (clash) return refuseShared(turn, clash)
    draft.put('groupShare', {
      id: groupId,
      ownerId: actor.organisationId,
      receiverId: receiver,
      roleId,
      roleName: role.name,
      permissions: shareablePermissions(role.permissions),
      since: turn.now,
    })
    followAccess(turn, before)
    return accept({ organisationId: receiver, ...nameOf(turn, receiver) })
  },
})

export const changeGroupShareRole = defineCommand({
  permission: 'group.share',
  args: z.object({ groupId: groupIdSchema, roleId: roleIdSchema }),
  decide(turn, { groupId, roleId }) {
    const { draft, actor } = turn
    const group = ownGroup(turn, groupId)
    if ('code' in group) return group
    const share = draft.get('groupShare', groupId)
    if (share === undefined) return refuse('GROUP_NOT_SHARED', { groupId, groupName: group.name })
    const role = findRole(draft, actor.organisationId, roleId)
    if (role === undefined) return refuse('NOT_FOUND', { roleId })
    const before = accessTo(draft, boxesBelow(draft, groupId))
    const permissions = shareablePermissions(role.permissions)
    draft.put('groupShare', { ...share, roleId, roleName: role.name, permissions })
    followAccess(turn, before)
    return accept()
  },
})

/** G8: the holder stops, or the receiver leaves. */
export const stopGroupShare = defineCommand({
  permission: 'group.share',
  args: z.object({ groupId: groupIdSchema }),
  decide(turn, { groupId }) {
    const { draft, actor } = turn
    const group = visibleGroup(turn, groupId)
    if ('code' in group) return group
    const share = draft.get('groupShare', groupId)
    const isParty = share?.ownerId === actor.organisationId || share?.receiverId === actor.organisationId
    if (share === undefined || !isParty) return refuse('GROUP_NOT_SHARED', { groupId, groupName: group.name })
    const before = accessTo(draft, boxesBelow(draft, groupId))
    draft.delete('groupShare', groupId)
    followAccess(turn, before)
    return accept()
  },
})

function receiverByCode(turn: Turn, typed: string) {
  const read = readCode(typed)
  if (read?.kind !== 'sharing-code') {
    return refuse('SHARING_CODE_UNKNOWN', read === undefined ? { mistyped: true } : { kind: read.kind })
  }
  const [receiver] = turn.draft.where('organisation', 'sharingCode', read.code)
  if (receiver?.id === turn.actor.organisationId) return refuse('SHARING_CODE_OWN')
  if (receiver) return receiver.id
  return turn.partial ? ({ kind: 'waiting', waitingFor: 'sharing-code' } as const) : refuse('SHARING_CODE_UNKNOWN')
}

function partnerById(turn: Turn, partnerId: OrganisationId): OrganisationId | Refused {
  if (partnerId === turn.actor.organisationId) return refuse('SHARING_CODE_OWN')
  return turn.draft.get('partner', partnerId) ? partnerId : refuse('NOT_FOUND', { partnerId })
}

function visibleGroup(turn: Turn, groupId: GroupId): Group | Refused {
  const group = turn.draft.get('group', groupId)
  const visible = group && viewOf(turn.draft, 'group', group, turn.actor.organisationId)
  return group && visible ? group : refuse('NOT_FOUND', { groupId })
}

/** The group, where it is the actor's organisation's. */
function ownGroup(turn: Turn, groupId: GroupId): Group | Refused {
  const group = visibleGroup(turn, groupId)
  if ('code' in group || group.ownerId === turn.actor.organisationId) return group
  return refuse('NOT_OWNER', { groupId, groupName: group.name })
}

function refuseShared(turn: Turn, share: GroupShare): Refused {
  const groupName = turn.draft.get('group', share.id)?.name
  return refuse('GROUP_SHARED', {
    groupId: share.id,
    ...(groupName === undefined ? {} : { groupName }),
    organisationId: share.receiverId,
    ...nameOf(turn, share.receiverId),
  })
}

function nameOf(turn: Turn, organisationId: OrganisationId) {
  const name = organisationName(turn.draft, organisationId)
  return name === undefined ? {} : { organisationName: name }
}
