import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/actor.ts'
import { type Decision, decide } from '../../../shared/decide.ts'
import { ADMIN, type BuiltInRole, READ_ONLY } from '../../../shared/permissions.ts'
import {
  commandIdSchema,
  installationIdSchema,
  memberIdSchema,
  organisationIdSchema,
} from '../../../shared/records/scalars.ts'
import type { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups, shareOf } from '../../support/sample-groups.ts'
import { borrowedLoan, COSTA_ID, put, SIERRA_ID, sierraBox, uuid } from '../../support/sample-records.ts'
import { SIGNED, sha256Hex } from '../../support/world.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const BOX = uuid('b', 41)
const EVENT = uuid('e', 1)

function give(records: MemoryRecords, organisationId: string, type: string, args: object): Decision {
  const actor: Actor = {
    organisationId: organisationIdSchema.parse(organisationId),
    memberId: memberIdSchema.parse(uuid('d', 21)),
    memberName: 'Ana',
    permissions: new Set(ADMIN.permissions),
    installationId: installationIdSchema.parse(uuid('d', 22)),
    installationName: 'Laptop',
  }
  const command = { id: commandIdSchema.parse(uuid('e', 99)), type, args }
  return decide(records, actor, command, {
    at: NOW,
    now: NOW,
    offline: false,
    partial: false,
    sha256Hex,
    signed: SIGNED,
  })
}

/** Costa's box 41 of the Beach kit, which Sierra sees in the role, and which Costa has lent it besides. */
function lentAndShared(role: BuiltInRole): MemoryRecords {
  const records = knownGroups()
  const share = shareOf(groupOf.beach, role).body
  const box = sierraBox(41, { ownerId: COSTA_ID, holderId: SIERRA_ID, groupId: groupOf.beach })
  records.apply(put('groupShare', { ...share, id: groupOf.beach, ownerId: COSTA_ID, receiverId: SIERRA_ID }))
  records.apply(put('box', box))
  records.apply(put('loan', { ...borrowedLoan({ boxId: BOX }) }))
  return records
}

describe('a box that is borrowed and seen through a group', () => {
  it('[G6] is edited only where the group’s role allows it: the loan doesn’t', () => {
    const edit = (role: BuiltInRole, change: object) =>
      give(lentAndShared(role), SIERRA_ID, 'editBox', { boxId: BOX, ...change })
    expect(edit(READ_ONLY, { alias: 'Mine now' })).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' })
    expect(edit(READ_ONLY, { outOfService: true })).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' })
    expect(edit(ADMIN, { alias: 'Beach start' }).kind).toBe('accepted')
    expect(edit(ADMIN, { outOfService: true })).toMatchObject({ kind: 'refused', code: 'BOX_LENT' })
  })

  it('[G9] is used by the loan’s right, whatever the group’s role', () => {
    const used = give(lentAndShared(READ_ONLY), SIERRA_ID, 'startSession', { boxId: BOX, sessionId: uuid('f', 1) })
    expect(used.kind).toBe('accepted')
  })
})

describe('lending a box that two organisations use', () => {
  it('[L2] tells each of them what it lost, and nobody what the other lost', () => {
    const records = knownGroups()
    for (const change of [
      put('event', { id: EVENT, organisationId: COSTA_ID, name: 'Beach run', date: '2026-06-06', timeZone: 'UTC' }),
      put('assignment', {
        ...{ id: BOX, boxId: BOX, organisationId: COSTA_ID, eventId: EVENT, checkpointIds: [], backup: false },
      }),
      put('session', {
        ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId: BOX, boxSerial: 'CLBX30401', checkpointIds: [] },
        ...{ alias: '', startedById: uuid('d', 21), startedAt: NOW },
      }),
    ]) {
      records.apply(change)
    }
    const terms = { loanId: uuid('c', 7), boxId: BOX, validity: '1d', tokenHash: 'a'.repeat(64) }
    const lent = give(records, COSTA_ID, 'createShareToken', { ...terms, releaseFromEvent: true })
    const changes = lent.kind === 'accepted' ? lent.changes : []
    const released = changes.flatMap(({ kind, body }) =>
      kind === 'historyEntry' && body?.what === 'released' ? [body] : [],
    )
    expect(released).toHaveLength(2)
    const [owners] = released.filter((entry) => entry.organisationId === COSTA_ID)
    expect(owners).toMatchObject({ eventName: 'Beach run' })
    expect(owners?.sessionStopped).toBeUndefined()
    const [receivers] = released.filter((entry) => entry.organisationId === SIERRA_ID)
    expect(receivers).toMatchObject({ sessionStopped: true, partnerId: COSTA_ID })
    expect(receivers?.eventName).toBeUndefined()
  })
})

it('[L16] an act on very many boxes leaves an entry for each, also where their ids end alike', () => {
  const records = knownGroups()
  const alike = ['b1111111-0000-4000-8000-000100000001', 'b1111111-0000-4000-8000-000200000001']
  for (const id of alike) records.apply(put('box', { ...sierraBox(1, { groupId: groupOf.south }), id }))
  const args = { groupId: groupOf.south, partnerId: COSTA_ID, roleId: READ_ONLY.id }
  const shared = give(records, SIERRA_ID, 'shareGroup', args)
  const entries = shared.kind === 'accepted' ? shared.changes.filter(({ kind }) => kind === 'historyEntry') : []
  expect(entries).toHaveLength(4)
})
