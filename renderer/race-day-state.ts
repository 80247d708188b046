import { assertNever } from '../shared/assert-never.ts'
import type { Push } from '../shared/desktop-api.ts'
import type { Alarm, TestRead } from '../shared/desktop-race-day.ts'
import type { BoxId } from '../shared/records/scalars.ts'

export type RaceDayPush = Extract<Push, { push: 'alarms' | 'test-reads' | 'laptop' | 'board-sharing' }>

/** What the window holds of race day, as the core pushes it. */
export interface RaceDayState {
  /** Worst first. */
  readonly alarms: readonly Alarm[]
  readonly testReads: ReadonlyMap<BoxId, TestRead>
  readonly awaitingTestReads: ReadonlySet<BoxId>
  /** Undefined until the core has said it. */
  readonly disk: { readonly freeBytes: number; readonly lowBytes: number } | undefined
  /** The board on the local network; undefined: it is off. */
  readonly sharedBoard: Extract<RaceDayPush, { push: 'board-sharing' }>['shared']
}

export function noRaceDayState(): RaceDayState {
  return { alarms: [], testReads: new Map(), awaitingTestReads: new Set(), disk: undefined, sharedBoard: undefined }
}

/** @returns the parts of the state that a push changes */
export function raceDayChange(push: RaceDayPush): Partial<RaceDayState> {
  switch (push.push) {
    case 'alarms':
      return { alarms: push.alarms }
    case 'test-reads':
      return {
        testReads: new Map(push.reads.map((read) => [read.boxId, read])),
        awaitingTestReads: new Set(push.waiting),
      }
    case 'laptop':
      return { disk: { freeBytes: push.freeBytes, lowBytes: push.lowBytes } }
    case 'board-sharing':
      return { sharedBoard: push.shared }
    default:
      return assertNever(push)
  }
}
