import { boxIdSchema } from '../../shared/records/scalars.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import type { Records } from '../../shared/state.ts'

/** R5: an Undo asks nothing, so it must not take a box away from a timing run that was started meanwhile. */
export function endsRun(
  records: Records,
  commands: readonly { readonly type: string; readonly args: object }[],
): boolean {
  return commands.some(({ type, args }) => {
    const boxId = boxIdSchema.safeParse(type === 'releaseBox' && 'boxId' in args ? args.boxId : undefined)
    return boxId.success && runningSessionsOn(records, boxId.data).length > 0
  })
}
