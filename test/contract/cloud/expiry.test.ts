import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signUp } from '../../support/laptop.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('expiry, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const rowOf = (loanId: string) =>
    cloud.database.db
      .selectFrom('loan')
      .selectAll()
      .where('id', '=', loanId as never)
      .executeTakeFirstOrThrow()

  it('[L9] happens by itself at its time, with no request at all', async () => {
    const { loanId } = await lentBox(owner, recipient)
    cloud.clock.advance(DAY_MS - 500)
    await vi.waitFor(async () => expect((await rowOf(loanId)).endReason).toBe('expired'), {
      timeout: 30_000,
      interval: 100,
    })
    const { endedAt, endsAt } = await rowOf(loanId)
    expect(endedAt).toBe(endsAt)
  })

  it('[L9] whoever reads after the end finds it ended, even before the job came to it', async () => {
    const { loanId, boxId } = await lentBox(owner, recipient)
    await recipient.sync()
    cloud.clock.advance(DAY_MS)
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)).toMatchObject({ endReason: 'expired' })
    expect(recipient.records.get('box', boxId)).toBeUndefined()
  })

  it('[L9] a command after the end is decided on what is true then', async () => {
    const { boxId } = await lentBox(owner, recipient)
    const { eventId } = await owner.createEvent()
    cloud.clock.advance(DAY_MS)
    await owner.accepted('assignBox', { boxId, eventId })
    const again = await lentBox(owner, recipient)
    cloud.clock.advance(DAY_MS)
    expect((await recipient.refused('startSession', { sessionId: randomUUID(), boxId: again.boxId })).code).toBe(
      'BOX_NOT_HELD',
    )
  })

  it('[L9] many at the same moment end each in its own time, once', async () => {
    const loanIds: string[] = []
    for (let round = 0; round < 8; round += 1) loanIds.push((await lentBox(owner, recipient)).loanId)
    await recipient.sync()
    cloud.clock.advance(DAY_MS)
    const [changes] = await Promise.all([recipient.sync(), owner.sync(), cloud.advance(1), cloud.advance(1)])
    const ended = changes.filter((change) => change.kind === 'historyEntry' && change.body?.what === 'expired')
    expect(ended).toHaveLength(loanIds.length)
    for (const loanId of loanIds) expect(await rowOf(loanId)).toMatchObject({ endReason: 'expired' })
  })
})
