import { expect, test } from 'vitest'
import {
  isRoleUsed,
  PERMISSION_AREAS,
  rolesOf,
  roleUses,
  sameNamed,
  samePermissions,
  takesFromReceivers,
} from '../../../renderer/members/role-facts.ts'
import {
  lostPermissions,
  roleSays,
  roleSentence,
  roleUseLines,
  sharedGroups,
} from '../../../renderer/members/role-words.ts'
import { ADMIN, PERMISSIONS, type Permission, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { organisationIdSchema, roleIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { COSTA_ID, put, record, SIERRA_ID, sierraTimer, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const organisationId = organisationIdSchema.parse(SIERRA_ID)
const CREW = roleIdSchema.parse(uuid('f', 1))

function ownRole(permissions: readonly Permission[], part: object = {}) {
  return record('role', { id: CREW, organisationId: SIERRA_ID, name: 'Crew', permissions, builtIn: false, ...part })
}

function world() {
  const records = new MemoryRecords()
  for (const role of [ADMIN, TIMER, READ_ONLY]) records.apply(put('role', { ...role }))
  records.apply(put('role', { ...ownRole(['box.view', 'box.use']) }))
  records.apply(put('role', { ...ownRole(['box.view'], { id: uuid('f', 2), name: 'Audit' }) }))
  return records
}

test('[O3] shows the three built-in roles first, then the own ones by name', () => {
  expect(rolesOf(world(), organisationId).map(({ name }) => name)).toEqual([
    'ADMIN',
    'TIMER',
    'READ ONLY',
    'Audit',
    'Crew',
  ])
})

test('[O2] every permission stands in the table once', () => {
  const shown = PERMISSION_AREAS.flatMap(({ permissions }): readonly Permission[] => permissions)
  expect(shown.toSorted()).toEqual([...PERMISSIONS].toSorted())
})

test('[O3] says what a role does in a sentence', () => {
  expect(roleSentence(say, TIMER)).toBe('TIMER: uses boxes, edits events, times, lends and borrows')
  expect(roleSays(say, ownRole(['box.view', 'box.use', 'timing.run', 'group.edit']))).toBe(
    'uses boxes, times and edits groups',
  )
  expect(roleSays(say, ownRole(['box.view']))).toBe('looks, and changes nothing')
})

test('[O5] names what uses a role: members, invitations, shared groups with their partner', () => {
  const records = world()
  records.apply(put('member', { ...sierraTimer, roleId: CREW }))
  records.apply(
    put('invitation', {
      id: uuid('e', 1),
      organisationId: SIERRA_ID,
      email: 'zoe@sierra.example',
      roleId: CREW,
      createdAt: '2026-06-06T10:00:00.000Z',
      expiresAt: '2026-06-13T10:00:00.000Z',
    }),
  )
  const group = { id: uuid('d', 1), name: 'North kit', category: 'Kit', parentId: null, ownerId: SIERRA_ID }
  records.apply(put('group', group))
  const share = { ownerId: SIERRA_ID, receiverId: COSTA_ID, roleId: CREW, roleName: 'Crew' }
  const permissions = ['box.view', 'box.use']
  records.apply(put('groupShare', { id: group.id, ...share, permissions, since: '2026-06-06T10:00:00.000Z' }))
  const uses = roleUses(records, organisationId, CREW)
  expect(roleUseLines(say, uses)).toEqual([
    'Members: Ana',
    'Invited: zoe@sierra.example',
    'Groups shared in this role: North kit with Costa Events',
  ])
  expect(sharedGroups(say, uses.shares)).toBe('North kit with Costa Events')
  expect(isRoleUsed(uses)).toBe(true)
  expect(isRoleUsed(roleUses(records, organisationId, roleIdSchema.parse(uuid('f', 2))))).toBe(false)
})

test('[O3] a name is taken whatever its case, but not by the role itself', () => {
  const roles = rolesOf(world(), organisationId)
  expect(sameNamed(roles, 'timer', undefined)?.name).toBe('TIMER')
  expect(sameNamed(roles, 'CREW', CREW)).toBeUndefined()
  expect(sameNamed(roles, 'Boat', undefined)).toBeUndefined()
})

test('[G6] knows whether partners lose something when a role is changed', () => {
  const role = ownRole(['box.view', 'box.use', 'share.lend'])
  expect(takesFromReceivers(role, ['box.view'])).toBe(true)
  expect(takesFromReceivers(role, ['box.view', 'box.use'])).toBe(false)
  expect(takesFromReceivers(role, ['box.view', 'box.use', 'box.edit'])).toBe(false)
})

test('[O4] names what somebody would no longer be allowed to', () => {
  expect(lostPermissions(say, ADMIN.permissions, TIMER.permissions)).toBe(
    'Edit boxes, Edit groups, Share groups, Manage members and Manage roles',
  )
  expect(lostPermissions(say, TIMER.permissions, ADMIN.permissions)).toBeUndefined()
})

test('[O3] two sets of permissions are the same in any order', () => {
  expect(samePermissions(['box.view', 'box.use'], ['box.use', 'box.view'])).toBe(true)
  expect(samePermissions(['box.view'], ['box.use', 'box.view'])).toBe(false)
  expect(samePermissions(['box.view', 'box.edit'], ['box.use', 'box.view'])).toBe(false)
})
