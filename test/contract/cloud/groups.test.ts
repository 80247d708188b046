import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signUp } from '../../support/laptop.ts'
import { boxIn, createGroup, share, sharedBox } from '../../support/sharing.ts'

describe.each(DATABASES)('groups, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let receiver: Laptop
  let third: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud, 'UNLIMITED'))
    receiver = new Laptop(cloud, await signUp(cloud))
    third = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const group = (laptop: Laptop, id: string) => laptop.records.get('group', id)
  const box = (laptop: Laptop, id: string) => laptop.records.get('box', id)

  describe('the tree', () => {
    it('[G1] has names and categories, and a box is in one group at most', async () => {
      const parentId = await createGroup(owner, 'Madrid depot')
      const groupId = randomUUID()
      await owner.accepted('createGroup', { groupId, name: 'North kit', category: 'Kit', parentId })
      const { boxId } = await boxIn(owner, groupId)
      await owner.accepted('editGroup', { groupId, name: 'South kit', category: '' })
      await owner.sync()
      expect(group(owner, groupId)).toEqual({
        ...{ id: groupId, name: 'South kit', category: '', parentId, ownerId: owner.organisationId },
      })
      expect(box(owner, boxId)).toMatchObject({ groupId })
      await owner.accepted('moveBoxToGroup', { boxId, groupId: parentId })
      await owner.accepted('moveBoxToGroup', { boxId, groupId: null })
      await owner.sync()
      expect(box(owner, boxId)).toMatchObject({ groupId: null })
      const told = owner.records.where('historyEntry', 'boxId', boxId).filter(({ what }) => what === 'group-changed')
      expect(told.map((entry) => entry.groupName)).toEqual(['North kit', 'Madrid depot', undefined])
    })

    it('[G1] moves with all that is in it, and never into itself', async () => {
      const [top, middle, bottom] = [await createGroup(owner), await createGroup(owner), await createGroup(owner)]
      await owner.accepted('moveGroup', { groupId: middle, parentId: top })
      await owner.accepted('moveGroup', { groupId: bottom, parentId: middle })
      for (const parentId of [top, middle, bottom]) {
        const refusal = await owner.refused('moveGroup', { groupId: top, parentId })
        expect(refusal).toEqual({ code: 'GROUP_CYCLE', details: { groupId: top } })
      }
      await owner.accepted('moveGroup', { groupId: middle, parentId: null })
      await owner.sync()
      expect([group(owner, middle)?.parentId, group(owner, bottom)?.parentId]).toEqual([null, middle])
    })

    it('[G1] a group goes only when it is empty and not shared', async () => {
      const parentId = await createGroup(owner, 'Full')
      const groupId = await createGroup(owner, 'Inner', parentId)
      const { boxId } = await boxIn(owner, parentId)
      expect(await owner.refused('deleteGroup', { groupId: parentId })).toEqual({
        code: 'GROUP_NOT_EMPTY',
        details: { groupId: parentId, groupName: 'Full', groups: 1, boxes: 1 },
      })
      await owner.accepted('deleteGroup', { groupId })
      await owner.accepted('retireBox', { boxId })
      await share(owner, receiver, parentId)
      expect((await owner.refused('deleteGroup', { groupId: parentId })).code).toBe('GROUP_SHARED')
      await owner.accepted('stopGroupShare', { groupId: parentId })
      await owner.accepted('deleteGroup', { groupId: parentId })
      const told = await owner.sync()
      expect(told).toContainEqual({ kind: 'group', id: parentId, body: null })
      expect(told).toContainEqual({ kind: 'group', id: groupId, body: null })
    })

    it('[L12] only owned boxes go into groups, and one’s own also while they are away', async () => {
      const lent = await lentBox(owner, receiver)
      const own = await createGroup(receiver)
      expect(await receiver.refused('moveBoxToGroup', { boxId: lent.boxId, groupId: own })).toEqual({
        code: 'NOT_OWNER',
        details: { serial: lent.serial },
      })
      const groupId = await createGroup(owner)
      await owner.accepted('moveBoxToGroup', { boxId: lent.boxId, groupId })
      await receiver.sync()
      // O7: whose groups they are in, a borrower doesn't learn.
      expect(box(receiver, lent.boxId)).toMatchObject({ groupId: null })
      expect(group(receiver, groupId)).toBeUndefined()
    })
  })

  describe('a loan on it', () => {
    it('[G9] beats the share: not available, not by whom, and back when it is over', async () => {
      const { boxId, serial } = await sharedBox(owner, receiver)
      const { eventId } = await receiver.createEvent()
      const lent = await owner.lend(boxId)
      const refused = async () => [
        await receiver.refused('assignBox', { boxId, eventId }),
        await receiver.refused('startSession', { sessionId: randomUUID(), boxId }),
      ]
      const notAvailable = { code: 'BOX_NOT_AVAILABLE', details: { serial, reason: 'lent' } }
      const seen = async () => {
        await receiver.sync()
        return box(receiver, boxId)?.holderId
      }
      expect([await seen(), ...(await refused())]).toEqual([null, notAvailable, notAvailable])
      await third.accepted('acceptShareToken', { token: lent.token })
      expect([await seen(), ...(await refused())]).toEqual([null, notAvailable, notAvailable])
      const everything = JSON.stringify([...receiver.records.all('box'), ...receiver.records.all('historyEntry')])
      expect(everything).not.toContain(third.organisationId)
      await third.accepted('returnBox', { loanId: lent.loanId })
      expect(await seen()).toBe(owner.organisationId)
      await receiver.accepted('assignBox', { boxId, eventId })
    })

    it('[G9] that runs out is over for the receiver at its time, whoever looks first', async () => {
      const { boxId } = await sharedBox(owner, receiver)
      await owner.lend(boxId)
      cloud.clock.advance(24 * 3_600_000)
      await receiver.sync()
      expect(box(receiver, boxId)).toMatchObject({ holderId: owner.organisationId })
    })

    it('[G9] [L2] lending takes a box out of the receiver’s use only when the person says so', async () => {
      const { boxId } = await sharedBox(owner, receiver)
      const { eventId } = await receiver.createEvent('Secret race')
      await receiver.accepted('assignBox', { boxId, eventId })
      const sessionId = randomUUID()
      await receiver.accepted('startSession', { sessionId, boxId })
      const loan = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: 'e'.repeat(64) } as const
      expect(await owner.refused('createShareToken', loan)).toEqual({
        code: 'BOX_IN_USE',
        details: { organisationId: receiver.organisationId },
      })
      await owner.accepted('createShareToken', { ...loan, releaseFromEvent: true })
      await receiver.sync()
      expect(receiver.records.get('assignment', boxId)).toBeUndefined()
      expect(receiver.records.get('session', sessionId)).toMatchObject({ stopReason: 'box-lent' })
      await owner.accepted('revokeShare', { loanId: loan.loanId })
    })

    it('[G9] [G8] a receiver that has borrowed the box keeps it when the share stops', async () => {
      const { boxId, groupId } = await sharedBox(owner, receiver)
      const { token } = await owner.lend(boxId)
      await receiver.accepted('acceptShareToken', { token })
      const sessionId = randomUUID()
      await receiver.accepted('startSession', { sessionId, boxId })
      await owner.accepted('stopGroupShare', { groupId })
      await receiver.sync()
      expect(box(receiver, boxId)).toMatchObject({ holderId: receiver.organisationId, groupId: null })
      expect(receiver.records.get('session', sessionId)).not.toHaveProperty('stoppedAt')
    })
  })
})
