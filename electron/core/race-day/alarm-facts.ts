import type { Link } from '../../../shared/desktop-live.ts'
import type { BoxId, CheckpointId, LoanId, SessionId } from '../../../shared/records/scalars.ts'

/** What a run read lately. Times in milliseconds since 1970. */
export interface ReadFacts {
  /** When its latest reads were, by the time that counts, latest first. */
  readonly latest: readonly number[]
  /** When the last one came to know. */
  readonly cameMs: number | undefined
  /** The different chips among those of the last minute. */
  readonly chipsInMinute: number
}

/** A timing run of ours that is on. */
export interface RunFacts {
  readonly boxId: BoxId
  readonly sessionId: SessionId
  readonly startedAt: string
  readonly checkpointIds: readonly CheckpointId[]
  readonly isBackup: boolean
  /** Nobody comes to the start again after the gun. */
  readonly isAtStartOnly: boolean
  /** This laptop's connection to the box. */
  readonly link: Pick<Link, 'state' | 'since'> | undefined
  readonly reads: ReadFacts
  /** The loan by which the box is here. */
  readonly loan: { readonly id: LoanId; readonly endsAt: string } | undefined
}

/** L19: recorded, but set aside. */
export interface AsideFacts {
  readonly boxId: BoxId
  readonly sessionId: SessionId | undefined
  readonly checkpointIds: readonly CheckpointId[]
}

/** A box on an event of ours, as it told of its battery. */
export interface BatteryFacts {
  readonly boxId: BoxId
  readonly percent: number
  readonly isCharging: boolean
  readonly toldAt: string
}

/** All that an alarm may come from, at one moment. */
export interface AlarmFacts {
  readonly now: string
  readonly monotonicMs: number
  /** Since when the cloud tells what boxes send to it; undefined: it can't be asked now. */
  readonly onlineSince: string | undefined
  readonly runs: readonly RunFacts[]
  readonly asides: readonly AsideFacts[]
  readonly batteries: readonly BatteryFacts[]
  /** Undefined: not known yet. */
  readonly disk: { readonly freeBytes: number; readonly lowBytes: number } | undefined
  readonly isDiskFull: boolean
  /** What a window said of the laptop. */
  readonly power: { readonly onMains?: boolean | undefined; readonly percent?: number | undefined }
}
