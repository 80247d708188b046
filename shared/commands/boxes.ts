import { z } from 'zod'
import { type Box, boxAliasSchema, boxModelSchema, boxNotesSchema } from '../records/box.ts'
import { type BoxId, boxIdSchema, serialSchema } from '../records/scalars.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { whyNotFree, whyNotUsable } from '../rules/box-access.ts'
import { shareThrough } from '../rules/groups.ts'
import { addHistory } from '../rules/history.ts'
import { runningSessionsOn } from '../rules/race-use.ts'
import { viewOf } from '../rules/visibility.ts'
import { accept, defineCommand, edited, originOf, type Refused, refuse, refuseTaken, type Turn } from './define.ts'
import { accessTo, followAccess } from './group-use.ts'

export const registerBox = defineCommand({
  permission: 'box.edit',
  args: z.object({
    boxId: boxIdSchema,
    serial: serialSchema,
    alias: boxAliasSchema.default(''),
    model: boxModelSchema.default(''),
  }),
  decide(turn, args) {
    const { draft, actor } = turn
    if (draft.get('box', args.boxId)) return refuseTaken('boxId')
    const owned = draft.where('box', 'ownerId', actor.organisationId).filter((box) => box.retiredAt === undefined)
    if (owned.some((box) => box.serial === args.serial)) return refuseTaken('serial')
    const limit = whyNotMore(draft, actor.organisationId, 1) // L6
    if (limit) return refuse(limit.code, limit.details)
    const { boxId, ...described } = args
    const box: Box = {
      id: boxId,
      ...described,
      firmware: '',
      ownerId: actor.organisationId,
      holderId: actor.organisationId,
      groupId: null,
      registeredAt: turn.at,
    }
    draft.put('box', box)
    addHistory(draft, originOf(turn), actor.organisationId, { box, at: turn.at, what: 'registered' })
    return accept()
  },
})

export const editBox = defineCommand({
  permission: 'box.edit',
  args: z.object({
    boxId: boxIdSchema,
    alias: boxAliasSchema.optional(),
    notes: boxNotesSchema.optional(),
    outOfService: z.boolean().optional(),
  }),
  decide(turn, { boxId, alias, notes, outOfService }) {
    const box = editableBox(turn, boxId, { isOwnersOnly: notes !== undefined })
    if ('code' in box) return box
    // L8: while it is away the owner may note and rename, no more.
    const away = outOfService === undefined ? undefined : whyNotFree(turn.draft, boxId)
    if (away) return refuse(away.code, away.details)
    const out = outOfService === undefined ? undefined : outOfService || null
    turn.draft.put('box', edited(box, { alias, notes: notes === '' ? null : notes, outOfService: out }))
    tellEdited(turn, box)
    return accept()
  },
})

export const retireBox = defineCommand({
  permission: 'box.edit',
  args: z.object({ boxId: boxIdSchema }),
  decide(turn, { boxId }) {
    const box = ownBox(turn, boxId)
    if ('code' in box) return box
    const away = whyNotFree(turn.draft, boxId)
    if (away) return refuse(away.code, away.details)
    const used = whyInUse(turn, boxId)
    if (used) return used
    const before = accessTo(turn.draft, [box])
    turn.draft.put('box', { ...box, groupId: null, retiredAt: turn.at })
    followAccess(turn, before)
    addHistory(turn.draft, originOf(turn), turn.actor.organisationId, { box, at: turn.at, what: 'retired' })
    return accept()
  },
})

/** The box, where the actor may edit it: as its owner, or through a group in a role that allows it (G6). */
function editableBox(turn: Turn, boxId: BoxId, { isOwnersOnly }: { readonly isOwnersOnly: boolean }): Box | Refused {
  const { draft, actor } = turn
  const box = draft.get('box', boxId)
  const isShared = box && box.ownerId !== actor.organisationId && shareThrough(draft, box, actor.organisationId)
  if (!box || !isShared || isOwnersOnly) return ownBox(turn, boxId)
  const refused = whyNotUsable(draft, actor.organisationId, boxId, 'box.edit')
  return refused ? refuse(refused.code, refused.details) : box
}

/** Both sides, where it was edited through a group (L16). */
function tellEdited(turn: Turn, box: Box): void {
  const step = { box, at: turn.at, what: 'edited' as const }
  const { organisationId } = turn.actor
  const partner = box.ownerId === organisationId ? {} : { partnerId: box.ownerId }
  addHistory(turn.draft, originOf(turn), organisationId, { ...step, ...partner })
  if (box.ownerId !== organisationId) {
    addHistory(turn.draft, originOf(turn), box.ownerId, { ...step, partnerId: organisationId })
  }
}

/** The box, where the actor's organisation owns it. */
export function ownBox(turn: Turn, boxId: BoxId): Box | Refused {
  const box = turn.draft.get('box', boxId)
  if (box === undefined || !viewOf(turn.draft, 'box', box, turn.actor.organisationId)) {
    return refuse('NOT_FOUND', { boxId })
  }
  if (box.ownerId !== turn.actor.organisationId) {
    return refuse('NOT_OWNER', { serial: box.serial }) // L12
  }
  if (box.retiredAt !== undefined) {
    return refuse('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'retired' })
  }
  return box
}

/** L2: by what the box is in use: one's own event by name, another organisation's use by that organisation alone. */
export function whyInUse(turn: Turn, boxId: BoxId): Refused | undefined {
  const { draft, actor } = turn
  const assignment = draft.get('assignment', boxId)
  const sessions = runningSessionsOn(draft, boxId)
  const user = assignment?.organisationId ?? sessions[0]?.organisationId
  if (user === undefined) return undefined
  if (user !== actor.organisationId) return refuse('BOX_IN_USE', { organisationId: user })
  const event = assignment?.eventId === undefined ? undefined : draft.get('event', assignment.eventId)
  return refuse('BOX_IN_USE', {
    ...(event ? { eventId: event.id, eventName: event.name } : {}),
    sessionRunning: sessions.length > 0,
  })
}
