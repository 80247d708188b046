import { describe, expect, it } from 'vitest'
import { type PagedPassing, pagedPassingSchema } from '../../../../shared/passings-api.ts'
import { boxIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { BORROWED_BOX, batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { borrowedBox, borrowedLoan, put, sierraBox, sierraEvent, uuid } from '../../../support/sample-records.ts'
import { openSierraDesk, openTestDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const OWN_BOX = boxIdSchema.parse(sierraBox(1).id)
const later = (ms: number) => timePlus(NOW, ms)

function sierras(folder = testFolder()) {
  const own = runOn(OWN_BOX)
  const borrowed = runOn(BORROWED_BOX, { id: uuid('f', 2) })
  const records = [put('box', sierraBox(1)), put('box', borrowedBox()), put('loan', borrowedLoan())]
  const test = openSierraDesk(folder, [
    ...records,
    put('event', sierraEvent()),
    put('session', own),
    put('session', borrowed),
  ])
  return { test, own, borrowed, passings: openPassings(test) }
}

function fromCloud(boxId: string, sessionId: string, seq: number, part: Partial<PagedPassing> = {}): PagedPassing {
  const at = later(seq)
  return pagedPassingSchema.parse({
    ...{ seq, boxId, sessionId, at, number: seq, chip: `chip-${seq}`, receivedAt: at, countedAt: at },
    ...{ countedBy: 'stamp', ...part },
  })
}

describe('taking what comes from a box', () => {
  it('[R3] a passing that comes twice is stored once, in one batch or in two', () => {
    const { test, own, passings } = sierras()
    const [first, second] = [passingOf(NOW, 1), passingOf(NOW, 2)]
    expect(passings.take(batchOf(OWN_BOX, own, [first, second, first]))).toEqual({
      ...{ stored: 2, known: 1, notOurs: 0, aside: 0 },
    })
    expect(passings.take(batchOf(OWN_BOX, own, [second]))).toMatchObject({ stored: 0, known: 1 })
    // Another stamp, number or chip is another passing.
    const others = [passingOf(later(1), 1), passingOf(NOW, 3, { chip: 'chip-1' }), passingOf(NOW, 1, { chip: 'other' })]
    expect(passings.take(batchOf(OWN_BOX, own, others))).toMatchObject({ stored: 3 })
    expect(test.store.passings.count({ sessionId: own.id })).toBe(5)
  })

  it('[F5] a run’s start that has recorded something can’t be taken back unsent any more', () => {
    const { test, passings } = sierras()
    const sessionId = uuid('f', 9)
    const [given] = test.desk.give([{ type: 'startSession', args: { sessionId, boxId: OWN_BOX } }])
    if (given?.status !== 'done') throw new Error('not started')
    passings.take(batchOf(OWN_BOX, test.desk.records.get('session', sessionId), [passingOf(NOW, 1)]))
    expect(test.desk.discard(given.id)).toEqual([])
    expect(test.desk.records.get('session', sessionId)).toBeDefined()
  })

  it('[F5] all that the box told is in the file when take returns, and read back as it was', () => {
    const folder = testFolder()
    const { test, own, passings } = sierras(folder)
    const told = {
      ...{ antenna: 3, rssi: -58.5, latitude: 40.4, longitude: -3.7, bib: '17' },
      extra: { tagStr: 'T', chksum: 7, deep: { a: [1, null] } },
    }
    passings.take(batchOf(OWN_BOX, own, [passingOf(NOW, 1, told), passingOf(NOW, 2)], { clockOffsetMs: 40 }))
    const again = openTestDesk(folder)
    const [full, bare] = again.store.passings.readAfter({ boxId: OWN_BOX }, 0, 10)
    expect(full).toEqual({
      ...{ id: 1, boxId: OWN_BOX, at: NOW, number: 1, chip: 'chip-1', ...told, receivedAt: NOW, clockOffsetMs: 40 },
      ...{ countedAt: later(-40), countedBy: 'stamp', sessionId: own.id, eventId: own.eventId, via: 'box' },
      inCloud: false,
    })
    expect(Object.keys(bare ?? {})).not.toContain('antenna')
    again.close()
    test.close()
  })

  it('[F5] where the disk takes nothing, nothing of the batch is stored, and it can be given again', () => {
    const { test, own, passings } = sierras()
    const batch = batchOf(OWN_BOX, own, [passingOf(NOW, 1), passingOf(NOW, 2)])
    const { seeChip } = test.store.passings
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    Object.assign(test.store.passings, {
      seeChip: () => {
        throw full
      },
    })
    expect(() => passings.take(batch)).toThrow(full)
    Object.assign(test.store.passings, { seeChip })
    expect(test.store.passings.count({ boxId: OWN_BOX })).toBe(0)
    expect(passings.take(batch)).toMatchObject({ stored: 2, known: 0 })
  })

  it.each([
    { what: 'within the loan and the run', at: '2026-06-06T09:30:00.000Z', becomes: 'stored' },
    { what: 'when the loan began, before the run', at: '2026-06-06T08:30:00.000Z', becomes: 'stored' },
    { what: 'just before the loan', at: '2026-06-06T08:29:59.999Z', becomes: 'notOurs' },
    { what: 'just before the loan’s end', at: '2026-06-07T07:59:59.999Z', becomes: 'stored' },
    { what: 'at the loan’s end', at: '2026-06-07T08:00:00.000Z', becomes: 'aside' },
    { what: 'a day after the loan’s end', at: '2026-06-08T08:00:00.000Z', becomes: 'notOurs' },
  ])('[L10] [L19] of a borrowed box, $what: $becomes', ({ at, becomes }) => {
    const { test, borrowed, passings } = sierras()
    const counts = passings.take(batchOf(BORROWED_BOX, borrowed, [passingOf(at, 1)]))
    expect(counts).toEqual({ stored: 0, known: 0, notOurs: 0, aside: 0, [becomes]: 1 })
    expect(test.store.passings.count({ boxId: BORROWED_BOX })).toBe(becomes === 'stored' ? 1 : 0)
  })

  it('[L10] a rewind across the loan’s edge leaves the former holder’s aside, and keeps none of them', () => {
    const { test, borrowed, passings } = sierras()
    const edge = '2026-06-06T08:30:00.000Z'
    const rewound = Array.from({ length: 20 }, (_, index) => passingOf(timePlus(edge, (index - 10) * 1000), index + 1))
    const counts = passings.take(batchOf(BORROWED_BOX, borrowed, rewound, { receivedAt: NOW }))
    expect(counts).toEqual({ stored: 10, known: 0, notOurs: 10, aside: 0 })
    const kept = test.store.passings.readAfter({ boxId: BORROWED_BOX }, 0, 100)
    expect(kept.map(({ number }) => number)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
    expect(kept.every(({ sessionId }) => sessionId === undefined)).toBe(true)
  })

  it('[L10] stamps that can’t be right count by the time received, are marked, and keep their raw value', () => {
    const { test, own, passings } = sierras()
    const wrong = ['1970-01-01T00:00:12.000Z', '2099-06-06T10:00:00.000Z', later(5 * 60_000 + 1)]
    passings.take(
      batchOf(
        OWN_BOX,
        own,
        wrong.map((at, index) => passingOf(at, index)),
        { receivedAt: NOW },
      ),
    )
    passings.take(batchOf(OWN_BOX, own, [passingOf(later(5 * 60_000), 9)], { receivedAt: NOW }))
    const kept = test.store.passings.readAfter({ sessionId: own.id }, 0, 10)
    expect(kept.map(({ at, countedAt, countedBy }) => [at, countedAt, countedBy])).toEqual([
      ...wrong.map((at) => [at, NOW, 'received']),
      [later(5 * 60_000), later(5 * 60_000), 'stamp'],
    ])
  })

  it('[L10] a box’s clock that is off is measured away', () => {
    const { test, own, passings } = sierras()
    passings.take(
      batchOf(OWN_BOX, own, [passingOf(later(3 * 3_600_000), 1)], { clockOffsetMs: 3 * 3_600_000, receivedAt: NOW }),
    )
    const [kept] = test.store.passings.readAfter({ sessionId: own.id }, 0, 10)
    expect(kept).toMatchObject({ at: later(3 * 3_600_000), countedAt: NOW, countedBy: 'stamp' })
  })

  it('[L10] a rewind brings a former run its own passings back', () => {
    const { test, own, passings } = sierras()
    const earlier = runOn(OWN_BOX, {
      ...{ id: uuid('f', 9), startedAt: '2026-06-05T09:00:00.000Z', stoppedAt: '2026-06-05T12:00:00.000Z' },
      stopReason: 'stopped',
    })
    test.receive([put('session', earlier)])
    const stamps = ['2026-06-05T09:00:00.000Z', '2026-06-05T11:59:59.999Z', '2026-06-05T12:00:00.000Z', NOW]
    passings.take(
      batchOf(
        OWN_BOX,
        own,
        stamps.map((at, index) => passingOf(at, index)),
        { receivedAt: NOW },
      ),
    )
    const kept = test.store.passings.readAfter({ boxId: OWN_BOX }, 0, 10)
    expect(kept.map(({ sessionId }) => sessionId)).toEqual([earlier.id, earlier.id, undefined, own.id])
  })

  it.each(['revoked', 'share-ended'] as const)(
    '[L10] an end that nobody could foresee (%s) counts from when this laptop hears of it',
    (how) => {
      const { test, borrowed, passings } = sierras()
      const endedAt = later(0)
      const learntAt = later(60_000)
      test.wall.now = learntAt
      const ended = { ...borrowed, stoppedAt: endedAt, stopReason: how === 'revoked' ? 'loan-ended' : 'share-ended' }
      test.receive([
        put('session', ended),
        // Through a share there was no loan.
        how === 'revoked'
          ? put('loan', borrowedLoan({ endedAt, endReason: 'revoked' }))
          : { kind: 'loan', id: borrowedLoan().id, body: null },
      ])
      const stamps = [later(-1), endedAt, later(59_999), learntAt, later(90_000)]
      const batch = batchOf(
        BORROWED_BOX,
        borrowed,
        stamps.map((at, index) => passingOf(at, index)),
      )
      expect(passings.take(batch)).toEqual({ stored: 3, known: 0, notOurs: 0, aside: 2 })
      // Once heard it stays heard, also after a restart, whatever comes in later pages.
      test.wall.now = later(600_000)
      test.receive([put('event', { ...sierraEvent(), name: 'Other' })])
      expect(openPassings(test).take(batchOf(BORROWED_BOX, borrowed, [passingOf(later(61_000), 20)]))).toMatchObject({
        aside: 1,
      })
    },
  )

  it('[L10] a run that the cloud refused counts up to when this laptop hears of it', () => {
    const { test, passings } = sierras()
    const unknown = boxIdSchema.parse(uuid('b', 77))
    const refused = runOn(unknown, {
      id: uuid('f', 7),
      startedAt: later(-1000),
      stoppedAt: later(-1000),
      stopReason: 'refused',
    })
    expect(
      passings.take(
        batchOf(unknown, runOn(unknown, { id: uuid('f', 7), startedAt: later(-1000) }), [passingOf(NOW, 1)]),
      ),
    ).toMatchObject({ stored: 1 })
    test.wall.now = later(5000)
    test.receive([put('session', refused)])
    const batch = batchOf(unknown, refused, [passingOf(later(4999), 2), passingOf(later(5000), 3)])
    expect(passings.take(batch)).toEqual({ stored: 1, known: 0, notOurs: 0, aside: 1 })
  })

  it('[R3] what is ours stays ours when it comes again after the right has ended', () => {
    const { test, borrowed, passings } = sierras()
    const batch = batchOf(BORROWED_BOX, borrowed, [passingOf(NOW, 1)])
    passings.take(batch)
    test.wall.now = later(3600_000)
    test.receive([
      put('session', { ...borrowed, stoppedAt: later(-1000), stopReason: 'loan-ended' }),
      put('loan', borrowedLoan({ endedAt: later(-1000), endReason: 'returned' })),
    ])
    expect(passings.take(batch)).toEqual({ stored: 0, known: 1, notOurs: 0, aside: 0 })
  })
})

describe('what comes from the cloud', () => {
  it('[R3] merges with what came from the box: once each, and the cloud has it', () => {
    const { test, own, passings } = sierras()
    passings.take(batchOf(OWN_BOX, own, [passingOf(later(1), 1), passingOf(later(2), 2)]))
    const late = { countedAt: later(-5), countedBy: 'received' } as const
    passings.takeFromCloud(own.id, [fromCloud(OWN_BOX, own.id, 2), fromCloud(OWN_BOX, own.id, 3, late)])
    const kept = test.store.passings.readAfter({ sessionId: own.id }, 0, 10)
    expect(kept.map(({ number, via, inCloud }) => [number, via, inCloud])).toEqual([
      [1, 'box', false],
      [2, 'box', true],
      [3, 'cloud', true],
    ])
    // The cloud's word on the time that counts.
    expect(kept[2]).toMatchObject({ ...late, eventId: own.eventId })
    expect(test.store.exchange.fetchedTo(own.id)).toBe(3)
    expect(passings.take(batchOf(OWN_BOX, own, [passingOf(later(3), 3)]))).toMatchObject({ known: 1 })
  })

  it('[L10] is ours also where this laptop would say otherwise', () => {
    const { test, borrowed, passings } = sierras()
    passings.takeFromCloud(borrowed.id, [fromCloud(BORROWED_BOX, borrowed.id, 1, { at: '2026-01-02T00:00:00.000Z' })])
    expect(test.store.passings.count({ sessionId: borrowed.id })).toBe(1)
  })
})
