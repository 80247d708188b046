import type { Push } from '../../shared/desktop-api.ts'
import { BoxLinks } from './boxes/box-links.ts'
import type { Desk } from './desk.ts'
import type { Logger } from './log.ts'
import { PassingDesk } from './passings/passing-desk.ts'
import { Scoring } from './scoring/scoring.ts'
import type { CloudClient, SignedInAs } from './sync/cloud-client.ts'
import type { Clocks } from './sync/trusted-clock.ts'

export interface TimingParts {
  readonly desk: Desk
  readonly cloud: CloudClient
  /** Undefined where the sign-in ran out: nothing can be sent. */
  readonly as: () => SignedInAs | undefined
  readonly clocks: Clocks
  readonly random: () => number
  readonly log: Logger
  readonly onFault: (where: string, error: unknown) => void
}

/** Live timing on this laptop, for one member: from the boxes' sockets to the file, the cloud and the scoring programs. */
export class Timing {
  readonly passings: PassingDesk
  readonly boxes: BoxLinks
  readonly scoring: Scoring

  constructor(parts: TimingParts) {
    this.passings = new PassingDesk(parts)
    this.boxes = new BoxLinks(parts, this.passings)
    this.scoring = new Scoring(parts, this.passings)
  }

  /** What a window needs to begin with. */
  *snapshot(): Iterable<Push> {
    yield* this.passings.snapshot()
    yield* this.boxes.snapshot()
    yield* this.scoring.snapshot()
  }

  /** Runs may have begun or ended, rights too. */
  recordsChanged(): void {
    this.boxes.recordsChanged()
    this.scoring.recordsChanged()
  }

  /** Every second. */
  tick(): void {
    this.boxes.tick()
    this.scoring.tick()
  }

  /** The cloud answered: what waits can be sent, and what is there fetched. */
  cloudReached(): void {}

  async close(): Promise<void> {
    await Promise.all([this.boxes.close(), this.scoring.close()])
  }
}
