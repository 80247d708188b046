import { describe, expect, it } from 'vitest'
import type { LiveSession } from '../../../../shared/desktop-live.ts'
import { livePushes, shownPassingSchema } from '../../../../shared/desktop-live.ts'
import { boxIdSchema, sessionIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { put, sierraBox, sierraEvent, uuid } from '../../../support/sample-records.ts'
import { openSierraDesk, openTestDesk, type TestDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

/** Waits for it, also on a machine that is busy. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

const NOW = '2026-06-06T10:00:00.000Z'
const BOX = boxIdSchema.parse(sierraBox(1).id)
const run = runOn(BOX)
const later = (ms: number) => timePlus(NOW, ms)

function sierras(folder = testFolder()) {
  const test = openSierraDesk(folder, [put('box', sierraBox(1)), put('event', sierraEvent()), put('session', run)])
  return { test, passings: openPassings(test) }
}

/** The last that windows were shown of the run, by what was pushed since its snapshot. */
function shownOf({ pushed }: TestDesk): LiveSession | undefined {
  return pushed
    .flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))
    .findLast(({ sessionId }) => sessionId === run.id)
}

function pushedPassings({ pushed }: TestDesk) {
  return pushed.flatMap((push) => (push.push === 'passings' ? [push] : []))
}

const counted = (from: number, to: number, part = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    passingOf(later((from + index) * 100 - 60_000), from + index, part),
  )

describe('a run’s figures', () => {
  it('[R3] are pushed as passings come: counts, rate, what is missing, what the cloud has', async () => {
    const { test, passings } = sierras()
    await eventually(() => shownOf(test)?.count).toBe(0)
    const all = counted(1, 100)
    passings.take(
      batchOf(
        BOX,
        run,
        all.filter(({ number }) => number !== 50 && number !== 51),
        { receivedAt: later(-1000) },
      ),
    )
    passings.take(batchOf(BOX, run, [passingOf('1970-01-01T00:00:00.000Z', 3)], { receivedAt: later(-1000) }))
    await eventually(() => shownOf(test)?.count).toBe(99)
    expect(shownOf(test)).toEqual({
      ...{
        sessionId: run.id,
        count: 99,
        inCloud: 0,
        byReceived: 1,
        lastAt: later(-1000),
        lastMinute: 99,
        unknownChips: 98,
      },
      completeness: expect.objectContaining({ missing: 2, gaps: [{ from: 50, to: 51 }] }),
    })
    const ids = test.store.passings.readAfter({ sessionId: run.id }, 0, 10).map(({ id }) => id)
    passings.board.sent(run.id, test.store.exchange.markSent(ids, 'yes'))
    passings.board.sent(run.id, test.store.exchange.markSent(ids, 'yes'))
    await eventually(() => shownOf(test)?.inCloud).toBe(10)
    // A minute later nothing came in the last minute.
    test.wall.now = later(60_000)
    passings.tick(true)
    await eventually(() => shownOf(test)?.lastMinute).toBe(0)
    for (const push of test.pushed.filter(({ push }) => push === 'live-sessions'))
      expect(livePushes[1].parse(push)).toEqual(push)
  })

  it('[R3] that another window begins with are still told to those that were there before', async () => {
    const { test, passings } = sierras()
    await eventually(() => shownOf(test)?.count).toBe(0)
    passings.take(batchOf(BOX, run, counted(1, 130), { receivedAt: later(-1000) }))
    expect([...passings.snapshot()][0]).toMatchObject({ sessions: [{ count: 130 }] })
    await eventually(() => shownOf(test)?.count).toBe(130)
  })

  it('[R3] are the same after a restart, and count what comes while they are still being loaded', async () => {
    const folder = testFolder()
    const first = sierras(folder)
    first.passings.take(batchOf(BOX, run, counted(1, 5000)))
    first.test.store.transact(() =>
      first.test.store.exchange.markSent(
        Array.from({ length: 700 }, (_, id) => id + 1),
        'yes',
      ),
    )
    await first.passings.close()
    first.test.close()
    const test = openTestDesk(folder, NOW)
    const passings = openPassings(test)
    expect(passings.live(run.id)).toBeUndefined()
    // Before anything is loaded: new ones, and news of old ones.
    passings.take(batchOf(BOX, run, counted(5002, 5010)))
    passings.board.sent(
      run.id,
      test.store.transact(() => test.store.exchange.markSent([700, 701, 4000, 5005], 'yes')),
    )
    await passings.board.loaded
    expect(passings.live(run.id)).toMatchObject({
      ...{ count: 5009, inCloud: 703, unknownChips: 5009 },
      completeness: { box: 5010, missing: 1, gaps: [{ from: 5001, to: 5001 }] },
    })
    expect(passings.live(run.id)).toEqual(
      [...passings.snapshot()].flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))[0],
    )
    await passings.close()
    test.close()
  })

  it('[R3] of a run that is on are there from its start; of others only where there are passings', async () => {
    const { test, passings } = sierras()
    const ended = runOn(BOX, { id: uuid('f', 5), stoppedAt: NOW, stopReason: 'stopped' })
    test.receive([
      put('session', ended),
      put('session', runOn(BOX, { id: uuid('f', 6), organisationId: uuid('a', 2) })),
    ])
    const [push] = passings.snapshot()
    expect(push).toMatchObject({ push: 'live-sessions', reset: true, sessions: [{ sessionId: run.id, count: 0 }] })
    expect(push).not.toHaveProperty('sessions.1')
  })

  it('[R3] chips that the start list doesn’t know are counted, and again when the list changes', async () => {
    const { test, passings } = sierras()
    const { startList } = test.store
    const entry = (bib: string, ...chips: string[]) => ({ bib, name: `Runner ${bib}`, race: '10K', chips })
    const eventId = sierraEvent().id
    test.store.transact(() => startList.replace(eventId, [entry('1', 'chip-1'), entry('2', 'chip-2')], NOW))
    passings.take(batchOf(BOX, run, [...counted(1, 5), passingOf(later(1), 9, { chip: 'chip-5' })]))
    await eventually(() => shownOf(test)?.unknownChips).toBe(3)
    test.store.transact(() => startList.replace(eventId, [entry('4', 'chip-3', 'chip-4', 'chip-5')], NOW))
    passings.startListChanged(eventId)
    await eventually(() => shownOf(test)?.unknownChips).toBe(2)
    passings.take(batchOf(BOX, run, [passingOf(later(2), 10, { chip: 'chip-77' })]))
    await eventually(() => shownOf(test)?.unknownChips).toBe(3)
  })
})

describe('the newest passings of a run', () => {
  it('[R3] are pushed to who watches it, newest first, each once, and to nobody else', async () => {
    const { test, passings } = sierras()
    passings.take(batchOf(BOX, run, counted(1, 3)))
    passings.board.watch([run.id, sessionIdSchema.parse(uuid('f', 9))])
    passings.take(batchOf(BOX, run, counted(4, 5)))
    await eventually(() => pushedPassings(test).flatMap((push) => push.passings.map(({ number }) => number))).toEqual([
      5, 4,
    ])
    for (const passing of pushedPassings(test).flatMap((push) => push.passings)) {
      expect(shownPassingSchema.strict().parse(passing)).toEqual(passing)
    }
    // Of a flood, the newest hundred.
    passings.take(batchOf(BOX, run, counted(6, 405)))
    await eventually(() =>
      pushedPassings(test)
        .at(-1)
        ?.passings.map(({ number }) => number),
    ).toEqual(Array.from({ length: 100 }, (_, index) => 405 - index))
    const before = pushedPassings(test).length
    passings.tick(false)
    passings.take(batchOf(BOX, run, counted(406, 410)))
    await eventually(() => shownOf(test)?.count).toBe(410)
    expect(pushedPassings(test)).toHaveLength(before)
  })
})

describe('the page of passings', () => {
  it('[F1] is newest first, by run, event and box, with names by the start list', async () => {
    const { test, passings } = sierras()
    const eventId = sierraEvent().id
    const listed = [{ bib: '17', name: 'Ana Ruiz', race: '10K', chips: ['chip-2', 'chip-4'] }]
    test.store.transact(() => test.store.startList.replace(eventId, listed, NOW))
    passings.take(batchOf(BOX, run, counted(1, 5)))
    passings.take(batchOf(BOX, undefined, [passingOf('2026-02-01T00:00:00.000Z', 6)]))
    for (const which of [{ sessionId: run.id }, { eventId }]) {
      const first = await passings.page(which, { limit: 3 })
      expect(first.more).toBe(true)
      expect(first.passings.map(({ number }) => number)).toEqual([5, 4, 3])
      expect(first.passings[1]).toMatchObject({ bib: '17', name: 'Ana Ruiz', race: '10K' })
      expect(first.passings[0]).not.toHaveProperty('name')
      const second = await passings.page(which, { limit: 3, before: first.passings[2]?.id })
      expect(second).toMatchObject({ more: false, passings: [{ number: 2 }, { number: 1 }] })
    }
    const ofBox = await passings.page({ boxId: BOX }, { limit: 10 })
    expect(ofBox.passings.map(({ number, sessionId }) => [number, sessionId])).toEqual([
      [6, undefined],
      ...[5, 4, 3, 2, 1].map((number) => [number, run.id]),
    ])
  })

  it('[F1] of unknown chips finds them however far apart they are', async () => {
    const { test, passings } = sierras()
    const eventId = sierraEvent().id
    const known = [{ bib: '1', name: '', race: '', chips: ['known'] }]
    test.store.transact(() => test.store.startList.replace(eventId, known, NOW))
    passings.take(batchOf(BOX, run, counted(1, 2)))
    passings.take(batchOf(BOX, run, counted(3, 4500, { chip: 'known' })))
    passings.take(batchOf(BOX, run, counted(4501, 4502)))
    const first = await passings.page({ sessionId: run.id }, { limit: 3, unknownOnly: true })
    expect(first).toMatchObject({ more: true, passings: [{ number: 4502 }, { number: 4501 }, { number: 2 }] })
    const rest = { limit: 3, unknownOnly: true, before: first.passings[2]?.id }
    expect(await passings.page({ eventId }, rest)).toMatchObject({ more: false, passings: [{ number: 1 }] })
  })
})
