import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Desk } from '../desk.ts'
import type { ArrivedPage, CloudClient, SignedInAs } from './cloud-client.ts'
import { type Intake, takePage } from './intake.ts'

export interface PullParts {
  readonly desk: Desk
  readonly cloud: CloudClient
  readonly as: () => SignedInAs
  readonly signal: AbortSignal
  /** A whole state has come: nothing is loading any more. */
  readonly onWholeState: () => void
}

const PAGE_LIMIT = 2000
/** Of a whole state after its beginning: fewer ways there and back, and nothing of it is shown before its end. */
const WHOLE_PAGE_LIMIT = 5000

/** Asks for what comes after the cursor; without one, for the whole state. */
export function ask(
  { cloud, as, signal }: PullParts,
  cursor: string | undefined,
  limit = PAGE_LIMIT,
): Promise<ArrivedPage> {
  return cloud.changes(as(), { cursor, limit }, signal)
}

/**
 * Fetches and takes in all that changed.
 * @param begun what comes after the intake's cursor, where that was asked for already
 */
export async function pull(parts: PullParts, intake: Intake, begun = ask(parts, intake.cursor)): Promise<void> {
  const { desk, onWholeState } = parts
  let asked = begun
  for (;;) {
    const arrived = await asked
    // What is staged counts only with its end, so the cloud may work on its next page already (F7).
    const ahead = arrived.next === undefined ? undefined : ask(parts, arrived.next, WHOLE_PAGE_LIMIT)
    if (ahead) {
      ahead.catch(() => undefined)
      await turn()
    }
    const page = arrived.read()
    const isStaging = page.reset || intake.staged !== undefined
    const isToWipe = takePage(desk, intake, page)
    if (isStaging && !page.more) {
      onWholeState()
      // All of it is durable in the log, and is shown before it is written back.
      await sleep(0)
    }
    // G8, O7. Last: the page is taken in, whatever the disk says to this.
    if (isToWipe) desk.store.wipeDeleted()
    if (!page.more) return
    asked = ahead ?? ask(parts, page.cursor)
  }
}
