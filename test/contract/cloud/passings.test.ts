import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'
import { sharedBox } from '../../support/sharing.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const MINE = { stored: 1, known: 0, setAside: 0 }
const NOT_MINE = { stored: 0, known: 0, setAside: 1 }

describe.each(DATABASES)('whose passings, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    // Time stands still between the steps, so that edges can be hit to the millisecond.
    const clock = new TestClock(() => Date.parse('2026-06-06T08:00:00Z'))
    cloud = await startCloud(await openDatabase(kind), { clock })
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  /** A box that is lent for a day, taken an hour later. */
  async function lent() {
    cloud.clock.advance(HOUR_MS)
    const boxId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    cloud.clock.advance(HOUR_MS)
    const { loanId, token } = await owner.lend(boxId)
    const endsAt = timePlus(cloud.clock.now(), DAY_MS)
    cloud.clock.advance(HOUR_MS)
    await recipient.accepted('acceptShareToken', { token })
    return { boxId, loanId, acceptedAt: cloud.clock.now(), endsAt }
  }

  /** What becomes of one passing at that time. */
  const one = (laptop: Laptop, boxId: string, at: string, sessionId?: string) =>
    post(laptop, { boxId, sessionId, passings: [passingAt(at)] })

  it('[L10] outside any run, each is whose the box was at its time, to the millisecond, also late', async () => {
    const { boxId, acceptedAt, endsAt } = await lent()
    await cloud.advance(10 * DAY_MS)
    const edges = [timePlus(acceptedAt, -1), acceptedAt, timePlus(endsAt, -1), endsAt]
    const own: object[] = []
    const theirs: object[] = []
    for (const at of edges) {
      own.push(await one(owner, boxId, at))
      theirs.push(await one(recipient, boxId, at))
    }
    expect(own).toEqual([MINE, NOT_MINE, NOT_MINE, MINE])
    expect(theirs).toEqual([NOT_MINE, MINE, MINE, NOT_MINE])
    expect((await pagesOf(owner, `boxes/${boxId}`)).map((passing) => passing.at)).toEqual([edges[0], edges[3]])
    expect((await pagesOf(recipient, `boxes/${boxId}`)).map((passing) => passing.at)).toEqual([edges[1], edges[2]])
  })

  it('[L10] a loan whose time is over counts as ended before anybody has noticed', async () => {
    const { boxId, endsAt } = await lent()
    cloud.clock.advance(2 * DAY_MS)
    expect(await one(recipient, boxId, timePlus(endsAt, -1))).toEqual(MINE)
    expect(await one(recipient, boxId, endsAt)).toEqual(NOT_MINE)
    expect(await one(owner, boxId, endsAt)).toEqual(MINE)
  })

  it('[L10] [L9] a run ends with its loan’s time, which both sides knew from the start', async () => {
    const { boxId, endsAt } = await lent()
    const sessionId = await startRun(recipient, boxId)
    await cloud.advance(2 * DAY_MS)
    const passings = [timePlus(endsAt, -1), endsAt, timePlus(endsAt, 1)].map((at) => passingAt(at))
    expect(await post(recipient, { boxId, sessionId, passings })).toEqual({ stored: 1, known: 0, setAside: 2 })
    expect(await pagesOf(recipient, `sessions/${sessionId}`)).toMatchObject([{ ...passings[0], sessionId }])
    // A rewind from the box's backup: the owner gets its own part.
    expect(await post(owner, { boxId, passings })).toEqual({ stored: 2, known: 0, setAside: 1 })
  })

  it('[L10] a revocation counts from when the laptop learnt of it', async () => {
    const { boxId, loanId } = await lent()
    const sessionId = await startRun(recipient, boxId)
    await recipient.sync()
    cloud.clock.advance(HOUR_MS)
    await owner.accepted('revokeShare', { loanId })
    const revokedAt = cloud.clock.now()
    cloud.clock.advance(HOUR_MS)
    const unheard = timePlus(revokedAt, 30 * MINUTE_MS)
    expect(await one(recipient, boxId, revokedAt, sessionId)).toEqual(MINE)
    expect(await one(recipient, boxId, unheard, sessionId)).toEqual(MINE)
    // It asks with what it has: only the next question says that it got the news.
    await recipient.sync()
    expect(await one(recipient, boxId, unheard, sessionId)).toEqual(MINE)
    cloud.clock.advance(MINUTE_MS)
    await recipient.sync()
    const learntAt = cloud.clock.now()
    cloud.clock.advance(HOUR_MS)
    await recipient.sync()
    expect(await one(recipient, boxId, timePlus(learntAt, -1), sessionId)).toEqual(MINE)
    expect(await one(recipient, boxId, learntAt, sessionId)).toEqual(NOT_MINE)
    // Not recorded in that run, they are the owner's.
    expect(await one(recipient, boxId, unheard)).toEqual(NOT_MINE)
    expect(await one(owner, boxId, unheard)).toEqual(MINE)
  })

  it('[L10] another laptop of the organisation, or one that enrolled anew, doesn’t learn for it, or does', async () => {
    const { boxId, loanId } = await lent()
    const starter = new Laptop(cloud, recipient.person)
    const sessionId = await startRun(starter, boxId)
    await owner.accepted('revokeShare', { loanId })
    const revokedAt = cloud.clock.now()
    cloud.clock.advance(HOUR_MS)
    for (let round = 0; round < 2; round += 1) await recipient.sync()
    const later = timePlus(revokedAt, 30 * MINUTE_MS)
    expect(await one(starter, boxId, later, sessionId)).toEqual(MINE)
    const heir = new Laptop(cloud, recipient.person)
    await heir.ask('POST', '/v1/installations', { installationId: heir.id, name: 'Anew', replaces: starter.id })
    for (let round = 0; round < 2; round += 1) await heir.sync()
    const learntAt = cloud.clock.now()
    cloud.clock.advance(HOUR_MS)
    expect(await one(heir, boxId, later, sessionId)).toEqual(MINE)
    expect(await one(heir, boxId, learntAt, sessionId)).toEqual(NOT_MINE)
  })

  it('[L10] [R2] a group’s receiver has what it recorded in its runs; the rest is the holder’s', async () => {
    const { boxId, groupId } = await sharedBox(owner, recipient)
    const sessionId = await startRun(recipient, boxId)
    cloud.clock.advance(HOUR_MS)
    const at = timePlus(cloud.clock.now(), -MINUTE_MS)
    expect(await one(recipient, boxId, at, sessionId)).toEqual(MINE)
    await recipient.accepted('stopSession', { sessionId })
    cloud.clock.advance(HOUR_MS)
    expect(await one(recipient, boxId, cloud.clock.now())).toEqual(NOT_MINE)
    expect(await one(owner, boxId, cloud.clock.now())).toEqual(MINE)
    await owner.accepted('stopGroupShare', { groupId })
    // Also when it comes after the share, and what was read there stays readable.
    expect(await one(recipient, boxId, at, sessionId)).toEqual(MINE)
    expect(await pagesOf(recipient, `boxes/${boxId}`)).toHaveLength(2)
  })

  it('[L10] stamps that can’t be right count by when they were received, are marked, and keep their raw value', async () => {
    const boxId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    cloud.clock.advance(HOUR_MS)
    const now = cloud.clock.now()
    const received = timePlus(now, -10 * MINUTE_MS)
    const passings = [
      passingAt('1970-01-01T00:00:07.000Z', { receivedAt: received }),
      passingAt('2099-01-01T00:00:00.000Z', { receivedAt: received }),
      passingAt(timePlus(received, 5 * MINUTE_MS), { receivedAt: received }),
      passingAt(timePlus(received, 5 * MINUTE_MS + 1), { receivedAt: received }),
      passingAt(timePlus(now, -5 * MINUTE_MS), { receivedAt: '2099-01-01T00:00:00.000Z' }),
      passingAt('1970-01-01T00:00:08.000Z'),
    ]
    expect(await post(owner, { boxId, passings })).toMatchObject({ stored: passings.length })
    const expected = [
      [received, 'received', received],
      [received, 'received', received],
      [passings[2]?.at, 'stamp', received],
      [received, 'received', received],
      [passings[4]?.at, 'stamp', now],
      [now, 'received', now],
    ]
    const paged = await pagesOf(owner, `boxes/${boxId}`)
    expect(paged.map((passing) => [passing.countedAt, passing.countedBy, passing.receivedAt])).toEqual(expected)
    expect(paged.map((passing) => passing.at)).toEqual(passings.map((passing) => passing.at))
  })

  it('[L10] a box whose clock stands at 1970 or 2099 counts by its offset, on the right side of a loan’s edge', async () => {
    for (const clock of ['1970-01-01T00:00:00.000Z', '2099-06-06T00:00:00.000Z']) {
      const { boxId, acceptedAt } = await lent()
      const clockOffsetMs = Date.parse(clock) - Date.parse(acceptedAt)
      await cloud.advance(HOUR_MS)
      const passings = [passingAt(timePlus(clock, -1)), passingAt(clock)]
      const half = { stored: 1, known: 0, setAside: 1 }
      expect(await post(recipient, { boxId, clockOffsetMs, passings })).toEqual(half)
      expect(await post(owner, { boxId, clockOffsetMs, passings })).toEqual(half)
      const [paged] = await pagesOf(recipient, `boxes/${boxId}`)
      expect(paged).toMatchObject({ at: clock, countedAt: acceptedAt, countedBy: 'stamp' })
      // Where nobody measures, the offset that the box's user measured last counts.
      expect(await post(recipient, { boxId, passings: [passingAt(timePlus(clock, 1))] })).toEqual(MINE)
      expect((await pagesOf(recipient, `boxes/${boxId}`)).at(-1)).toMatchObject({ countedAt: timePlus(acceptedAt, 1) })
    }
  })

  it('[L10] what comes late, or where nobody measured, changes nothing of how far the clock is off now', async () => {
    const boxId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    cloud.clock.advance(HOUR_MS)
    const [now, earlier] = [cloud.clock.now(), timePlus(cloud.clock.now(), -30 * MINUTE_MS)]
    const clockOffsetMs = 2 * MINUTE_MS
    await post(owner, {
      boxId,
      clockOffsetMs,
      passings: [passingAt(timePlus(now, clockOffsetMs), { receivedAt: now })],
    })
    const late = [passingAt(earlier, { receivedAt: earlier })]
    await post(owner, { boxId, clockOffsetMs: 7 * MINUTE_MS, passings: late })
    await post(owner, { boxId, clockOffsetMs: 0, passings: [passingAt(now)] })
    await post(owner, { boxId, passings: [passingAt(timePlus(now, clockOffsetMs))] })
    expect((await pagesOf(owner, `boxes/${boxId}`)).at(-1)).toMatchObject({ countedAt: now, countedBy: 'stamp' })
  })

  it('[L10] who doesn’t have the box has no say in how far its clock is off', async () => {
    const { boxId, acceptedAt } = await lent()
    cloud.clock.advance(HOUR_MS)
    await post(owner, { boxId, clockOffsetMs: 30 * MINUTE_MS, passings: [] })
    await one(recipient, boxId, timePlus(acceptedAt, MINUTE_MS))
    expect(await pagesOf(recipient, `boxes/${boxId}`)).toMatchObject([{ countedAt: timePlus(acceptedAt, MINUTE_MS) }])
  })

  it('[L19] what was set aside after a loan counts once the gap is adopted, in a run of its own', async () => {
    const { boxId, endsAt } = await lent()
    const sessionId = await startRun(recipient, boxId)
    await cloud.advance(2 * DAY_MS)
    const aside = [timePlus(endsAt, MINUTE_MS), timePlus(endsAt, 20 * MINUTE_MS)].map((at) => passingAt(at))
    expect(await post(recipient, { boxId, sessionId, passings: aside })).toMatchObject({ setAside: 2 })
    const gapId = randomUUID()
    const gap = { sessionId: gapId, adopts: sessionId, until: timePlus(endsAt, 10 * MINUTE_MS) }
    expect((await recipient.refused('adoptPassings', gap)).code).toBe('BOX_NOT_HELD')
    expect((await owner.refused('adoptPassings', gap)).code).toBe('NOT_FOUND')

    const again = await lent()
    const running = await startRun(recipient, again.boxId)
    await cloud.advance(DAY_MS)
    const { token } = await owner.lend(again.boxId)
    await recipient.accepted('acceptShareToken', { token })
    const own = { sessionId: gapId, adopts: running, until: timePlus(again.endsAt, 10 * MINUTE_MS) }
    await recipient.accepted('adoptPassings', own)
    await recipient.sync()
    const times = { startedAt: again.endsAt, adopts: running, stopReason: 'stopped' }
    expect(recipient.records.get('session', gapId)).toMatchObject(times)
    const stoppedAt = recipient.records.get('session', gapId)?.stoppedAt ?? ''
    expect(await one(recipient, again.boxId, timePlus(stoppedAt, -1), gapId)).toEqual(MINE)
    expect(await one(recipient, again.boxId, timePlus(again.endsAt, -1), gapId)).toEqual(MINE)
    const inGap = await pagesOf(recipient, `sessions/${gapId}`)
    expect(inGap.map((passing) => passing.at)).toEqual([timePlus(stoppedAt, -1)])
    expect(await pagesOf(recipient, `sessions/${running}`)).toHaveLength(1)
  })
})
