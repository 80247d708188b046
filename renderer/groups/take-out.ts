import type { Box } from '../../shared/records/box.ts'
import type { Records } from '../../shared/state.ts'
import { boxName } from '../devices/device-item.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import type { Done } from '../give/use-give.ts'
import type { Say } from '../words/say.tsx'
import { effectsOfMovingBoxes, moveBoxesCommands } from './group-moves.ts'

/** Boxes out of their groups: as an act that can be undone, or, where a partner loses some by it, one that asks first. */
export function takeOut(
  t: Say['t'],
  records: Records,
  boxes: readonly Box[],
): { readonly asks: boolean; readonly commands: readonly CommandToGive[]; readonly done: Done } {
  const [first] = boxes
  const { commands, undo } = moveBoxesCommands(boxes, null)
  const said = t('groups.moving.doneOut', { count: boxes.length, box: first ? boxName(first) : '' })
  const asks = effectsOfMovingBoxes(records, boxes, null).lose.length > 0
  return { asks, commands, done: asks ? { said } : { said, undo } }
}
