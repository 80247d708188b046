import type { Permission } from '../../shared/permissions.ts'
import type { Box } from '../../shared/records/box.ts'
import type { GroupShare } from '../../shared/records/group.ts'
import type { GroupId, OrganisationId } from '../../shared/records/scalars.ts'
import { boxesBelow, pathOf, sharesOver, subtreeOf } from '../../shared/rules/groups.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'
import type { CommandToGive } from '../give/command-to-give.ts'

/** What a partner can do with boxes before an act, or after it. */
export interface ShareEffect {
  readonly partnerId: OrganisationId
  /** The group through which it reaches them. */
  readonly groupName: string
  readonly boxes: readonly Box[]
  /** Those that it uses now, as far as is known here. */
  readonly used: readonly Box[]
}

export interface MoveEffects {
  /** Who loses boxes by it (it asks first), and who gains some. */
  readonly lose: readonly ShareEffect[]
  readonly gain: readonly ShareEffect[]
}

const NONE: MoveEffects = { lose: [], gain: [] }

/** What the move of boxes into a group, or out of all, means for partners. */
export function effectsOfMovingBoxes(records: Records, boxes: readonly Box[], to: GroupId | null): MoveEffects {
  const after = sharesOver(records, to)
  return effects(
    records,
    boxes.map((box) => ({ box, before: sharesOver(records, box.groupId), after })),
  )
}

/** What the move of a whole group means for partners. What is shared inside it goes along. */
export function effectsOfMovingGroup(records: Records, groupId: GroupId, to: GroupId | null): MoveEffects {
  const group = records.get('group', groupId)
  if (group === undefined) return NONE
  const above = sharesOver(records, group.parentId)
  const target = sharesOver(records, to)
  return effects(
    records,
    boxesBelow(records, groupId).map((box) => {
      const before = sharesOver(records, box.groupId)
      return { box, before, after: [...before.slice(0, before.length - above.length), ...target] }
    }),
  )
}

function effects(
  records: Records,
  moved: readonly {
    readonly box: Box
    readonly before: readonly GroupShare[]
    readonly after: readonly GroupShare[]
  }[],
): MoveEffects {
  const lose = moved.flatMap(({ box, before, after }) => gone(before, after).map((share) => ({ box, share })))
  const gain = moved.flatMap(({ box, before, after }) => gone(after, before).map((share) => ({ box, share })))
  return { lose: byPartner(records, lose), gain: byPartner(records, gain) }
}

/** The nearest share of each organisation that is in `had` and has none in `has`. */
function gone(had: readonly GroupShare[], has: readonly GroupShare[]): readonly GroupShare[] {
  const kept = new Set(has.map((share) => share.receiverId))
  return had.filter(
    (share, index) =>
      !kept.has(share.receiverId) && had.findIndex((other) => other.receiverId === share.receiverId) === index,
  )
}

function byPartner(
  records: Records,
  pairs: readonly { readonly box: Box; readonly share: GroupShare }[],
): readonly ShareEffect[] {
  const partnerIds = new Set(pairs.map(({ share }) => share.receiverId))
  return [...partnerIds].map((partnerId) => {
    const theirs = pairs.filter(({ share }) => share.receiverId === partnerId)
    const boxes = theirs.map(({ box }) => box)
    return {
      partnerId,
      groupName: records.get('group', theirs[0]?.share.id ?? '')?.name ?? '',
      boxes,
      used: boxes.filter((box) => isUsedBy(records, box, partnerId)),
    }
  })
}

/** Whether the organisation has the box in an event or a timing run on it, as far as is known here. */
export function isUsedBy(records: Records, box: Box, organisationId: OrganisationId): boolean {
  // What it borrowed it uses by the loan, whatever the groups say (G9).
  if (box.holderId === organisationId) return false
  return (
    records.get('assignment', box.id)?.organisationId === organisationId ||
    runningSessionsOn(records, box.id).some((session) => session.organisationId === organisationId)
  )
}

/** What ends when the share does: the boxes that its receiver reaches through it and no other way. */
export function effectOfStopping(records: Records, share: GroupShare): ShareEffect {
  const above = pathOf(records, share.id).slice(1)
  const stays = above.some((group) => records.get('groupShare', group.id)?.receiverId === share.receiverId)
  const inner = new Set(
    subtreeOf(records, share.id).flatMap(({ id }) =>
      id === share.id ? [] : (records.get('groupShare', id)?.id ?? []),
    ),
  )
  const boxes = stays
    ? []
    : boxesBelow(records, share.id).filter(
        (box) => box.retiredAt === undefined && !pathOf(records, box.groupId).some(({ id }) => inner.has(id)),
      )
  return {
    partnerId: share.receiverId,
    groupName: records.get('group', share.id)?.name ?? '',
    boxes,
    used: boxes.filter((box) => isUsedBy(records, box, share.receiverId)),
  }
}

/** The boxes that the receiver uses and couldn't any more with `permissions` on this share. */
export function usedWithoutRight(
  records: Records,
  share: GroupShare,
  permissions: readonly Permission[],
): readonly Box[] {
  if (permissions.includes('box.use') && permissions.includes('timing.run')) return []
  const elsewhere = sharesOver(records, records.get('group', share.id)?.parentId ?? null)
  if (elsewhere.some((over) => over.receiverId === share.receiverId && over.permissions.includes('box.use'))) return []
  return boxesBelow(records, share.id).filter((box) => isUsedBy(records, box, share.receiverId))
}

/** An act has at most 1,000 commands, and one may create the group. */
export const MOST_BOXES_AT_ONCE = 999

/** Moves as one act, with what undoes them; boxes that are there already are left out. */
export function moveBoxesCommands(boxes: readonly Box[], groupId: GroupId | null) {
  const moved = boxes.filter((box) => box.groupId !== groupId)
  const move = (box: Box, to: GroupId | null): CommandToGive => ({
    type: 'moveBoxToGroup',
    args: { boxId: box.id, groupId: to },
  })
  return {
    moved,
    commands: moved.map((box) => move(box, groupId)),
    undo: moved.map((box) => move(box, box.groupId)),
  }
}
