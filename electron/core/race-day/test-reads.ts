import type { Push } from '../../../shared/desktop-api.ts'
import type { Address } from '../../../shared/desktop-live.ts'
import type { TestRead } from '../../../shared/desktop-race-day.ts'
import { UNKNOWN_SINCE } from '../../../shared/records/box.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import { countedTime } from '../../../shared/rules/passings.ts'
import type { BoxLinks } from '../boxes/box-links.ts'
import { ownRunOn } from '../boxes/link-fate.ts'
import type { TestArrivals } from '../boxes/linked-box.ts'
import type { Desk } from '../desk.ts'

const LASTS_MS = 120_000
/** As good as a box's clock is measured. */
const CLOCK_ERROR_MS = 10_000

export interface TestReadParts {
  readonly desk: Desk
  readonly boxes: Pick<BoxLinks, 'test' | 'endTest' | 'likelyAddress'>
  readonly monotonicMs: () => number
  readonly onFault: (where: string, error: unknown) => void
}

interface Test {
  readonly startedAt: string
  readonly endsMs: number
}

/** Reads before the race that prove that chips are seen: never passings, now or when the box sends them again. */
export class TestReads {
  readonly #parts: TestReadParts
  readonly #waiting = new Map<BoxId, Test>()
  readonly #latest: Map<BoxId, TestRead>

  constructor(parts: TestReadParts) {
    this.#parts = parts
    this.#latest = new Map(parts.desk.store.raceDay.latestTestReads().map((read) => [read.boxId, read]))
  }

  /** @throws CallRefused where the box isn't the member's to time with */
  start(boxId: BoxId, given: Address | undefined): 'waiting' | 'no-address' | 'running' {
    const { desk, boxes, monotonicMs } = this.#parts
    if (this.#hasRun(boxId)) return 'running'
    const known = given ?? boxes.likelyAddress(boxId)
    if (known === undefined) return 'no-address'
    const test: Test = { startedAt: desk.clock.now(), endsMs: monotonicMs() + LASTS_MS }
    const address = { host: known.host, port: known.port }
    boxes.test(boxId, address, (arrivals) => this.#take(boxId, test, arrivals))
    this.#waiting.set(boxId, test)
    this.#tell()
    return 'waiting'
  }

  stop(boxId: BoxId): void {
    if (!this.#waiting.delete(boxId)) return
    this.#parts.boxes.endTest(boxId)
    this.#tell()
  }

  /** A run that begins ends the test, and so does an end of the right to the box. */
  recordsChanged(): void {
    const { records, actor } = this.#parts.desk
    for (const boxId of [...this.#waiting.keys()]) {
      const isLost = whyNotUsable(records, actor.organisationId, boxId, 'timing.run') !== undefined
      if (isLost || this.#hasRun(boxId)) this.stop(boxId)
    }
  }

  /** Every second. */
  tick(): void {
    const nowMs = this.#parts.monotonicMs()
    for (const [boxId, { endsMs }] of [...this.#waiting]) if (nowMs >= endsMs) this.stop(boxId)
  }

  snapshot(): Push {
    const { records } = this.#parts.desk
    const reads = [...this.#latest.values()].filter(({ boxId }) => records.get('box', boxId) !== undefined)
    return { push: 'test-reads', reads, waiting: [...this.#waiting.keys()] }
  }

  /** @returns false where a run has begun: they are its passings */
  #take(boxId: BoxId, test: Test, { passings, receivedAt, clockOffsetMs }: TestArrivals): boolean {
    const { desk, onFault } = this.#parts
    if (this.#hasRun(boxId)) return false
    // What the box recorded before, and sends again now, stays what it is: it can be fetched in a run.
    const read = passings.filter((passing) => this.#isNew(boxId, passing, { ...test, receivedAt, clockOffsetMs }))
    const [first] = read
    if (first === undefined) return true
    try {
      desk.store.transact(() => {
        for (const passing of read) desk.store.raceDay.addTestRead(boxId, passing, receivedAt)
      })
    } catch (error) {
      // Not proven then: the next chip does it.
      onFault('keeping a test read', error)
      return true
    }
    this.#latest.set(boxId, { boxId, at: receivedAt, chip: first.chip })
    this.stop(boxId)
    return true
  }

  #isNew(
    boxId: BoxId,
    { at }: Passing,
    { startedAt, receivedAt, clockOffsetMs }: Test & Omit<TestArrivals, 'passings'>,
  ): boolean {
    if (clockOffsetMs === undefined) return true
    const registeredAt = this.#parts.desk.records.get('box', boxId)?.registeredAt ?? UNKNOWN_SINCE
    const { countedAt, countedBy } = countedTime({ at, receivedAt, clockOffsetMs, registeredAt })
    return countedBy === 'received' || Date.parse(countedAt) >= Date.parse(startedAt) - CLOCK_ERROR_MS
  }

  #hasRun(boxId: BoxId): boolean {
    const { records, actor } = this.#parts.desk
    return ownRunOn(records, actor.organisationId, boxId) !== undefined
  }

  #tell(): void {
    this.#parts.desk.announce(this.snapshot())
  }
}
