import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, newToken, signUp } from '../../support/laptop.ts'
import { colleagueOf, createGroup, sharedBox } from '../../support/sharing.ts'

type Act = 'editBox' | 'assignBox' | 'releaseBox' | 'startSession' | 'stopSession'

/** Which of a member's permissions and of a share's each act takes, by O2 and G6. */
const NEEDS: Readonly<Record<Act, string>> = {
  editBox: 'box.edit',
  assignBox: 'box.use',
  releaseBox: 'box.use',
  startSession: 'timing.run',
  stopSession: 'timing.run',
}

const OWN_EDITOR = ['box.edit', 'member.manage', 'share.lend', 'timing.run']

/** What each role is, written down once more. */
const ROLES = {
  ADMIN: ['box.view', 'box.edit', 'box.use', 'timing.run'],
  TIMER: ['box.view', 'box.use', 'timing.run'],
  'READ ONLY': ['box.view'],
  own: ['box.view', 'box.edit', 'timing.run'],
} as const
type RoleName = keyof typeof ROLES
const NAMES = Object.keys(ROLES) as RoleName[]

describe.each(DATABASES)('what a share’s role allows, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let receiver: Laptop
  let members: ReadonlyMap<RoleName, Laptop>
  const ownRoles = { owner: randomUUID(), receiver: randomUUID() }

  const idOf = (name: RoleName, own: string) =>
    name === 'own' ? own : [ADMIN, TIMER, READ_ONLY].find((role) => role.name === name)?.id

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud, 'UNLIMITED'))
    receiver = new Laptop(cloud, await signUp(cloud))
    for (const [side, laptop] of [
      ['owner', owner],
      ['receiver', receiver],
    ] as const) {
      await laptop.giveAny('createRole', { roleId: ownRoles[side], name: 'Editors', permissions: OWN_EDITOR })
    }
    const laptops = new Map<RoleName, Laptop>()
    for (const name of NAMES) {
      laptops.set(name, await colleagueOf(cloud, receiver, idOf(name, ownRoles.receiver) ?? ''))
    }
    members = laptops
  })
  afterAll(() => cloud.close())

  describe.each(NAMES)('shared as %s', (shareRole) => {
    it.each(NAMES)('[G6] [O2] a member who is %s may do what both roles allow', async (memberRole) => {
      const member = members.get(memberRole)
      if (member === undefined) throw new Error('nobody has that role')
      const { boxId, serial } = await sharedBox(owner, receiver, idOf(shareRole, ownRoles.owner))
      const { eventId } = await receiver.createEvent()
      const sessionId = randomUUID()
      const acts: readonly (readonly [Act, object])[] = [
        ['editBox', { boxId, alias: 'Theirs' }],
        ['assignBox', { boxId, eventId }],
        ['releaseBox', { boxId }],
        ['startSession', { sessionId: randomUUID(), boxId }],
        ['stopSession', { sessionId }],
      ]
      for (const [act, args] of acts) {
        // What is needed beforehand an ADMIN does, as far as the share allows it.
        if (act === 'releaseBox') await receiver.give('assignBox', { boxId, eventId })
        if (act === 'stopSession') await receiver.give('startSession', { sessionId, boxId })
        const { code, details } = await member.giveAny(act, args)
        expect([act, code, details]).toEqual([act, ...expected(act, memberRole, shareRole, serial)])
      }
    })

    function expected(
      act: Act,
      memberRole: RoleName,
      role: RoleName,
      serial: string,
    ): readonly [string | undefined, object | undefined] {
      const permission = NEEDS[act]
      const has = (permissions: readonly string[]) => permissions.includes(permission)
      if (!has(ROLES[memberRole])) return ['FORBIDDEN', { permission }]
      if (has(ROLES[role])) return [undefined, undefined]
      // Nothing of theirs could have begun; a run that was refused is kept, stopped (L10).
      if (act === 'releaseBox') return ['BOX_NOT_ASSIGNED', { serial }]
      if (act === 'stopSession') return ['SESSION_CLOSED', { serial, stoppedAt: expect.any(String) }]
      const { id: organisationId, name: organisationName } = owner.person.organisation
      return ['FORBIDDEN', { permission, serial, organisationId, organisationName }]
    }

    it('[G6] [L12] what is the owner’s alone stays the owner’s, whatever the role', async () => {
      const { boxId, groupId, serial } = await sharedBox(owner, receiver, idOf(shareRole, ownRoles.owner))
      const loan = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: newToken().hash } as const
      const own = await createGroup(receiver)
      const notOwner = { code: 'NOT_OWNER', details: { serial } }
      expect(await receiver.refused('createShareToken', loan)).toEqual(notOwner)
      expect(await receiver.refused('retireBox', { boxId })).toEqual(notOwner)
      expect(await receiver.refused('editBox', { boxId, notes: 'x' })).toEqual(notOwner)
      expect(await receiver.refused('moveBoxToGroup', { boxId, groupId: own })).toEqual(notOwner)
      for (const [type, args] of [
        ['editGroup', { groupId, name: 'x' }],
        ['moveGroup', { groupId, parentId: own }],
        ['deleteGroup', { groupId }],
        ['createGroup', { groupId: randomUUID(), name: 'x', parentId: groupId }],
        ['shareGroup', { groupId, partnerId: owner.organisationId, roleId: TIMER.id }],
        ['changeGroupShareRole', { groupId, roleId: ADMIN.id }],
      ] as const) {
        expect([type, (await receiver.giveAny(type, args)).code]).toEqual([type, 'NOT_OWNER'])
      }
    })

    it('[G6] is shown cut down', async () => {
      const { groupId } = await sharedBox(owner, receiver, idOf(shareRole, ownRoles.owner))
      await receiver.sync()
      expect(receiver.records.get('groupShare', groupId)?.permissions).toEqual(ROLES[shareRole])
      // Whose role it is, and what else it allows, isn't the receiver's business.
      expect(JSON.stringify([...receiver.records.all('role')])).not.toContain(ownRoles.owner)
    })
  })

  it('[G6] [G8] another role, and a role that changes, count at once, and end what they allow no more', async () => {
    const roleId = randomUUID()
    const allowed = { roleId, permissions: ['box.use', 'timing.run'] as const }
    await owner.accepted('createRole', { ...allowed, name: 'Changing', permissions: [...allowed.permissions] })
    const { boxId, groupId } = await sharedBox(owner, receiver, roleId)
    const { eventId } = await receiver.createEvent()
    await receiver.accepted('assignBox', { boxId, eventId })
    const sessionId = randomUUID()
    await receiver.accepted('startSession', { sessionId, boxId })

    await owner.accepted('editRole', { roleId, name: 'Changed', permissions: ['timing.run'] })
    await receiver.sync()
    expect(receiver.records.get('groupShare', groupId)).toMatchObject({
      roleName: 'Changed',
      permissions: ['box.view', 'timing.run'],
    })
    expect(receiver.records.get('assignment', boxId)).toBeUndefined()
    expect(receiver.records.get('session', sessionId)).not.toHaveProperty('stoppedAt')
    expect((await receiver.refused('assignBox', { boxId, eventId })).code).toBe('FORBIDDEN')

    await owner.accepted('changeGroupShareRole', { groupId, roleId: READ_ONLY.id })
    await receiver.sync()
    expect(receiver.records.get('session', sessionId)).toMatchObject({ stopReason: 'share-ended' })
    expect(receiver.records.get('box', boxId)).toBeDefined()
    await owner.accepted('changeGroupShareRole', { groupId, roleId: TIMER.id })
    await receiver.accepted('assignBox', { boxId, eventId })
  })
})
