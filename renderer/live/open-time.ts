import type { RaceAction } from '../../shared/records/race-action.ts'
import type { CheckpointId, RaceId } from '../../shared/records/scalars.ts'

/** Where actions are recorded. */
export interface RacePlace {
  readonly raceId: RaceId
  readonly checkpointId: CheckpointId | undefined
}

/** A time by hand that waits for its bib; perhaps it isn't saved yet. */
export type OpenTime = Pick<RaceAction, 'id' | 'raceId' | 'at'> & Partial<Pick<RaceAction, 'checkpointId'>>
