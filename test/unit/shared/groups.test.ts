import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/actor.ts'
import { type Decision, decide } from '../../../shared/decide.ts'
import { ADMIN, type Permission, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import {
  commandIdSchema,
  installationIdSchema,
  memberIdSchema,
  organisationIdSchema,
} from '../../../shared/records/scalars.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { COSTA_ID, put, SIERRA_ID, sierra, sierraBox, uuid } from '../../support/sample-records.ts'
import { SIGNED, sha256Hex } from '../../support/world.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const VALLE_ID = uuid('a', 3)
const [DEPOT, KIT, OTHER] = [uuid('f', 1), uuid('f', 2), uuid('f', 3)]
const COSTA_CODE = 'P7K3M9QXW2HDT4FBF'
const own = { ownerId: SIERRA_ID, category: 'Kit' }

/** Sierra's depot with a kit in it, where box 1 lies; box 2 lies in the depot itself. Costa and Valle are there, too. */
function scene(...more: readonly Change[]): MemoryRecords {
  const records = new MemoryRecords()
  const since = NOW
  const all: readonly Change[] = [
    put('organisation', { ...sierra, sharingCode: 'P000000000000001Y' }),
    put('organisation', { ...sierra, id: COSTA_ID, name: 'Costa Events', number: 1002, sharingCode: COSTA_CODE }),
    put('organisation', { ...sierra, id: VALLE_ID, name: 'Valle Cronos', number: 1003 }),
    put('partner', { id: VALLE_ID, name: 'Valle Cronos', number: 1003, since }),
    put('group', { id: DEPOT, name: 'Depot', parentId: null, ...own }),
    put('group', { id: KIT, name: 'North kit', parentId: DEPOT, ...own }),
    put('group', { id: OTHER, name: 'Other', parentId: null, ...own }),
    put('box', sierraBox(1, { groupId: KIT, notes: 'loose cable' })),
    put('box', sierraBox(2, { groupId: DEPOT })),
    ...more,
  ]
  for (const change of all) records.apply(change)
  return records
}

function share(groupId: string, receiverId: string, role = TIMER, permissions: readonly Permission[] = ['box.view']) {
  return put('groupShare', {
    ...{ id: groupId, ownerId: SIERRA_ID, receiverId, roleId: role.id, roleName: role.name, permissions, since: NOW },
  })
}

function actor(organisationId: string, permissions: readonly Permission[] = ADMIN.permissions): Actor {
  return {
    organisationId: organisationIdSchema.parse(organisationId),
    memberId: memberIdSchema.parse(uuid('d', 1)),
    memberName: 'Ana',
    permissions: new Set(permissions),
    installationId: installationIdSchema.parse(uuid('d', 2)),
    installationName: 'Laptop',
  }
}

function give(records: MemoryRecords, by: Actor, type: string, args: object, partial = false): Decision {
  const command = { id: commandIdSchema.parse(uuid('e', 99)), type, args }
  const decision = decide(records, by, command, {
    at: NOW,
    now: NOW,
    offline: false,
    partial,
    sha256Hex,
    signed: SIGNED,
  })
  if (decision.kind === 'accepted') for (const change of decision.changes) records.apply(change)
  return decision
}

const SIERRA = actor(SIERRA_ID)
const COSTA = actor(COSTA_ID)
const USE: readonly Permission[] = ['box.view', 'box.use', 'timing.run']

describe('sharing a group', () => {
  const args = { groupId: KIT, roleId: TIMER.id }
  const refused: readonly (readonly [string, object, string])[] = [
    ['a code of nobody', { sharingCode: 'PZZZZZZZZZZZZZZZF' }, 'SHARING_CODE_UNKNOWN'],
    ['a mistyped code', { sharingCode: 'P7K3M9QXW2HDT4FBG' }, 'SHARING_CODE_UNKNOWN'],
    ['a loan code', { sharingCode: '7K3M9QXW2HDT4FBF' }, 'SHARING_CODE_UNKNOWN'],
    ['its own code', { sharingCode: 'P000000000000001Y' }, 'SHARING_CODE_OWN'],
    ['itself as partner', { partnerId: SIERRA_ID }, 'SHARING_CODE_OWN'],
    ['somebody who is no partner', { partnerId: COSTA_ID }, 'NOT_FOUND'],
    ['nobody', {}, 'COMMAND_INVALID'],
    ['a code and a partner', { partnerId: VALLE_ID, sharingCode: COSTA_CODE }, 'COMMAND_INVALID'],
    ['a role that is gone', { sharingCode: COSTA_CODE, roleId: uuid('c', 9) }, 'NOT_FOUND'],
    ['a group that is gone', { sharingCode: COSTA_CODE, groupId: uuid('f', 9) }, 'NOT_FOUND'],
  ]
  it.each(refused)('[G5] %s is refused, and nothing happens', (_, given, code) => {
    expect(give(scene(), SIERRA, 'shareGroup', { ...args, ...given })).toMatchObject({ kind: 'refused', code })
  })

  it('[G5] [G6] by code or known partner, in a role cut down to what can be shared', () => {
    const records = scene()
    expect(give(records, SIERRA, 'shareGroup', { ...args, sharingCode: COSTA_CODE, roleId: ADMIN.id })).toMatchObject({
      kind: 'accepted',
      details: { organisationId: COSTA_ID, organisationName: 'Costa Events' },
    })
    expect(records.get('groupShare', KIT)).toMatchObject({
      roleName: 'ADMIN',
      permissions: ['box.view', 'box.edit', 'box.use', 'timing.run'],
      since: NOW,
    })
    expect(give(scene(), SIERRA, 'shareGroup', { ...args, partnerId: VALLE_ID })).toMatchObject({ kind: 'accepted' })
  })

  it.each([
    ['the same group', KIT, COSTA_CODE],
    ['a group above', DEPOT, COSTA_CODE],
  ])('[G3] %s that Valle has can’t go to Costa, and the refusal names Valle', (_, shared) => {
    const records = scene(share(shared, VALLE_ID))
    expect(give(records, SIERRA, 'shareGroup', { ...args, sharingCode: COSTA_CODE })).toMatchObject({
      code: 'GROUP_SHARED',
      details: { groupId: shared, organisationId: VALLE_ID, organisationName: 'Valle Cronos' },
    })
  })

  it('[G3] a group below that Valle has can’t go to Costa; the same partner twice on a path may be', () => {
    const below = scene(share(KIT, VALLE_ID))
    const refusal = give(below, SIERRA, 'shareGroup', { ...args, groupId: DEPOT, sharingCode: COSTA_CODE })
    expect(refusal).toMatchObject({ code: 'GROUP_SHARED', details: { groupName: 'North kit' } })
    const twice = scene(share(KIT, COSTA_ID))
    const accepted = give(twice, SIERRA, 'shareGroup', { ...args, groupId: DEPOT, sharingCode: COSTA_CODE })
    expect(accepted.kind).toBe('accepted')
    const again = give(twice, SIERRA, 'shareGroup', { ...args, sharingCode: COSTA_CODE })
    expect(again).toMatchObject({ code: 'GROUP_SHARED' })
  })

  it('[F2] [G5] a desktop that can’t know a code waits for the cloud, but knows its own and a mistyped one', () => {
    const given = (sharingCode: string) => give(scene(), SIERRA, 'shareGroup', { ...args, sharingCode }, true)
    expect(given('PZZZZZZZZZZZZZZZF')).toMatchObject({ kind: 'waiting', waitingFor: 'sharing-code' })
    expect(given('P000000000000001Y')).toMatchObject({ code: 'SHARING_CODE_OWN' })
    expect(given('P000000000000001Z')).toMatchObject({ code: 'SHARING_CODE_UNKNOWN', details: { mistyped: true } })
  })

  it('[G4] a refreshed code is known to the desktop once the cloud has made it', () => {
    const records = scene()
    expect(give(records, SIERRA, 'refreshSharingCode', {}, true).kind).toBe('accepted')
    expect(records.get('organisation', SIERRA_ID)).not.toHaveProperty('sharingCode')
  })

  it('[G8] either side stops it, nobody else; what isn’t shared can’t be stopped', () => {
    const stopBy = (by: Actor) => give(scene(share(KIT, COSTA_ID)), by, 'stopGroupShare', { groupId: KIT })
    expect(stopBy(SIERRA).kind).toBe('accepted')
    expect(stopBy(COSTA).kind).toBe('accepted')
    expect(stopBy(actor(VALLE_ID))).toMatchObject({ code: 'NOT_FOUND' })
    expect(give(scene(), SIERRA, 'stopGroupShare', { groupId: KIT })).toMatchObject({ code: 'GROUP_NOT_SHARED' })
    expect(give(scene(), SIERRA, 'changeGroupShareRole', args)).toMatchObject({ code: 'GROUP_NOT_SHARED' })
  })
})

describe('the tree', () => {
  it('[G1] a group can’t go into itself or below; only an empty, unshared one is deleted', () => {
    const records = scene(share(OTHER, COSTA_ID))
    const move = (parentId: string) => give(records, SIERRA, 'moveGroup', { groupId: DEPOT, parentId })
    expect(move(KIT)).toMatchObject({ code: 'GROUP_CYCLE' })
    expect(move(DEPOT)).toMatchObject({ code: 'GROUP_CYCLE' })
    const drop = (groupId: string) => give(records, SIERRA, 'deleteGroup', { groupId })
    expect(drop(DEPOT)).toMatchObject({ code: 'GROUP_NOT_EMPTY', details: { groups: 1, boxes: 1 } })
    expect(drop(OTHER)).toMatchObject({ code: 'GROUP_SHARED', details: { organisationId: COSTA_ID } })
  })

  it('[G3] a move that would bring two partners onto one path is refused, naming the share', () => {
    const records = scene(share(KIT, VALLE_ID), share(OTHER, COSTA_ID))
    const moved = give(records, SIERRA, 'moveGroup', { groupId: DEPOT, parentId: OTHER })
    expect(moved).toMatchObject({ code: 'GROUP_SHARED', details: { groupId: KIT, organisationName: 'Valle Cronos' } })
  })

  it('[L12] [G1] a borrowed or shared box goes into nobody else’s group, and the receiver changes no groups', () => {
    const records = scene(share(DEPOT, COSTA_ID, ADMIN, USE))
    const groupId = uuid('f', 4)
    expect(give(records, COSTA, 'createGroup', { groupId, name: 'Ours' }).kind).toBe('accepted')
    const boxId = sierraBox(1).id
    expect(give(records, COSTA, 'moveBoxToGroup', { boxId, groupId })).toMatchObject({ code: 'NOT_OWNER' })
    expect(give(records, COSTA, 'editGroup', { groupId: KIT, name: 'Mine' })).toMatchObject({ code: 'NOT_OWNER' })
    expect(give(records, COSTA, 'editGroup', { groupId: OTHER, name: 'Mine' })).toMatchObject({ code: 'NOT_FOUND' })
    expect(give(records, COSTA, 'createGroup', { groupId: uuid('f', 5), name: 'In', parentId: KIT })).toMatchObject({
      code: 'NOT_OWNER',
    })
  })
})

describe('what a receiver sees and may do', () => {
  const boxId = sierraBox(1).id
  const viewer = organisationIdSchema.parse(COSTA_ID)

  it('[G2] [O7] the group and all below, never above; without the owner’s notes', () => {
    const records = scene(share(KIT, COSTA_ID))
    const seen = (groupId: string) => {
      const group = records.get('group', groupId)
      return group && viewOf(records, 'group', group, viewer)
    }
    expect([seen(DEPOT), seen(OTHER)]).toEqual([undefined, undefined])
    expect(seen(KIT)).toMatchObject({ name: 'North kit', parentId: null })
    const [inKit, inDepot] = [records.get('box', boxId), records.get('box', sierraBox(2).id)]
    if (!inKit || !inDepot) throw new Error('no boxes')
    expect(viewOf(records, 'box', inKit, viewer)).toMatchObject({ groupId: KIT, holderId: SIERRA_ID })
    expect(viewOf(records, 'box', inKit, viewer)).not.toHaveProperty('notes')
    expect(viewOf(records, 'box', inDepot, viewer)).toBeUndefined()
    expect(custodyOf(records, inKit, viewer)).toMatchObject({ state: 'through-group', available: true })
  })

  it.each([
    [READ_ONLY, ['box.view'], ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']],
    [TIMER, USE, ['accepted', 'accepted', 'FORBIDDEN']],
    [ADMIN, [...USE, 'box.edit'], ['accepted', 'accepted', 'accepted']],
  ] as const)('[G6] in the role %o', (role, permissions, expected) => {
    const event = { id: uuid('e', 1), organisationId: COSTA_ID, name: 'Run', date: '2026-06-06', timeZone: 'UTC' }
    const records = scene(share(KIT, COSTA_ID, role, permissions), put('event', event))
    const results = [
      give(records, COSTA, 'assignBox', { boxId, eventId: event.id }),
      give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId }),
      give(records, COSTA, 'editBox', { boxId, alias: 'Finish' }),
    ]
    expect(results.map((result) => (result.kind === 'refused' ? result.code : result.kind))).toEqual(expected)
    expect(give(records, COSTA, 'editBox', { boxId, notes: 'x' })).toMatchObject({ code: 'NOT_OWNER' })
    expect(give(records, COSTA, 'retireBox', { boxId })).toMatchObject({ code: 'NOT_OWNER' })
    const loan = { loanId: uuid('c', 1), boxId, validity: '1d', tokenHash: 'a'.repeat(64) }
    expect(give(records, COSTA, 'createShareToken', loan)).toMatchObject({ code: 'NOT_OWNER' })
  })

  it('[G11] rights add up down the tree; nothing below takes away', () => {
    const records = scene(share(DEPOT, COSTA_ID, TIMER, USE), share(KIT, COSTA_ID, READ_ONLY, ['box.view']))
    expect(give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId }).kind).toBe('accepted')
  })

  it('[G6] a member that may only look stays so, whatever the share’s role', () => {
    const records = scene(share(KIT, COSTA_ID, ADMIN, USE))
    const reader = actor(COSTA_ID, READ_ONLY.permissions)
    const started = give(records, reader, 'startSession', { sessionId: uuid('e', 7), boxId })
    expect(started).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'timing.run' } })
  })

  it('[G9] while a loan has the box it isn’t available, and not by whom', () => {
    const records = scene(share(KIT, COSTA_ID, TIMER, USE))
    const loan = { loanId: uuid('c', 1), boxId, validity: '1d', tokenHash: 'a'.repeat(64), recipientId: VALLE_ID }
    expect(give(records, SIERRA, 'createShareToken', loan).kind).toBe('accepted')
    const box = records.get('box', boxId)
    const seen = box && viewOf(records, 'box', box, viewer)
    expect(seen).toMatchObject({ holderId: null })
    expect(seen && custodyOf(records, seen, viewer)).toMatchObject({ state: 'through-group', available: false })
    const started = give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId })
    expect(started).toMatchObject({ code: 'BOX_NOT_AVAILABLE', details: { reason: 'lent' } })
    expect(JSON.stringify(started)).not.toContain('Valle')
  })

  it('[G8] when the share ends its use ends, the history of both tells it, and what it recorded stays', () => {
    const event = { id: uuid('e', 1), organisationId: COSTA_ID, name: 'Run', date: '2026-06-06', timeZone: 'UTC' }
    const records = scene(share(KIT, COSTA_ID, TIMER, USE), put('event', event))
    give(records, COSTA, 'assignBox', { boxId, eventId: event.id })
    give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId })
    expect(give(records, SIERRA, 'stopGroupShare', { groupId: KIT }).kind).toBe('accepted')
    expect(records.get('assignment', boxId)).toBeUndefined()
    expect(records.get('session', uuid('e', 7))).toMatchObject({ stoppedAt: NOW, stopReason: 'share-ended' })
    const told = [...records.all('historyEntry')].filter(({ what }) => what === 'share-ended')
    expect(told.map(({ organisationId }) => organisationId).toSorted()).toEqual([SIERRA_ID, COSTA_ID])
    expect(told.find(({ organisationId }) => organisationId === COSTA_ID)).toMatchObject({
      ...{ memberName: null, partnerName: 'Sierra Timing', groupName: 'North kit', eventName: 'Run' },
      sessionStopped: true,
    })
  })

  it('[G8] a role that allows less ends just what it doesn’t allow any more', () => {
    const event = { id: uuid('e', 1), organisationId: COSTA_ID, name: 'Run', date: '2026-06-06', timeZone: 'UTC' }
    const records = scene(share(KIT, COSTA_ID, TIMER, USE), put('event', event))
    give(records, COSTA, 'assignBox', { boxId, eventId: event.id })
    give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId })
    const roleId = uuid('c', 5)
    give(records, SIERRA, 'createRole', { roleId, name: 'Timing only', permissions: ['timing.run'] })
    expect(give(records, SIERRA, 'changeGroupShareRole', { groupId: KIT, roleId }).kind).toBe('accepted')
    expect(records.get('assignment', boxId)).toBeUndefined()
    expect(records.get('session', uuid('e', 7))).not.toHaveProperty('stoppedAt')
    give(records, SIERRA, 'editRole', { roleId, permissions: [] })
    expect(records.get('session', uuid('e', 7))).toMatchObject({ stopReason: 'share-ended' })
  })

  it('[G2] a box that moves out of the share leaves it with its use; one that moves in joins', () => {
    const records = scene(share(KIT, COSTA_ID, TIMER, USE))
    give(records, COSTA, 'startSession', { sessionId: uuid('e', 7), boxId })
    give(records, SIERRA, 'moveBoxToGroup', { boxId, groupId: OTHER })
    expect(records.get('session', uuid('e', 7))).toMatchObject({ stopReason: 'share-ended' })
    give(records, SIERRA, 'moveBoxToGroup', { boxId: sierraBox(2).id, groupId: KIT })
    const box = records.get('box', sierraBox(2).id)
    expect(box && viewOf(records, 'box', box, viewer)).toBeDefined()
  })

  it('[G10] boxes seen through a group don’t count towards the allowance', () => {
    const costa = { ...sierra, id: COSTA_ID, name: 'Costa Events', number: 1002, plan: 'FREE', allowance: 1 }
    const records = scene(share(DEPOT, COSTA_ID), put('organisation', costa))
    const registered = give(records, COSTA, 'registerBox', { boxId: uuid('b', 90), serial: 'CLBX30301' })
    expect(registered.kind).toBe('accepted')
  })
})
