import type { BoxId } from '../../shared/records/scalars.ts'
import type { EventFacts, PlacedBox, PlacedCheckpoint, RaceFacts } from '../events/event-facts.ts'

/** A checkpoint with what stands there, as it is looked at before the gun. */
export interface ReadyPlace {
  readonly id: string
  readonly race: RaceFacts['race']
  readonly checkpoint: PlacedCheckpoint['checkpoint']
  readonly boxes: readonly ReadyBox[]
  readonly hasMain: boolean
  readonly hasBackup: boolean
}

export interface ReadyBox {
  readonly placed: PlacedBox
  /** The first place where the same box stands: it is looked at there, once. */
  readonly firstAt: Pick<ReadyPlace, 'race' | 'checkpoint'> | undefined
}

/** All checkpoints of all races, in race order. */
export function readyPlaces({ races }: EventFacts): readonly ReadyPlace[] {
  const seen = new Map<BoxId, Pick<ReadyPlace, 'race' | 'checkpoint'>>()
  return races.flatMap(({ race, checkpoints }) =>
    checkpoints.map(({ checkpoint, boxes }) => {
      const shown = boxes.map((placed) => ({ placed, firstAt: seen.get(placed.box.id) }))
      for (const { box } of boxes) if (!seen.has(box.id)) seen.set(box.id, { race, checkpoint })
      return {
        ...{ id: checkpoint.id, race, checkpoint, boxes: shown },
        hasMain: boxes.some(({ assignment }) => !assignment.backup),
        hasBackup: boxes.some(({ assignment }) => assignment.backup),
      }
    }),
  )
}
