import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { callSchema, desktopCalls, isCallName, type replySchema } from '../../shared/desktop-api.ts'
import { nestsTooDeep } from '../../shared/nesting.ts'
import type { CallHandlers } from './call-handlers.ts'
import { CallRefused, SignedOut } from './call-refused.ts'

type Reply = z.output<typeof replySchema>

export interface WindowConnection {
  /** Answers one message of the window. Undefined: it isn't a call at all, and gets no answer. */
  handle(message: unknown): Promise<Reply | undefined>
  close(): void
}

/** Takes a window's calls: parses them, runs them, and turns a fault into a number that the log explains. */
export function openWindow(
  handlers: CallHandlers,
  onFault: (where: string, error: unknown) => void,
  close: () => void,
): WindowConnection {
  return {
    async handle(message) {
      const call = callSchema.safeParse(message)
      if (!call.success) return undefined
      const { id, call: name } = call.data
      if (!isCallName(name)) return { id, failed: 'unknown call' }
      if (nestsTooDeep(call.data.args)) return { id, failed: 'malformed call' }
      const args = desktopCalls[name].args.safeParse(call.data.args)
      if (!args.success) return { id, failed: 'malformed call' }
      try {
        const handler = handlers[name] as (given: unknown) => unknown
        return { id, result: desktopCalls[name].result.parse(await handler(args.data)) }
      } catch (error) {
        if (error instanceof CallRefused) return { id, refused: error.code }
        if (error instanceof SignedOut) return { id, failed: 'signed out' }
        const number = randomUUID().slice(0, 8)
        onFault(`call ${name}, number ${number},`, error)
        return { id, failed: number }
      }
    },
    close,
  }
}
