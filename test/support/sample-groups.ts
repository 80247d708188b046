import { type BuiltInRole, TIMER } from '../../shared/permissions.ts'
import type { Change } from '../../shared/records/kinds.ts'
import { shareablePermissions } from '../../shared/rules/roles.ts'
import { MemoryRecords } from '../../shared/state.ts'
import { COSTA_ID, put, SIERRA_ID, sierra, sierraBox, uuid } from './sample-records.ts'

const SINCE = '2026-06-01T00:00:00.000Z'

export const groupOf = {
  madrid: uuid('d', 1),
  north: uuid('d', 2),
  reserve: uuid('d', 3),
  south: uuid('d', 4),
  beach: uuid('d', 9),
} as const

/** Sierra's share of a group with Costa. */
export function shareOf(groupId: string, role: BuiltInRole = TIMER): Change {
  return put('groupShare', {
    id: groupId,
    ownerId: SIERRA_ID,
    receiverId: COSTA_ID,
    roleId: role.id,
    roleName: role.name,
    permissions: shareablePermissions(role.permissions),
    since: SINCE,
  })
}

function group(id: string, name: string, category: string, parentId: string | null): Change {
  return put('group', { id, name, category, parentId, ownerId: SIERRA_ID })
}

/** Sierra's groups with a few boxes, not shared yet, and Costa's Beach kit, which it shares with Sierra to use in races. */
export function knownGroups(): MemoryRecords {
  const records = new MemoryRecords()
  for (const change of [
    put('organisation', sierra),
    put('partner', { id: COSTA_ID, name: 'Costa Events', number: 1002, since: SINCE }),
    group(groupOf.madrid, 'Madrid depot', 'Depot', null),
    group(groupOf.north, 'North kit', 'Kit', groupOf.madrid),
    group(groupOf.reserve, 'Reserve', '', groupOf.north),
    group(groupOf.south, 'South kit', 'Kit', null),
    put('group', { id: groupOf.beach, name: 'Beach kit', category: '', parentId: null, ownerId: COSTA_ID }),
    { ...shareOf(groupOf.beach), body: { ...shareOf(groupOf.beach).body, ownerId: COSTA_ID, receiverId: SIERRA_ID } },
    put('box', sierraBox(1, { groupId: groupOf.madrid })),
    put('box', sierraBox(2, { groupId: groupOf.north })),
    put('box', sierraBox(3, { groupId: groupOf.north })),
    put('box', sierraBox(4, { groupId: groupOf.reserve })),
    put('box', sierraBox(5)),
    put('box', sierraBox(6, { retiredAt: SINCE })),
    put('box', sierraBox(41, { serial: 'CLBX30401', ownerId: COSTA_ID, holderId: COSTA_ID, groupId: groupOf.beach })),
  ]) {
    records.apply(change as Change)
  }
  return records
}
