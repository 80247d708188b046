import { boxIdSchema } from '../../shared/records/scalars.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'
import type { CommandToGive } from './use-give.ts'

/** R5: an Undo asks nothing, so it must not take a box away from a timing run that was started meanwhile. */
export function endsRun(records: Records, commands: readonly CommandToGive[]): boolean {
  return commands.some((command) => {
    if (command.type !== 'releaseBox') return false
    const boxId = boxIdSchema.safeParse(command.args.boxId)
    return boxId.success && runningSessionsOn(records, boxId.data).length > 0
  })
}
