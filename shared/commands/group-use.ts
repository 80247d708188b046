import type { Permission } from '../permissions.ts'
import type { Box } from '../records/box.ts'
import type { BoxId, OrganisationId } from '../records/scalars.ts'
import { rightsThrough, sharesOver, shareThrough } from '../rules/groups.ts'
import { addHistory } from '../rules/history.ts'
import { releaseAssignment, runningSessionsOn, stopSession } from '../rules/race-use.ts'
import type { Draft, Records } from '../state.ts'
import { originOf, type Turn } from './define.ts'

/** Through which group an organisation may do what with a box. */
interface Access {
  readonly groupName: string
  readonly rights: ReadonlySet<Permission>
}

/** Who reached each box through a group, before a command changed groups or shares. */
export type AccessBefore = ReadonlyMap<BoxId, ReadonlyMap<OrganisationId, Access>>

export function accessTo(records: Records, boxes: Iterable<Box>): AccessBefore {
  return new Map([...boxes].map((box) => [box.id, accessOf(records, box)]))
}

/**
 * G8, after groups or shares have changed: what each box's history tells both sides of it, and the end of every use that
 * has no right any more.
 */
export function followAccess(turn: Turn, before: AccessBefore): void {
  for (const [boxId, accessBefore] of before) {
    const box = turn.draft.get('box', boxId)
    if (box === undefined) continue
    const after = accessOf(turn.draft, box)
    for (const receiverId of new Set([...accessBefore.keys(), ...after.keys()])) {
      const had = accessBefore.get(receiverId)
      const has = after.get(receiverId)
      if (has && !had) tell(turn, box, receiverId, { what: 'shared', groupName: has.groupName })
      if (!had) continue
      const left = endUseWithoutRight(turn, box, receiverId, has?.rights)
      if (!has) tell(turn, box, receiverId, { what: 'share-ended', groupName: had.groupName }, left)
      else if (left) addReleased(turn, box, receiverId, left)
    }
  }
}

function accessOf(records: Records, box: Box): ReadonlyMap<OrganisationId, Access> {
  const receivers = new Set(sharesOver(records, box.groupId).map((share) => share.receiverId))
  return new Map(
    [...receivers].map((receiverId) => {
      const share = shareThrough(records, box, receiverId)
      const groupName = (share && records.get('group', share.id)?.name) ?? ''
      return [receiverId, { groupName, rights: rightsThrough(records, box.groupId, receiverId) ?? new Set() }]
    }),
  )
}

type Left = ReturnType<typeof releaseAssignment> & { readonly sessionStopped?: boolean }

/** Takes off the box what the organisation does with it and may no more. @returns what that was, if anything */
function endUseWithoutRight(
  turn: Turn,
  box: Box,
  organisationId: OrganisationId,
  rights: ReadonlySet<Permission> = new Set(),
): Left | undefined {
  const { draft } = turn
  // What it borrowed it may use, whatever the groups say (G9).
  if (box.holderId === organisationId) return undefined
  // An organisation that leaves ends its own use when it says so; else the right lasts until the cloud's decision.
  const at = turn.actor.organisationId === organisationId ? turn.at : turn.now
  const sessions = rights.has('timing.run') ? [] : runningOf(draft, box.id, organisationId)
  for (const session of sessions) stopSession(draft, session, at, 'share-ended')
  const assignment = rights.has('box.use') ? undefined : draft.get('assignment', box.id)
  const released = assignment?.organisationId === organisationId ? releaseAssignment(draft, assignment) : undefined
  if (released === undefined && sessions.length === 0) return undefined
  return { ...released, ...(sessions.length > 0 ? { sessionStopped: true } : {}) }
}

function runningOf(draft: Draft, boxId: BoxId, organisationId: OrganisationId) {
  return runningSessionsOn(draft, boxId).filter((session) => session.organisationId === organisationId)
}

function tell(
  turn: Turn,
  box: Box,
  receiverId: OrganisationId,
  step: { readonly what: 'shared' | 'share-ended'; readonly groupName: string },
  left: Left = {},
): void {
  const common = { box, at: turn.at, ...step }
  addHistory(turn.draft, originOf(turn), box.ownerId, { ...common, partnerId: receiverId })
  addHistory(turn.draft, originOf(turn), receiverId, { ...common, ...left, partnerId: box.ownerId })
}

function addReleased(turn: Turn, box: Box, receiverId: OrganisationId, left: Left): void {
  const step = { box, at: turn.at, what: 'released' as const, ...left, partnerId: box.ownerId }
  addHistory(turn.draft, originOf(turn), receiverId, step)
}
