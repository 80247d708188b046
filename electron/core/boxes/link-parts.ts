import type { Address } from '../../../shared/desktop-live.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import type { LinkTimes } from './link-times.ts'
import type { NumberGaps } from './number-gaps.ts'

export interface MeasuredClock {
  /** How far it is ahead; undefined: the box has no clock. */
  readonly offsetMs: number | undefined
  readonly source: string | undefined
}

export interface LinkParts {
  readonly serial: string
  /** In the order in which they are tried. `isChosen`: a person said that the box is there. */
  readonly addresses: () => readonly (Address & { readonly isChosen: boolean })[]
  /** The cloud's time. */
  readonly nowMs: () => number
  readonly monotonicMs: () => number
  readonly random: () => number
  readonly times: LinkTimes
  /** What is missing by what the file has of the box. */
  readonly gapsOfFile: () => NumberGaps
  /** What comes now is for a test: nothing of before is asked for. */
  readonly isTesting: () => boolean
  /** What the file has of the run says that from here on something is missing, as far as it has been counted. */
  readonly missingFrom: () => number | undefined
  readonly onPassings: (passings: readonly Passing[], receivedMs: number) => void
  readonly onUnreadable: (count: number, reasons: readonly string[]) => void
  readonly onReached: (address: Address) => void
  readonly onClock: (clock: MeasuredClock) => void
  /** `status` is another than before. */
  readonly onChange: () => void
  readonly onFault: (where: string, error: unknown) => void
}
