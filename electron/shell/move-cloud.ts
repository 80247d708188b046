import { keepsMembers } from '../core/identity/kept-members.ts'
import type { MoveCloud } from './asked-cloud.ts'
import type { CoreKeeper } from './core-keeper.ts'

/**
 * Takes the core to another cloud, with the same data folder, while nothing of a member is in it: what a member has here
 * belongs to the cloud that it came from, whatever a page asks for. Demo accounts are of the first cloud alone.
 */
export function moveCloud(
  app: { on(event: 'will-quit', listener: () => void): unknown },
  keeper: Pick<CoreKeeper, 'stop' | 'startAgain'>,
  dataDir: string,
): MoveCloud {
  let isQuitting = false
  app.on('will-quit', () => {
    isQuitting = true
  })
  return async (cloudUrl) => {
    // Asked twice: a core isn't ended for nothing, and until it has ended somebody may have signed in.
    if (keepsMembers(dataDir)) return false
    await keeper.stop()
    if (isQuitting) return false
    const stays = keepsMembers(dataDir)
    keeper.startAgain(stays ? undefined : { cloudUrl, demoAccounts: undefined })
    return !stays
  }
}
