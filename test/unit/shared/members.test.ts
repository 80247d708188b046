import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/actor.ts'
import { type Decision, decide } from '../../../shared/decide.ts'
import { ADMIN, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import {
  commandIdSchema,
  installationIdSchema,
  memberIdSchema,
  organisationIdSchema,
} from '../../../shared/records/scalars.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { COSTA_ID, put, SIERRA_ID, sierra, uuid } from '../../support/sample-records.ts'
import { SIGNED, sha256Hex } from '../../support/world.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const [MARTA, DIEGO, STRANGER] = [uuid('d', 1), uuid('d', 2), uuid('d', 3)]
const CREW = uuid('c', 1)
const LAPTOP = uuid('e', 1)
const HASH = 'a'.repeat(64)

function scene(...more: readonly Change[]): MemoryRecords {
  const records = new MemoryRecords()
  const member = (id: string, name: string, roleId: string, organisationId = SIERRA_ID) =>
    put('member', { id, organisationId, name, email: `${name.toLowerCase()}@example.org`, roleId })
  const all: readonly Change[] = [
    put('organisation', sierra),
    member(MARTA, 'Marta', ADMIN.id),
    member(DIEGO, 'Diego', TIMER.id),
    member(STRANGER, 'Pau', ADMIN.id, COSTA_ID),
    put('role', { id: CREW, organisationId: SIERRA_ID, name: 'Crew', permissions: ['box.view'], builtIn: false }),
    put('installation', {
      ...{ id: LAPTOP, organisationId: SIERRA_ID, memberId: DIEGO, name: 'Van', lastSeenAt: NOW },
    }),
    ...more,
  ]
  for (const change of all) records.apply(change)
  return records
}

const actor: Actor = {
  organisationId: organisationIdSchema.parse(SIERRA_ID),
  memberId: memberIdSchema.parse(MARTA),
  memberName: 'Marta',
  permissions: new Set(ADMIN.permissions),
  installationId: installationIdSchema.parse(uuid('e', 2)),
  installationName: 'Office',
}

function give(records: MemoryRecords, type: string, args: object): Decision {
  const command = { id: commandIdSchema.parse(uuid('e', 99)), type, args }
  const decision = decide(records, actor, command, {
    at: NOW,
    now: NOW,
    offline: false,
    partial: false,
    sha256Hex,
    signed: SIGNED,
  })
  if (decision.kind === 'accepted') for (const change of decision.changes) records.apply(change)
  return decision
}

const invitation = { invitationId: uuid('f', 1), email: 'Eva@Example.org', roleId: TIMER.id, codeHash: HASH }

describe('roles', () => {
  it('[O3] built-in roles are neither edited nor deleted', () => {
    for (const { id } of [ADMIN, TIMER, READ_ONLY]) {
      expect(give(scene(), 'editRole', { roleId: id, name: 'Mine' })).toMatchObject({ code: 'ROLE_BUILT_IN' })
      expect(give(scene(), 'deleteRole', { roleId: id })).toMatchObject({ code: 'ROLE_BUILT_IN' })
    }
  })

  it('[O2] [O3] an own role has a name of its own and any permissions, and always box.view', () => {
    const records = scene()
    const roleId = uuid('c', 2)
    expect(give(records, 'createRole', { roleId, name: 'Timer', permissions: [] })).toMatchObject({
      code: 'COMMAND_INVALID',
      details: { fields: [{ field: 'name', problem: 'taken' }] },
    })
    expect(give(records, 'createRole', { roleId, name: 'Office', permissions: ['group.edit'] }).kind).toBe('accepted')
    expect(records.get('role', roleId)).toMatchObject({ permissions: ['box.view', 'group.edit'], builtIn: false })
    expect(give(records, 'editRole', { roleId, name: 'CREW' })).toMatchObject({ code: 'COMMAND_INVALID' })
    expect(give(records, 'editRole', { roleId, name: 'OFFICE' }).kind).toBe('accepted')
    expect(give(records, 'createRole', { roleId: uuid('c', 3), name: 'X', permissions: ['fly'] })).toMatchObject({
      code: 'COMMAND_INVALID',
    })
  })

  it('[O5] a role in use can’t be deleted; the refusal names what uses it', () => {
    const group = { id: uuid('f', 7), name: 'North kit', category: '', parentId: null, ownerId: SIERRA_ID }
    const share = { id: group.id, ownerId: SIERRA_ID, receiverId: COSTA_ID, roleId: CREW, roleName: 'Crew' }
    const records = scene(put('group', group), put('groupShare', { ...share, permissions: ['box.view'], since: NOW }))
    give(records, 'changeMemberRole', { memberId: DIEGO, roleId: CREW })
    give(records, 'inviteMember', { ...invitation, roleId: CREW })
    expect(give(records, 'deleteRole', { roleId: CREW })).toMatchObject({
      code: 'ROLE_IN_USE',
      details: { members: ['Diego'], invited: ['eva@example.org'], groups: ['North kit'] },
    })
    give(records, 'changeMemberRole', { memberId: DIEGO, roleId: TIMER.id })
    give(records, 'withdrawInvitation', { invitationId: invitation.invitationId })
    give(records, 'stopGroupShare', { groupId: group.id })
    expect(give(records, 'deleteRole', { roleId: CREW }).kind).toBe('accepted')
  })
})

describe('members', () => {
  it('[O5] the last ADMIN is neither removed nor demoted, not even by himself', () => {
    const records = scene()
    expect(give(records, 'removeMember', { memberId: MARTA })).toMatchObject({ code: 'LAST_ADMIN' })
    const demote = () => give(records, 'changeMemberRole', { memberId: MARTA, roleId: TIMER.id })
    expect(demote()).toMatchObject({ code: 'LAST_ADMIN', details: { memberName: 'Marta' } })
    expect(give(records, 'changeMemberRole', { memberId: DIEGO, roleId: ADMIN.id }).kind).toBe('accepted')
    expect(demote().kind).toBe('accepted')
  })

  it('[O7] another organisation’s members, roles and laptops don’t exist here', () => {
    const records = scene()
    expect(give(records, 'removeMember', { memberId: STRANGER })).toMatchObject({ code: 'NOT_FOUND' })
    expect(give(records, 'changeMemberRole', { memberId: DIEGO, roleId: uuid('c', 9) })).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(give(records, 'revokeInstallation', { installationId: uuid('e', 9) })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('[O10] who is removed is gone, and so is the right of the laptops', () => {
    const records = scene()
    expect(give(records, 'removeMember', { memberId: DIEGO }).kind).toBe('accepted')
    expect(records.get('member', DIEGO)).toBeUndefined()
    expect(records.get('installation', LAPTOP)).toMatchObject({ revokedAt: NOW })
  })

  it('[O6] an invitation is valid 7 days, is replaced by another to the same address, and shows its code’s hash to nobody', () => {
    const records = scene()
    const expiresAt = '2026-06-13T10:00:00.000Z'
    expect(give(records, 'inviteMember', invitation)).toMatchObject({ kind: 'accepted', details: { expiresAt } })
    const again = { ...invitation, invitationId: uuid('f', 2), codeHash: 'b'.repeat(64) }
    expect(give(records, 'inviteMember', again).kind).toBe('accepted')
    const [open, ...others] = [...records.all('invitation')]
    expect(others).toEqual([])
    expect(open).toMatchObject({ id: again.invitationId, email: 'eva@example.org', expiresAt })
    if (open) expect(viewOf(records, 'invitation', open, actor.organisationId)).not.toHaveProperty('codeHash')
    expect(give(records, 'inviteMember', { ...invitation, email: 'diego@example.org' })).toMatchObject({
      code: 'COMMAND_INVALID',
      details: { fields: [{ field: 'email', problem: 'taken' }] },
    })
    expect(give(records, 'inviteMember', { ...invitation, email: 'eva' })).toMatchObject({ code: 'COMMAND_INVALID' })
  })

  it('[O9] the contact is edited, and taken away by null', () => {
    const records = scene()
    give(records, 'editOrganisation', { contactName: 'Marta Ruiz', contactPhone: '+34 600 000 101' })
    expect(records.get('organisation', SIERRA_ID)).toMatchObject({ contactName: 'Marta Ruiz' })
    give(records, 'editOrganisation', { contactPhone: null })
    expect(records.get('organisation', SIERRA_ID)).toMatchObject({ contactName: 'Marta Ruiz' })
    expect(records.get('organisation', SIERRA_ID)).not.toHaveProperty('contactPhone')
  })
})
