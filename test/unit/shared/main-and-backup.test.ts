import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxIdSchema } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import {
  type BoxRead,
  goesOut,
  isBackup,
  type ReadingPlace,
  readingPlaces,
  stillWaits,
} from '../../../shared/rules/main-and-backup.ts'
import { record, uuid } from '../../support/sample-records.ts'
import { BACKUP_RUN, RUN } from '../../support/scoring-laptop.ts'

const WINDOW_MS = 10_000
const START_MS = Date.parse('2026-06-06T10:00:00.000Z')

function run(number: number, part: object = {}): Session {
  return record('session', { ...RUN, id: uuid('f', number), boxId: uuid('b', number), ...part })
}

describe('where runs read', () => {
  it('[R1] those that share a checkpoint read at one place, also by a third one', () => {
    const [start, finish, both] = [
      run(1, { checkpointIds: [uuid('e', 1)] }),
      run(2, { checkpointIds: [uuid('e', 2)], backup: true }),
      run(3, { checkpointIds: [uuid('e', 1), uuid('e', 2)] }),
    ]
    const elsewhere = run(4, { checkpointIds: [uuid('e', 4)] })
    const apart = readingPlaces([start, finish, elsewhere])
    expect(apart.get(finish.id)).toEqual({ mains: [], backups: [finish] })
    const places = readingPlaces([start, finish, both, elsewhere])
    expect(places.get(finish.id)).toEqual({ mains: [both, start], backups: [finish] })
    expect(places.get(start.id)).toBe(places.get(finish.id))
    expect(places.get(elsewhere.id)).toEqual({ mains: [elsewhere], backups: [] })
  })

  it('[R1] one at no checkpoint reads with nobody', () => {
    const [one, other] = [run(1, { checkpointIds: [] }), run(2, { checkpointIds: [], backup: true })]
    const places = readingPlaces([one, other])
    expect(places.get(one.id)).toEqual({ mains: [one], backups: [] })
    expect(places.get(other.id)).toEqual({ mains: [], backups: [other] })
  })
})

describe('how long a backup’s read waits', () => {
  const place: ReadingPlace = { mains: [RUN], backups: [BACKUP_RUN] }
  const waits = (read: { counted: number; received: number }, nowMs: number, where = place) =>
    stillWaits({ countedAtMs: read.counted, receivedAtMs: read.received }, where, WINDOW_MS, nowMs)

  it('[R7] the window from its time on, and at least two seconds from when it came', () => {
    expect(waits({ counted: 0, received: 1000 }, 9_999)).toBe(true)
    expect(waits({ counted: 0, received: 1000 }, 10_000)).toBe(false)
    expect(waits({ counted: 0, received: 60_000 }, 61_999)).toBe(true)
    expect(waits({ counted: 0, received: 60_000 }, 62_000)).toBe(false)
  })

  it('[R7] never for longer than the window and two seconds, also by a clock that is ahead or was set back', () => {
    expect(waits({ counted: 300_000, received: 0 }, WINDOW_MS + 1000)).toBe(false)
    expect(waits({ counted: 3_600_000, received: 3_600_000 }, 0)).toBe(false)
  })

  it('[R7] not where no main box’s run is on or was within the window', () => {
    const over = (stoppedAtMs: number): ReadingPlace => ({
      mains: [run(1, { stoppedAt: new Date(stoppedAtMs).toISOString(), stopReason: 'stopped' })],
      backups: [BACKUP_RUN],
    })
    const read = { counted: START_MS, received: START_MS }
    expect(waits(read, START_MS, over(START_MS - WINDOW_MS))).toBe(true)
    expect(waits(read, START_MS, over(START_MS - WINDOW_MS - 1))).toBe(false)
    expect(waits(read, START_MS, { mains: [], backups: [BACKUP_RUN] })).toBe(false)
  })

  it('[R7] not at all with a window of 0: all are sent', () => {
    expect(stillWaits({ countedAtMs: 0, receivedAtMs: 0 }, place, 0, 0)).toBe(false)
    const sent = { boxId: RUN.boxId, countedAtMs: 0 }
    const nearby = { backupsSent: () => [sent], hasMainRead: () => true }
    expect(goesOut({ boxId: BACKUP_RUN.boxId, byBackup: true, countedAtMs: 0 }, 0, nearby)).toBe(true)
  })
})

/** Two main boxes and two backups at one checkpoint. */
const RUNS: readonly Session[] = [run(1), run(2, { backup: true }), run(3, { backup: true }), run(4)]

interface Come extends BoxRead {
  readonly receivedAtMs: number
}

const reads: fc.Arbitrary<readonly Come[]> = fc
  .array(
    fc.record({
      box: fc.nat({ max: RUNS.length - 1 }),
      at: fc.nat({ max: 90_000 }),
      // At once, within the window, long after; or stamped by a clock that is ahead.
      late: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 15_000 }), fc.nat({ max: 200_000 }), fc.constant(-20_000)),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((made) =>
    made
      .map(({ box, at, late }) => ({
        boxId: RUNS[box]?.boxId ?? boxIdSchema.parse(uuid('b', 1)),
        byBackup: isBackup(RUNS[box] ?? RUN),
        countedAtMs: at,
        receivedAtMs: Math.max(0, at + late),
      }))
      .toSorted((one, other) => one.receivedAtMs - other.receivedAtMs),
  )

interface Outcome {
  readonly sent: readonly Come[]
  /** How long each took from when it came until it went out or was left. */
  readonly tookMs: readonly number[]
}

/** Reads come in; each second, what waits is looked at, the first one first. */
function play(come: readonly Come[], place: ReadingPlace): Outcome {
  const [arrived, sent, tookMs]: [Come[], Come[], number[]] = [[], [], []]
  let waiting: readonly Come[] = []
  const decide = (read: Come, nowMs: number) => {
    tookMs.push(nowMs - read.receivedAtMs)
    const within = (one: Come, fromMs: number, toMs: number) => fromMs <= one.countedAtMs && one.countedAtMs <= toMs
    const goes = goesOut(read, WINDOW_MS, {
      backupsSent: (from, to) => sent.filter((one) => one.byBackup && within(one, from, to)),
      hasMainRead: (from, to) => arrived.some((one) => !one.byBackup && within(one, from, to)),
    })
    if (goes) sent.push(read)
  }
  const look = (nowMs: number) => {
    for (let first = waiting[0]; first && !stillWaits(first, place, WINDOW_MS, nowMs); first = waiting[0]) {
      waiting = waiting.slice(1)
      decide(first, nowMs)
    }
  }
  let next = 0
  for (let nowMs = 0; next < come.length || waiting.length > 0; nowMs += 1000) {
    for (let read = come[next]; read && read.receivedAtMs < nowMs + 1000; read = come[next]) {
      next += 1
      arrived.push(read)
      if (read.byBackup && stillWaits(read, place, WINDOW_MS, read.receivedAtMs)) waiting = [...waiting, read]
      else decide(read, read.receivedAtMs)
    }
    look(nowMs + 1000)
  }
  return { sent, tookMs }
}

function isNear(one: BoxRead, other: BoxRead): boolean {
  return Math.abs(one.countedAtMs - other.countedAtMs) <= WINDOW_MS
}

describe('one read of a chip and window', () => {
  const place: ReadingPlace = { mains: RUNS.filter((one) => !isBackup(one)), backups: RUNS.filter(isBackup) }

  it('[R7] whatever comes when: each goes out, or another box’s within its window has, and never a main’s beside a backup’s', () => {
    fc.assert(
      fc.property(reads, (come) => {
        const { sent, tookMs } = play(come, place)
        const isSent = new Set(sent)
        for (const read of come) {
          const isCovered = sent.some((other) => other.boxId !== read.boxId && isNear(read, other))
          expect(isSent.has(read) || isCovered).toBe(true)
        }
        for (const backup of sent.filter(({ byBackup }) => byBackup)) {
          const beside = sent.filter((other) => other.boxId !== backup.boxId && isNear(backup, other))
          expect(beside).toEqual([])
        }
        expect(tookMs).toHaveLength(come.length)
        expect(Math.max(...tookMs)).toBeLessThanOrEqual(WINDOW_MS + 2000)
        // Of main boxes, and of backups, those that came first go out first.
        for (const byBackup of [true, false]) {
          const order = sent.filter((read) => read.byBackup === byBackup).map((read) => come.indexOf(read))
          expect(order).toEqual(order.toSorted((one, other) => one - other))
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('[R7] where the main box reads nothing, the backup’s go out, and without one at once', () => {
    fc.assert(
      fc.property(reads, (made) => {
        const boxId = BACKUP_RUN.boxId
        const come = made.map((read) => ({ ...read, boxId, byBackup: true }))
        expect(play(come, place).sent).toEqual(come)
        const alone = play(come, { mains: [], backups: place.backups })
        expect(alone.sent).toEqual(come)
        expect(Math.max(...alone.tookMs)).toBe(0)
      }),
    )
  })
})
