import type { Push } from '../../../shared/desktop-api.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import type { TimingParts } from '../timing.ts'

/** What came from one box, or from the cloud for one run. */
export interface TakenBatch {
  readonly boxId: BoxId
  /** The run in which it was recorded. */
  readonly session: Session | undefined
  /** How far the box's clock is ahead; 0 where nobody measured it. */
  readonly clockOffsetMs: number
  readonly via: 'box' | 'cloud'
  readonly received: readonly { readonly passing: Passing; readonly receivedAt: string }[]
}

/** What became of a batch: together all of it. */
export interface TakenCounts {
  readonly stored: number
  readonly known: number
  readonly notOurs: number
  readonly aside: number
}

/** The passings of one member's laptop. */
export class PassingDesk {
  readonly #parts: TimingParts

  constructor(parts: TimingParts) {
    this.#parts = parts
  }

  /** Stores what is ours, durably when it returns. @throws where the disk doesn't take it: nothing of it is stored then */
  take(_batch: TakenBatch): TakenCounts {
    throw new Error(`not built: ${typeof this.#parts}`)
  }

  *snapshot(): Iterable<Push> {}
}
