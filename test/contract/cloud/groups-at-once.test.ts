import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../../cloud/db/open.ts'
import type { Outcome } from '../../../shared/cloud-api.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { pathOf, sharesOver } from '../../../shared/rules/groups.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, type Person, signUp } from '../../support/laptop.ts'
import { boxIn, createGroup, share, sharedBox, sharingCodeOf } from '../../support/sharing.ts'

const ROUNDS = 5

/** Two processes on one PostgreSQL, and people of one organisation who do opposite things at the same moment. */
describe('groups, at the same moment', () => {
  let first: RunningCloud
  let second: RunningCloud
  let owner: Person
  let here: Laptop
  let there: Laptop
  let receivers: readonly [Laptop, Laptop]

  beforeAll(async () => {
    const databaseUrl = await newPostgresDatabase()
    first = await startCloud(await openPostgres(databaseUrl))
    second = await startCloud(await openPostgres(databaseUrl), { clock: first.clock })
    owner = await signUp(first, 'UNLIMITED')
    here = new Laptop(first, owner)
    there = new Laptop(second, owner)
    receivers = [new Laptop(first, await signUp(first)), new Laptop(second, await signUp(first))]
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const codes = (outcomes: readonly Outcome[]) => outcomes.map(({ status, code }) => code ?? status).toSorted()

  it('[G3] two people share one group with two organisations: one does, and the other is told with whom', async () => {
    const [one, other] = receivers
    const [oneCode, otherCode] = [await sharingCodeOf(one), await sharingCodeOf(other)]
    for (let round = 0; round < ROUNDS; round += 1) {
      const groupId = await createGroup(here)
      const outcomes = await Promise.all([
        here.give('shareGroup', { groupId, sharingCode: oneCode, roleId: TIMER.id }),
        there.give('shareGroup', { groupId, sharingCode: otherCode, roleId: TIMER.id }),
      ])
      expect(codes(outcomes)).toEqual(['GROUP_SHARED', 'accepted'])
      const winner = outcomes[0]?.status === 'accepted' ? one : other
      const loser = outcomes.find((outcome) => outcome.code === 'GROUP_SHARED')
      expect(loser?.details).toMatchObject({ organisationName: winner.person.organisation.name })
      await Promise.all([one.sync(), other.sync()])
      expect(receivers.filter((each) => each.records.get('group', groupId))).toEqual([winner])
    }
  })

  it('[G1] two moves that together would make a circle: one is done', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b] = [await createGroup(here), await createGroup(here)]
      const outcomes = await Promise.all([
        here.give('moveGroup', { groupId: a, parentId: b }),
        there.give('moveGroup', { groupId: b, parentId: a }),
      ])
      expect(codes(outcomes)).toEqual(['GROUP_CYCLE', 'accepted'])
    }
  })

  it('[G3] two moves, or a move and a share, that together would bring two partners on one path: one is done', async () => {
    const [one, other] = receivers
    const otherCode = await sharingCodeOf(other)
    for (let round = 0; round < ROUNDS; round += 1) {
      const [top, middle, bottom] = [await createGroup(here), await createGroup(here), await createGroup(here)]
      await share(here, one, top)
      await share(here, other, bottom)
      const moves = await Promise.all([
        here.give('moveGroup', { groupId: middle, parentId: top }),
        there.give('moveGroup', { groupId: bottom, parentId: middle }),
      ])
      expect(codes(moves)).toEqual(['GROUP_SHARED', 'accepted'])
      const free = await createGroup(here)
      const both = await Promise.all([
        here.give('moveGroup', { groupId: free, parentId: top }),
        there.give('shareGroup', { groupId: free, sharingCode: otherCode, roleId: TIMER.id }),
      ])
      expect(codes(both)).toEqual(['GROUP_SHARED', 'accepted'])
    }
    await here.sync()
    for (const group of here.records.all('group')) {
      const receiverIds = new Set(sharesOver(here.records, group.id).map((each) => each.receiverId))
      expect(receiverIds.size).toBeLessThanOrEqual(1)
      expect(pathOf(here.records, group.id).at(-1)?.parentId).toBeNull()
    }
  })

  it('[G4] a code that is refreshed while it is used, is either still good or worthless', async () => {
    const [one] = receivers
    for (let round = 0; round < ROUNDS; round += 1) {
      const groupId = await createGroup(here)
      const sharingCode = await sharingCodeOf(one)
      const [shared] = await Promise.all([
        here.give('shareGroup', { groupId, sharingCode, roleId: TIMER.id }),
        one.accepted('refreshSharingCode', {}),
      ])
      expect(['SHARING_CODE_UNKNOWN', 'accepted']).toContain(shared.code ?? shared.status)
      await one.sync()
      expect(one.records.get('group', groupId) !== undefined).toBe(shared.status === 'accepted')
    }
  })

  it('[G8] [R2] a share that stops while the receiver starts leaves nothing running without a right', async () => {
    const [receiver] = receivers
    for (let round = 0; round < ROUNDS; round += 1) {
      const { groupId, boxId } = await sharedBox(here, receiver)
      const { eventId } = await receiver.createEvent()
      const sessionId = randomUUID()
      await Promise.all([
        there.accepted('stopGroupShare', { groupId }),
        receiver.give('startSession', { sessionId, boxId }),
        new Laptop(second, receiver.person).give('assignBox', { boxId, eventId }),
      ])
      await receiver.sync()
      expect(receiver.records.get('box', boxId)).toBeUndefined()
      expect(receiver.records.get('assignment', boxId)).toBeUndefined()
      expect(['share-ended', 'refused']).toContain(receiver.records.get('session', sessionId)?.stopReason)
    }
  })

  it('[F5] a receiver that follows while its groups change misses nothing', async () => {
    const [receiver] = receivers
    const { groupId } = await sharedBox(here, receiver)
    const outside = await createGroup(here)
    const boxes = [await boxIn(here, outside), await boxIn(here, outside), await boxIn(here, groupId)]
    const state = { writing: true }
    const reader = new Laptop(second, receiver.person)
    const write = async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await here.accepted('moveGroup', { groupId: outside, parentId: round % 2 === 0 ? groupId : null })
        for (const { boxId } of boxes) {
          await here.accepted('moveBoxToGroup', { boxId, groupId: round % 2 === 0 ? outside : groupId })
        }
      }
      state.writing = false
    }
    const rename = async () => {
      while (state.writing) await there.accepted('editGroup', { groupId, name: randomUUID() })
    }
    const read = async () => {
      while (state.writing) await reader.sync(3)
    }
    await Promise.all([write(), rename(), read()])
    // The last name may have been given after the last reading.
    await reader.sync(3)
    const fresh = new Laptop(first, receiver.person)
    await fresh.sync()
    for (const kind of ['group', 'groupShare', 'box', 'historyEntry'] as const) {
      const byId = (laptop: Laptop) => [...laptop.records.all(kind)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect(byId(reader)).toEqual(byId(fresh))
    }
  })
})
