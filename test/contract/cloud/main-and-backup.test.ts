import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'

describe.each(DATABASES)('main and backup, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  /** What the cloud says of the run. */
  async function backupOf(sessionId: string): Promise<boolean | undefined> {
    await owner.sync()
    const run = owner.records.get('session', sessionId)
    if (run === undefined) throw new Error('no such run')
    return run.backup
  }

  it('[R1] a run keeps whether its box stood there as backup, also when the box has left', async () => {
    const [main, backup] = [await owner.registerBox('MB-1'), await owner.registerBox('MB-2')]
    const { eventId, finishId } = await owner.createEvent()
    await owner.accepted('assignBox', { boxId: main, eventId, checkpointIds: [finishId] })
    await owner.accepted('assignBox', { boxId: backup, eventId, checkpointIds: [finishId], backup: true })
    const [one, other] = [randomUUID(), randomUUID()]
    await owner.accepted('startSession', { sessionId: one, boxId: main })
    await owner.accepted('startSession', { sessionId: other, boxId: backup })
    expect([await backupOf(one), await backupOf(other)]).toEqual([undefined, true])
    await owner.accepted('releaseBox', { boxId: backup })
    expect(await backupOf(other)).toBe(true)
  })

  it('[R1] a box that is made main or backup takes its run with it, and none that is over', async () => {
    const boxId = await owner.registerBox('MB-3')
    const { eventId, finishId } = await owner.createEvent()
    const here = { boxId, eventId, checkpointIds: [finishId] }
    await owner.accepted('assignBox', { ...here, backup: true })
    const [over, on] = [randomUUID(), randomUUID()]
    await owner.accepted('startSession', { sessionId: over, boxId })
    await owner.accepted('startSession', { sessionId: on, boxId })
    await owner.accepted('assignBox', here)
    expect([await backupOf(over), await backupOf(on)]).toEqual([true, false])
    await owner.accepted('assignBox', { ...here, backup: true })
    expect([await backupOf(over), await backupOf(on)]).toEqual([true, true])
  })

  it('[R1] [F2] where the box was off the event by the time it is decided, what the laptop saw counts', async () => {
    const boxId = await owner.registerBox('MB-4')
    const { eventId, finishId } = await owner.createEvent()
    const sessionId = randomUUID()
    await owner.accepted('startSession', { sessionId, boxId, eventId, checkpointIds: [finishId], backup: true })
    expect(await backupOf(sessionId)).toBe(true)
  })
})
