import type { Push } from '../../shared/desktop-api.ts'
import type { SessionId } from '../../shared/records/scalars.ts'
import { Boards } from './board/boards.ts'
import { BoxLinks } from './boxes/box-links.ts'
import { PassingExchange } from './passings/exchange.ts'
import { PassingDesk } from './passings/passing-desk.ts'
import { RaceDay } from './race-day/race-day.ts'
import { Scoring } from './scoring/scoring.ts'
import type { TimingParts } from './timing-parts.ts'

/** Live timing on this laptop, for one member: from the boxes' sockets to the file, the cloud, the scoring programs and the boards. */
export class Timing {
  readonly passings: PassingDesk
  readonly exchange: PassingExchange
  readonly boxes: BoxLinks
  readonly scoring: Scoring
  readonly raceDay: RaceDay
  readonly boards: Boards
  readonly #hasWindow: () => boolean

  constructor(parts: TimingParts) {
    this.#hasWindow = parts.hasWindow
    this.passings = new PassingDesk(parts)
    this.exchange = new PassingExchange(parts, this.passings)
    this.boxes = new BoxLinks(parts, this.passings)
    this.scoring = new Scoring(parts, this.passings)
    this.raceDay = new RaceDay(parts, this.boxes)
    this.boards = new Boards({
      ...parts,
      monotonicMs: parts.clocks.monotonicMs,
      links: () => this.boxes.all(),
      live: (sessionId) => this.passings.live(sessionId),
      alarms: () => this.raceDay.alarms.alarms,
    })
  }

  /** What a window needs to begin with. */
  *snapshot(): Iterable<Push> {
    yield* this.passings.snapshot()
    yield* this.boxes.snapshot()
    yield* this.scoring.snapshot()
    yield* this.raceDay.snapshot()
    yield this.boards.snapshot()
  }

  /** Runs may have begun or ended, rights too. */
  recordsChanged(): void {
    this.passings.recordsChanged()
    this.boxes.recordsChanged()
    this.scoring.recordsChanged()
    this.raceDay.recordsChanged()
  }

  /** Every second. */
  tick(): void {
    this.passings.tick(this.#hasWindow())
    this.boxes.tick()
    this.scoring.tick()
    this.raceDay.tick()
    this.boards.tick()
  }

  /** The cloud answered: what waits can be sent, and what is there fetched. */
  cloudReached(): void {
    this.exchange.cloudReached()
  }

  /** The cloud tells from now on, and of nothing that was before. */
  streamOpened(): void {
    this.exchange.streamOpened()
  }

  /** The cloud has new passings in these runs. */
  cloudHas(sessionIds: readonly SessionId[]): void {
    this.exchange.cloudHas(sessionIds)
  }

  async close(): Promise<void> {
    await Promise.all([this.boxes.close(), this.scoring.close(), this.raceDay.close(), this.boards.close()])
    // Last: what the others still had to store is stored.
    await Promise.all([this.exchange.close(), this.passings.close()])
  }
}
