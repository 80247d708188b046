import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'
import { boxIn, createGroup, share, sharedBox, sharingCodeOf } from '../../support/sharing.ts'

describe.each(DATABASES)('sharing groups, on %s', (kind) => {
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

  it('[G2] [G5] [G7] covers the group and everything below it, and shows both sides whom it is with', async () => {
    const above = await createGroup(owner, 'Spain')
    const groupId = await createGroup(owner, 'Depot', above)
    const below = await createGroup(owner, 'Kit', groupId)
    const [inside, outside] = [await boxIn(owner, below), await boxIn(owner, above)]
    await owner.accepted('editBox', { boxId: inside.boxId, notes: 'ours alone' })
    const outcome = await share(owner, receiver, groupId)
    const { id: organisationId, name: organisationName } = receiver.person.organisation
    expect(outcome.details).toEqual({ organisationId, organisationName })
    await Promise.all([owner.sync(), receiver.sync(), third.sync()])
    const shown = {
      ...{ id: groupId, ownerId: owner.organisationId, receiverId: receiver.organisationId },
      ...{ roleId: TIMER.id, roleName: 'TIMER', permissions: ['box.view', 'box.use', 'timing.run'] },
      since: expect.any(String),
    }
    for (const side of [owner, receiver]) expect(side.records.get('groupShare', groupId)).toEqual(shown)
    expect(group(receiver, groupId)).toMatchObject({ name: 'Depot', parentId: null, ownerId: owner.organisationId })
    expect(group(receiver, below)).toMatchObject({ parentId: groupId })
    expect(group(receiver, above)).toBeUndefined()
    expect(box(receiver, inside.boxId)).toMatchObject({ groupId: below, holderId: owner.organisationId })
    expect(box(receiver, inside.boxId)).not.toHaveProperty('notes')
    expect(box(receiver, outside.boxId)).toBeUndefined()
    expect([...third.records.all('group'), ...third.records.all('groupShare')]).toEqual([])
    // O9: each is the other's partner from now on.
    expect(owner.records.get('partner', organisationId)).toMatchObject({ name: organisationName })
    expect(receiver.records.get('partner', owner.organisationId)).toMatchObject({
      name: owner.person.organisation.name,
    })
  })

  it('[G2] follows what changes in it: names, boxes that come and go, groups that are moved in and out', async () => {
    const { groupId, boxId } = await sharedBox(owner, receiver)
    const other = await createGroup(owner, 'Other')
    const moved = await boxIn(owner, other)
    await receiver.sync()
    await owner.accepted('editGroup', { groupId, name: 'Renamed' })
    await owner.accepted('editBox', { boxId, alias: 'Blue' })
    await owner.accepted('moveGroup', { groupId: other, parentId: groupId })
    await receiver.sync()
    expect(group(receiver, groupId)).toMatchObject({ name: 'Renamed' })
    expect(group(receiver, other)).toMatchObject({ parentId: groupId })
    expect([box(receiver, boxId)?.alias, box(receiver, moved.boxId)?.groupId]).toEqual(['Blue', other])

    await owner.accepted('moveBoxToGroup', { boxId, groupId: null })
    expect(await receiver.sync()).toContainEqual({ kind: 'box', id: boxId, body: null })
    await owner.accepted('moveGroup', { groupId: other, parentId: null })
    const told = await receiver.sync()
    expect(told).toContainEqual({ kind: 'group', id: other, body: null })
    expect(told).toContainEqual({ kind: 'box', id: moved.boxId, body: null })
    await owner.accepted('moveBoxToGroup', { boxId: moved.boxId, groupId })
    await owner.accepted('retireBox', { boxId: moved.boxId })
    await receiver.sync()
    expect(box(receiver, moved.boxId)).toBeUndefined()
  })

  it('[L16] [G2] the history tells both sides what came and went, each its own part', async () => {
    const { groupId, boxId } = await sharedBox(owner, receiver)
    await owner.accepted('moveBoxToGroup', { boxId, groupId: null })
    await Promise.all([owner.sync(), receiver.sync()])
    const told = (laptop: Laptop) =>
      laptop.records
        .where('historyEntry', 'boxId', boxId)
        .filter(({ what }) => what.startsWith('share'))
        .map(({ what, memberName, partnerId, groupName }) => ({ what, memberName, partnerId, groupName }))
        .toSorted((a, b) => (a.what < b.what ? -1 : 1))
    const steps = (memberName: string | null, partnerId: string) =>
      ['share-ended', 'shared'].map((what) => ({ what, memberName, partnerId, groupName: 'Shared kit' }))
    expect(told(owner)).toEqual(steps('Ada Admin', receiver.organisationId))
    expect(told(receiver)).toEqual(steps(null, owner.organisationId))
    expect(group(receiver, groupId)).toBeDefined()
  })

  it('[G3] is with one organisation at most on any path, up or down; with the same one twice it adds up', async () => {
    const [top, middle, bottom] = [
      await createGroup(owner, 'Top'),
      await createGroup(owner, 'Middle'),
      await createGroup(owner, 'Bottom'),
    ]
    await owner.accepted('moveGroup', { groupId: middle, parentId: top })
    await owner.accepted('moveGroup', { groupId: bottom, parentId: middle })
    await share(owner, receiver, middle, READ_ONLY.id)
    const { id: organisationId, name: organisationName } = receiver.person.organisation
    const sharingCode = await sharingCodeOf(third)
    for (const groupId of [top, middle, bottom]) {
      expect(await owner.refused('shareGroup', { groupId, sharingCode, roleId: TIMER.id })).toEqual({
        code: 'GROUP_SHARED',
        details: { groupId: middle, groupName: 'Middle', organisationId, organisationName },
      })
    }
    const again = { groupId: middle, partnerId: organisationId, roleId: TIMER.id }
    expect((await owner.refused('shareGroup', again)).code).toBe('GROUP_SHARED')

    const { boxId } = await boxIn(owner, bottom)
    const sessionId = randomUUID()
    expect((await receiver.refused('startSession', { sessionId: randomUUID(), boxId })).code).toBe('FORBIDDEN')
    await share(owner, receiver, bottom, TIMER.id)
    // G11
    await receiver.accepted('startSession', { sessionId, boxId })
    await owner.accepted('changeGroupShareRole', { groupId: bottom, roleId: READ_ONLY.id })
    await receiver.sync()
    expect(receiver.records.get('session', sessionId)).toMatchObject({ stopReason: 'share-ended' })
  })

  it('[G3] a move that would bring two partners together is refused, naming the share to its owner', async () => {
    const [one, other] = [await createGroup(owner, 'One'), await createGroup(owner, 'Other')]
    const inner = await createGroup(owner, 'Inner', one)
    await share(owner, receiver, inner)
    await share(owner, third, other)
    const refusal = await owner.refused('moveGroup', { groupId: one, parentId: other })
    expect(refusal).toMatchObject({
      code: 'GROUP_SHARED',
      details: { groupName: 'Inner', organisationName: receiver.person.organisation.name },
    })
    await owner.accepted('stopGroupShare', { groupId: inner })
    await owner.accepted('moveGroup', { groupId: one, parentId: other })
  })

  it('[G5] refuses what it can’t share with, the first reason that applies', async () => {
    const groupId = await createGroup(owner)
    const attempt = (fields: object) =>
      owner.giveAny('shareGroup', { groupId, roleId: TIMER.id, ...fields }).then(({ code, details }) => [code, details])
    const nobodys = 'P7K3M 9QXW 2HDT 4FBF'
    expect(await attempt({ sharingCode: nobodys })).toEqual(['SHARING_CODE_UNKNOWN', undefined])
    expect(await attempt({ sharingCode: `${nobodys}X` })).toEqual(['SHARING_CODE_UNKNOWN', { mistyped: true }])
    expect(await attempt({ sharingCode: nobodys.slice(1) })).toEqual(['SHARING_CODE_UNKNOWN', { kind: 'token' }])
    expect(await attempt({ sharingCode: nobodys.replace('P', 'J') })).toEqual([
      'SHARING_CODE_UNKNOWN',
      { kind: 'invitation' },
    ])
    const own = await sharingCodeOf(owner)
    expect(await attempt({ sharingCode: own })).toEqual(['SHARING_CODE_OWN', undefined])
    expect(await attempt({ partnerId: owner.organisationId })).toEqual(['SHARING_CODE_OWN', undefined])
    const stranger = await signUp(cloud)
    const partnerId = stranger.organisation.id
    expect(await attempt({ partnerId })).toEqual(['NOT_FOUND', { partnerId }])
    const roleId = randomUUID()
    expect(await attempt({ sharingCode: nobodys, roleId })).toEqual(['SHARING_CODE_UNKNOWN', undefined])
    expect(await attempt({ partnerId: receiver.organisationId, roleId })).toEqual(['NOT_FOUND', { roleId }])
    expect((await attempt({}))[0]).toBe('COMMAND_INVALID')
    expect((await attempt({ sharingCode: own, partnerId }))[0]).toBe('COMMAND_INVALID')
    await owner.accepted('shareGroup', { groupId, partnerId: receiver.organisationId, roleId: TIMER.id })
  })

  it('[G5] a role or a group that went meanwhile is no more there, and what isn’t shared can’t be stopped', async () => {
    const [roleId, groupId] = [randomUUID(), await createGroup(owner, 'Gone')]
    await owner.accepted('createRole', { roleId, name: 'Short-lived', permissions: [] })
    await owner.accepted('deleteRole', { roleId })
    const args = { groupId, partnerId: receiver.organisationId, roleId }
    expect(await owner.refused('shareGroup', args)).toEqual({ code: 'NOT_FOUND', details: { roleId } })
    for (const type of ['stopGroupShare', 'changeGroupShareRole'] as const) {
      expect(await owner.refused(type, { groupId, roleId: TIMER.id })).toEqual({
        code: 'GROUP_NOT_SHARED',
        details: { groupId, groupName: 'Gone' },
      })
    }
    await owner.accepted('deleteGroup', { groupId })
    const refusal = await owner.refused('shareGroup', { ...args, roleId: TIMER.id })
    expect(refusal).toEqual({ code: 'NOT_FOUND', details: { groupId } })
    expect((await owner.refused('moveBoxToGroup', { boxId: await owner.registerBox('GONE'), groupId })).code).toBe(
      'NOT_FOUND',
    )
  })

  it('[G4] a refreshed code is worthless at once, and the shares go on', async () => {
    const { boxId } = await sharedBox(owner, receiver)
    const sharingCode = await sharingCodeOf(receiver)
    await receiver.accepted('refreshSharingCode', {})
    const fresh = await sharingCodeOf(receiver)
    expect(fresh).toMatch(/^P[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(fresh).not.toBe(sharingCode)
    const groupId = await createGroup(owner)
    const args = { groupId, roleId: TIMER.id }
    expect((await owner.refused('shareGroup', { ...args, sharingCode })).code).toBe('SHARING_CODE_UNKNOWN')
    await owner.accepted('shareGroup', { ...args, sharingCode: ` ${fresh.toLowerCase()} ` })
    expect(box(receiver, boxId)).toBeDefined()
  })

  it('[G8] the holder stops or the receiver leaves: everything of it is gone from the receiver', async () => {
    for (const by of [owner, receiver]) {
      const { groupId, boxId } = await sharedBox(owner, receiver)
      const { eventId } = await receiver.createEvent()
      await receiver.accepted('assignBox', { boxId, eventId })
      const sessionId = randomUUID()
      await receiver.accepted('startSession', { sessionId, boxId })
      await receiver.sync()
      await owner.sync()
      // O7: that it is used, and by whom; no more.
      expect(owner.records.get('assignment', boxId)).toEqual({
        ...{ id: boxId, boxId, organisationId: receiver.organisationId, checkpointIds: [], backup: false },
      })
      await by.accepted('stopGroupShare', { groupId })
      const told = await receiver.sync()
      for (const [kind_, id] of [
        ['group', groupId],
        ['groupShare', groupId],
        ['box', boxId],
        ['assignment', boxId],
      ]) {
        expect(told).toContainEqual({ kind: kind_, id, body: null })
      }
      expect(receiver.records.get('session', sessionId)).toMatchObject({ stopReason: 'share-ended' })
      const entry = receiver.records.where('historyEntry', 'boxId', boxId).find(({ what }) => what === 'share-ended')
      expect(entry).toMatchObject({ eventName: 'Event', sessionStopped: true, partnerId: owner.organisationId })
      await owner.sync()
      expect(owner.records.get('assignment', boxId)).toBeUndefined()
      const own = await owner.createEvent()
      await owner.accepted('assignBox', { boxId, eventId: own.eventId })
      expect((await receiver.refused('startSession', { sessionId: randomUUID(), boxId })).code).toBe('NOT_FOUND')
    }
  })

  it('[G10] boxes seen through a group don’t count towards the allowance', async () => {
    const free = new Laptop(cloud, await signUp(cloud, 'FREE'))
    const { groupId } = await sharedBox(owner, free)
    for (let round = 0; round < 3; round += 1) await boxIn(owner, groupId)
    for (const serial of ['A', 'B']) await free.registerBox(serial)
    expect((await free.refused('registerBox', { boxId: randomUUID(), serial: 'C' })).details).toMatchObject({
      used: 2,
    })
  })

  it('[O7] a refusal about what is shared with others tells a stranger nothing, nor a receiver of what is above', async () => {
    const above = await createGroup(owner, 'Hidden')
    const groupId = await createGroup(owner, 'Seen', above)
    await share(owner, receiver, groupId)
    expect(await third.refused('stopGroupShare', { groupId })).toEqual({ code: 'NOT_FOUND', details: { groupId } })
    const hidden = await receiver.refused('editGroup', { groupId: above, name: 'x' })
    expect(hidden).toEqual({ code: 'NOT_FOUND', details: { groupId: above } })
    expect(await receiver.refused('editGroup', { groupId, name: 'x' })).toEqual({
      code: 'NOT_OWNER',
      details: { groupId, groupName: 'Seen' },
    })
    await receiver.sync()
    const feed = await cloud.database.db
      .selectFrom('feed')
      .select('body')
      .where('organisationId', '=', receiver.organisationId)
      .execute()
    expect(feed.map((row) => row.body).join()).not.toContain('Hidden')
  })
})
