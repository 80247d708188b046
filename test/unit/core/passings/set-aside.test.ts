import { describe, expect, it } from 'vitest'
import type { PassingDesk } from '../../../../electron/core/passings/passing-desk.ts'
import { nextBatch, takeOutcomes } from '../../../../electron/core/sync/intake.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import type { Session } from '../../../../shared/records/session.ts'
import { BORROWED_BOX, batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { borrowedBox, borrowedLoan, COSTA_ID, put, sierraEvent, uuid } from '../../../support/sample-records.ts'
import {
  acceptedOutcome,
  openSierraDesk,
  openTestDesk,
  refusedOutcome,
  type TestDesk,
} from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

/** Waits for it, also on a machine that is busy. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

const NOW = '2026-06-06T10:00:00.000Z'
const END = '2026-06-07T08:00:00.000Z'
const HOUR_MS = 3_600_000
const partner = put('partner', { id: COSTA_ID, name: 'Costa Crono', number: 1002, since: NOW })

interface Borrowing {
  readonly test: TestDesk
  readonly run: Session
  readonly passings: PassingDesk
}

/** Sierra times on Costa's box; the loan ends while it does, and the box goes on. */
function borrowing(folder = testFolder()): Borrowing {
  const run = runOn(BORROWED_BOX)
  const records = [put('box', borrowedBox()), put('loan', borrowedLoan()), put('event', sierraEvent()), partner]
  const test = openSierraDesk(folder, [...records, put('session', run)])
  test.store.boxes.saveLink({ boxId: BORROWED_BOX, sessionId: run.id, address: { host: '10.0.0.7', port: 8080 } })
  return { test, run, passings: openPassings(test) }
}

function setTime({ test, passings }: Borrowing, now: string): void {
  test.wall.now = now
  test.desk.tick()
  passings.tick(true)
}

/** Three before the end, five after it, one minute apart. */
function recordOverTheEnd({ passings, run }: Borrowing): void {
  const stamps = [-3, -2, -1, 0, 1, 2, 3, 4].map((minutes) => timePlus(END, minutes * 60_000))
  passings.take(
    batchOf(
      BORROWED_BOX,
      run,
      stamps.map((at, index) => passingOf(at, index + 1)),
    ),
  )
}

/** Until nothing more is to be done at once. */
async function settled({ test }: Borrowing, left: number): Promise<void> {
  await eventually(() => asideCount(test)).toBe(left)
}

function asideCount({ store }: TestDesk): number {
  return store.aside.groups().reduce((sum, { count }) => sum + count, 0)
}

const sessionsOf = ({ desk }: TestDesk) => desk.records.where('session', 'boxId', BORROWED_BOX)
const numbersOf = ({ store }: TestDesk, sessionId: Session['id']) =>
  store.passings.readAfter({ sessionId }, 0, 1000).map(({ number }) => number)

/** The cloud decides on all that waits. */
function answerAll(test: TestDesk, refuse: readonly string[] = []): void {
  const outcomes = nextBatch(test.desk).map(({ id, seq, type }) =>
    refuse.includes(type) ? refusedOutcome(id, seq, 'BOX_NOT_HELD') : acceptedOutcome(id, seq),
  )
  takeOutcomes(test.desk, outcomes, test.watch)
}

describe('what comes after a right has ended', () => {
  it('[L19] is set aside: no window hears of it, and it is gone a day after', async () => {
    const borrowed = borrowing()
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    expect(numbersOf(test, run.id)).toEqual([1, 2, 3])
    expect(test.store.aside.groups()).toEqual([
      { sessionId: run.id, boxId: BORROWED_BOX, count: 5, since: END, until: timePlus(END, 24 * HOUR_MS) },
    ])
    expect(borrowed.passings.aside()).toEqual(test.store.aside.groups())
    const shown = await borrowed.passings.page({ boxId: BORROWED_BOX }, { limit: 10 })
    expect(shown.passings.map(({ number }) => number)).toEqual([3, 2, 1])
    setTime(borrowed, timePlus(END, 24 * HOUR_MS - 1))
    expect(asideCount(test)).toBe(5)
    setTime(borrowed, timePlus(END, 24 * HOUR_MS))
    expect(asideCount(test)).toBe(0)
    expect(borrowed.passings.aside()).toEqual([])
    expect(test.desk.outbox).toEqual([])
  })

  it('[L19] is adopted in a run of its own when the owner lends the box again, and a new run goes on', async () => {
    const borrowed = borrowing()
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    const now = timePlus(END, 5 * 60_000)
    test.wall.now = now
    const again = { createdAt: timePlus(END, 290_000), acceptedAt: timePlus(END, 295_000) }
    test.receive([
      put('box', borrowedBox()),
      put('session', { ...run, stoppedAt: END, stopReason: 'loan-ended' }),
      put('loan', borrowedLoan({ endedAt: END, endReason: 'expired' })),
      put('loan', borrowedLoan({ ...again, id: uuid('c', 2), endsAt: timePlus(END, 24 * HOUR_MS) })),
    ])
    setTime(borrowed, now)
    await settled(borrowed, 0)
    const adopted = sessionsOf(test).find(({ adopts }) => adopts === run.id)
    expect(adopted).toMatchObject({ startedAt: END, stoppedAt: now, eventId: run.eventId, alias: 'Finish' })
    expect(numbersOf(test, run.id)).toEqual([1, 2, 3])
    expect(adopted && numbersOf(test, adopted.id)).toEqual([4, 5, 6, 7, 8])
    const next = sessionsOf(test).find(({ stoppedAt }) => stoppedAt === undefined)
    expect(next).toMatchObject({ startedAt: now, eventId: run.eventId, alias: 'Finish' })
    // Once, however often the records change.
    setTime(borrowed, timePlus(now, 1000))
    test.receive([partner])
    setTime(borrowed, timePlus(now, 2000))
    expect(test.desk.outbox.map(({ type }) => type)).toEqual(['adoptPassings', 'startSession'])
    // What the gap still brings late belongs to it, too.
    expect(borrowed.passings.take(batchOf(BORROWED_BOX, next, [passingOf(timePlus(END, 30_000), 99)]))).toMatchObject({
      stored: 1,
    })
    expect(adopted && numbersOf(test, adopted.id)).toEqual([4, 5, 6, 7, 8, 99])
  })

  it('[L19] isn’t adopted by a loan that comes a day too late, nor by another’s', () => {
    const borrowed = borrowing()
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    const ended = [
      put('session', { ...run, stoppedAt: END, stopReason: 'loan-ended' }),
      put('loan', borrowedLoan({ endedAt: END, endReason: 'expired' })),
    ]
    const createdAt = timePlus(END, 24 * HOUR_MS + 1)
    test.receive([
      ...ended,
      put('box', borrowedBox()),
      put(
        'loan',
        borrowedLoan({ id: uuid('c', 2), createdAt, acceptedAt: createdAt, endsAt: timePlus(createdAt, HOUR_MS) }),
      ),
    ])
    setTime(borrowed, timePlus(END, 5 * 60_000))
    expect(test.desk.outbox).toEqual([])
    expect(asideCount(test)).toBe(5)
  })

  it('[L19] counts in its own run where the cloud knew of an extension, and the run never ended', async () => {
    const borrowed = borrowing()
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    expect(asideCount(test)).toBe(5)
    test.receive([put('loan', borrowedLoan({ endsAt: timePlus(END, 24 * HOUR_MS) }))])
    setTime(borrowed, timePlus(END, 5 * 60_000))
    await settled(borrowed, 0)
    expect(numbersOf(test, run.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(test.desk.outbox).toEqual([])
    // The guess is forgotten: a revocation later on counts from when it is heard of.
    test.wall.now = timePlus(END, HOUR_MS)
    test.receive([
      put('session', { ...run, stoppedAt: timePlus(END, 50 * 60_000), stopReason: 'loan-ended' }),
      put(
        'loan',
        borrowedLoan({
          endsAt: timePlus(END, 24 * HOUR_MS),
          endedAt: timePlus(END, 50 * 60_000),
          endReason: 'revoked',
        }),
      ),
    ])
    const late = batchOf(BORROWED_BOX, run, [passingOf(timePlus(END, 55 * 60_000), 9)])
    expect(borrowed.passings.take(late)).toMatchObject({ stored: 1, aside: 0 })
  })

  it('[L19] [F5] a crash between the adoption and the moving loses nothing: the next start moves it', async () => {
    const folder = testFolder()
    const borrowed = borrowing(folder)
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    const now = timePlus(END, 5 * 60_000)
    test.wall.now = now
    test.recordsChanged = () => undefined
    test.receive([
      put('box', borrowedBox()),
      put('session', { ...run, stoppedAt: END, stopReason: 'loan-ended' }),
      put('loan', borrowedLoan({ endedAt: END, endReason: 'expired' })),
      put(
        'loan',
        borrowedLoan({ id: uuid('c', 2), createdAt: END, acceptedAt: END, endsAt: timePlus(END, 24 * HOUR_MS) }),
      ),
    ])
    const sessionId = uuid('f', 50)
    test.desk.give([{ type: 'adoptPassings', args: { sessionId, adopts: run.id, until: now } }])
    test.close()
    const again = openTestDesk(folder, now)
    const reopened = { test: again, run, passings: openPassings(again) }
    reopened.passings.tick(true)
    await settled(reopened, 0)
    expect(numbersOf(again, runOn(BORROWED_BOX, { id: sessionId }).id)).toEqual([4, 5, 6, 7, 8])
    expect(again.desk.outbox.map(({ type }) => type)).toEqual(['adoptPassings'])
    again.close()
  })

  it('[L19] [F3] an adoption that the cloud refuses is told by a card; the passings stay here and don’t go up', async () => {
    const borrowed = borrowing()
    const { test, run } = borrowed
    setTime(borrowed, timePlus(END, 4 * 60_000))
    recordOverTheEnd(borrowed)
    test.receive([
      put('box', borrowedBox()),
      put('session', { ...run, stoppedAt: END, stopReason: 'loan-ended' }),
      put('loan', borrowedLoan({ endedAt: END, endReason: 'expired' })),
      put(
        'loan',
        borrowedLoan({ id: uuid('c', 2), createdAt: END, acceptedAt: END, endsAt: timePlus(END, 24 * HOUR_MS) }),
      ),
    ])
    setTime(borrowed, timePlus(END, 5 * 60_000))
    await settled(borrowed, 0)
    const adopted = sessionsOf(test).find(({ adopts }) => adopts === run.id)
    if (adopted === undefined) throw new Error('nothing was adopted')
    answerAll(test, ['adoptPassings'])
    const refusals = test.store.cards.readOpen().filter(({ kind }) => kind === 'refusal')
    expect(refusals).toMatchObject([{ code: 'BOX_NOT_HELD', command: { type: 'adoptPassings' } }])
    expect(test.desk.records.get('session', adopted.id)).toBeUndefined()
    expect(numbersOf(test, adopted.id)).toEqual([4, 5, 6, 7, 8])
    expect(test.store.aside.isAdopting(adopted.id)).toBe(true)
    expect(test.store.passings.readAfter({ sessionId: adopted.id }, 0, 10).every(({ inCloud }) => !inCloud)).toBe(true)
  })

  it('[L19] goes a little at a time, so that nobody waits for thousands of them', async () => {
    const borrowed = borrowing()
    const { test, run, passings } = borrowed
    setTime(borrowed, timePlus(END, HOUR_MS))
    const many = Array.from({ length: 3000 }, (_, index) => passingOf(timePlus(END, index * 1000), index))
    passings.take(batchOf(BORROWED_BOX, run, many))
    expect(asideCount(test)).toBe(3000)
    setTime(borrowed, timePlus(END, 24 * HOUR_MS))
    const left = asideCount(test)
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(3000)
    await settled(borrowed, 0)
  })
})
