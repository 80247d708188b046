import type { Push } from '../../../shared/desktop-api.ts'
import type { BoxLinks } from '../boxes/box-links.ts'
import type { TimingParts } from '../timing-parts.ts'
import { AlarmWatch } from './alarm-watch.ts'
import { LaptopWatch } from './laptop-watch.ts'
import { TestReads } from './test-reads.ts'

type Parts = Pick<TimingParts, 'desk' | 'clocks' | 'onFault' | 'hasWindow' | 'isOnline' | 'isDiskFull' | 'freeBytes'>

/** What a person needs under pressure: is all ready, and what goes wrong. */
export class RaceDay {
  readonly alarms: AlarmWatch
  readonly testReads: TestReads
  readonly laptop: LaptopWatch
  readonly #hasWindow: () => boolean

  constructor(parts: Parts, boxes: BoxLinks) {
    const { desk, clocks, onFault, isOnline, isDiskFull, freeBytes } = parts
    const { monotonicMs } = clocks
    const laptop = new LaptopWatch({ freeBytes, monotonicMs, announce: desk.announce, onFault })
    this.#hasWindow = parts.hasWindow
    this.laptop = laptop
    this.testReads = new TestReads({ desk, boxes, monotonicMs, onFault })
    this.alarms = new AlarmWatch({
      ...{ desk, monotonicMs, isOnline, isDiskFull },
      links: () => boxes.all(),
      laptop: () => ({ disk: laptop.disk, power: laptop.power }),
    })
  }

  recordsChanged(): void {
    this.alarms.recordsChanged()
    this.testReads.recordsChanged()
  }

  /** Every second. */
  tick(): void {
    this.laptop.tick(this.#hasWindow())
    this.testReads.tick()
    this.alarms.tick()
  }

  *snapshot(): Iterable<Push> {
    yield this.alarms.snapshot()
    yield this.testReads.snapshot()
    yield* this.laptop.snapshot()
  }

  async close(): Promise<void> {
    await this.laptop.close()
  }
}
