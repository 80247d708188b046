import type { z } from 'zod'
import type { CallName, CallResult, desktopCalls } from '../../shared/desktop-api.ts'

type Parsed<C extends CallName> = z.output<(typeof desktopCalls)[C]['args']>

/** Who answers a window's calls. */
export type CallHandlers = {
  readonly [C in CallName]: (args: Parsed<C>) => CallResult<C> | Promise<CallResult<C>>
}
