import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { meSchema } from '../../../shared/cloud-api.ts'
import { type CommandType, commandDefinitions } from '../../../shared/commands/commands.ts'
import { ADMIN, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, newToken, signUp } from '../../support/laptop.ts'
import { colleagueOf, createGroup, invite, newInvitation, share, sharingCodeOf } from '../../support/sharing.ts'

const ID = '11111111-1111-4111-8111-111111111111'

/** `rules.md`, Commands: each with its permission, and arguments of the right form. Written by hand, on purpose. */
const COMMANDS: Readonly<Record<CommandType, readonly [permission: string, args: object]>> = {
  registerBox: ['box.edit', { boxId: ID, serial: 'ROLES' }],
  editBox: ['box.edit', { boxId: ID, alias: 'x' }],
  retireBox: ['box.edit', { boxId: ID }],
  createShareToken: ['share.lend', { loanId: ID, boxId: ID, validity: '1d', tokenHash: newToken().hash }],
  extendShare: ['share.lend', { loanId: ID, validity: '1d' }],
  revokeShare: ['share.lend', { loanId: ID }],
  acceptShareToken: ['share.borrow', { token: '7K3M9QXW2HDT4FBF' }],
  returnBox: ['share.borrow', { loanId: ID }],
  confirmReturn: ['share.lend', { loanId: ID }],
  noteReceipt: ['share.lend', { slip: 'TRK1:' }],
  createGroup: ['group.edit', { groupId: ID, name: 'x' }],
  editGroup: ['group.edit', { groupId: ID, name: 'x' }],
  moveGroup: ['group.edit', { groupId: ID, parentId: null }],
  deleteGroup: ['group.edit', { groupId: ID }],
  moveBoxToGroup: ['group.edit', { boxId: ID, groupId: null }],
  refreshSharingCode: ['group.share', {}],
  shareGroup: ['group.share', { groupId: ID, partnerId: ID, roleId: ID }],
  changeGroupShareRole: ['group.share', { groupId: ID, roleId: ID }],
  stopGroupShare: ['group.share', { groupId: ID }],
  createRole: ['role.manage', { roleId: ID, name: 'x', permissions: [] }],
  editRole: ['role.manage', { roleId: ID, name: 'x' }],
  deleteRole: ['role.manage', { roleId: ID }],
  inviteMember: [
    'member.manage',
    { invitationId: ID, email: 'x@example.com', roleId: READ_ONLY.id, codeHash: newInvitation().codeHash },
  ],
  withdrawInvitation: ['member.manage', { invitationId: ID }],
  changeMemberRole: ['member.manage', { memberId: ID, roleId: ID }],
  removeMember: ['member.manage', { memberId: ID }],
  revokeInstallation: ['member.manage', { installationId: ID }],
  editOrganisation: ['member.manage', { contactName: 'x' }],
  createEvent: ['event.edit', { eventId: ID, name: 'x', date: '2026-06-06' }],
  editEvent: ['event.edit', { eventId: ID, name: 'x' }],
  archiveEvent: ['event.edit', { eventId: ID }],
  createRace: ['event.edit', { raceId: ID, eventId: ID, name: 'x' }],
  editRace: ['event.edit', { raceId: ID, name: 'x' }],
  deleteRace: ['event.edit', { raceId: ID }],
  createCheckpoint: ['event.edit', { checkpointId: ID, raceId: ID, name: 'x', kind: 'START' }],
  editCheckpoint: ['event.edit', { checkpointId: ID, name: 'x' }],
  deleteCheckpoint: ['event.edit', { checkpointId: ID }],
  assignBox: ['box.use', { boxId: ID, eventId: ID }],
  releaseBox: ['box.use', { boxId: ID }],
  startSession: ['timing.run', { sessionId: ID, boxId: ID }],
  stopSession: ['timing.run', { sessionId: ID }],
  adoptPassings: ['timing.run', { sessionId: ID, adopts: ID, until: '2026-06-06T10:00:00.000Z' }],
  recordRaceAction: ['timing.run', { actionId: ID, raceId: ID, kind: 'START', at: '2026-06-06T10:00:00.000Z' }],
}

function withNewIds(args: object): object {
  const codes = 'codeHash' in args ? { codeHash: newInvitation().codeHash } : {}
  return { ...(JSON.parse(JSON.stringify(args).replaceAll(ID, randomUUID())) as object), ...codes }
}

const ALL = [
  ...['box.view', 'box.edit', 'box.use', 'timing.run', 'event.edit', 'share.lend', 'share.borrow'],
  ...['group.edit', 'group.share', 'member.manage', 'role.manage'],
]
const OWN = ['box.view', 'event.edit', 'group.share', 'member.manage']
/** O3, and one of the organisation's own. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  ADMIN: ALL,
  TIMER: ['box.view', 'box.use', 'timing.run', 'event.edit', 'share.lend', 'share.borrow'],
  'READ ONLY': ['box.view'],
  own: OWN,
}

describe.each(DATABASES)('roles, on %s', (kind) => {
  let cloud: RunningCloud
  let admin: Laptop
  const ownRoleId = randomUUID()

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    admin = new Laptop(cloud, await signUp(cloud))
    await admin.giveAny('createRole', { roleId: ownRoleId, name: 'Office', permissions: OWN })
  })
  afterAll(() => cloud.close())

  it('the table names every command there is', () => {
    expect(Object.keys(COMMANDS).toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  })

  it.each(Object.entries(ROLES))('[O2] [O3] [O4] %s may give exactly its commands', async (name, permissions) => {
    const roleId = [ADMIN, TIMER, READ_ONLY].find((role) => role.name === name)?.id ?? ownRoleId
    // An organisation for each, so that what one may do isn't in the way of the next.
    const office = name === 'own' ? admin : new Laptop(cloud, await signUp(cloud))
    const member = await colleagueOf(cloud, office, roleId)
    const forbidden: string[] = []
    for (const [type, [permission, args]] of Object.entries(COMMANDS)) {
      const outcome = await member.giveAny(type, withNewIds(args))
      expect(outcome.code, type).not.toBe('COMMAND_INVALID')
      if (outcome.code !== 'FORBIDDEN') continue
      forbidden.push(type)
      expect([type, outcome.details]).toEqual([type, { permission }])
    }
    const expected = Object.entries(COMMANDS).filter(([, [permission]]) => !permissions.includes(permission))
    expect(forbidden).toEqual(expected.map(([type]) => type))
    const me = meSchema.parse((await member.ask('GET', '/v1/me')).json())
    expect(me.permissions.toSorted()).toEqual([...permissions].toSorted())
    const keys = await member.ask('GET', '/v1/api-keys')
    expect(keys.status).toBe(permissions.includes('member.manage') ? 200 : 403)
  })

  it('[O3] an own role is a name and any set of permissions, in force at once', async () => {
    const roleId = randomUUID()
    await admin.accepted('createRole', { roleId, name: 'Crew', permissions: [] })
    const member = await colleagueOf(cloud, admin, roleId)
    await admin.sync()
    expect(admin.records.get('role', roleId)).toEqual({
      ...{ id: roleId, organisationId: admin.organisationId, name: 'Crew', permissions: ['box.view'], builtIn: false },
    })
    const event = () => member.give('createEvent', { eventId: randomUUID(), name: 'Mine', date: '2026-06-06' })
    expect((await event()).code).toBe('FORBIDDEN')
    await admin.accepted('editRole', { roleId, permissions: ['event.edit'] })
    expect((await event()).status).toBe('accepted')
    await admin.accepted('changeMemberRole', { memberId: member.person.member.id, roleId: READ_ONLY.id })
    expect((await event()).code).toBe('FORBIDDEN')
    await admin.accepted('deleteRole', { roleId })
    await admin.sync()
    expect(admin.records.get('role', roleId)).toBeUndefined()
    expect(admin.records.get('member', member.person.member.id)).toMatchObject({ roleId: READ_ONLY.id })
  })

  it('[O3] a role’s name is taken once in an organisation, those built in as well', async () => {
    for (const name of ['timer', 'OFFICE']) {
      const refusal = await admin.refused('createRole', { roleId: randomUUID(), name, permissions: [] })
      expect(refusal).toEqual({ code: 'COMMAND_INVALID', details: { fields: [{ field: 'name', problem: 'taken' }] } })
    }
    const other = new Laptop(cloud, await signUp(cloud))
    await other.accepted('createRole', { roleId: randomUUID(), name: 'Office', permissions: [] })
  })

  it('[O3] those built in can be neither changed nor deleted', async () => {
    for (const { id: roleId, name } of [ADMIN, TIMER, READ_ONLY]) {
      const builtIn = { code: 'ROLE_BUILT_IN', details: { roleName: name } }
      expect(await admin.refused('editRole', { roleId, name: 'Mine' })).toEqual(builtIn)
      expect(await admin.refused('deleteRole', { roleId })).toEqual(builtIn)
    }
  })

  it('[O5] a role in use stays, and the refusal names who and what uses it', async () => {
    const roleId = randomUUID()
    await admin.accepted('createRole', { roleId, name: 'Used', permissions: ['box.use'] })
    await colleagueOf(cloud, admin, roleId)
    const { email, invitationId } = await invite(admin, roleId)
    const groupId = await createGroup(admin, 'Lent kit')
    await share(admin, new Laptop(cloud, await signUp(cloud)), groupId, roleId)
    expect(await admin.refused('deleteRole', { roleId })).toEqual({
      code: 'ROLE_IN_USE',
      details: { roleName: 'Used', members: ['Nora New'], invited: [email], groups: ['Lent kit'] },
    })
    await admin.accepted('withdrawInvitation', { invitationId })
    await admin.accepted('stopGroupShare', { groupId })
    expect((await admin.refused('deleteRole', { roleId })).details).toMatchObject({ invited: [], groups: [] })
  })

  it('[G4] [O4] who may only look, sees the partner code, and can’t refresh it', async () => {
    const viewer = await colleagueOf(cloud, admin, READ_ONLY.id)
    const code = await sharingCodeOf(viewer)
    expect((await viewer.refused('refreshSharingCode', {})).code).toBe('FORBIDDEN')
    expect(await sharingCodeOf(admin)).toBe(code)
  })
})
