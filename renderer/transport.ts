import {
  type CallArgs,
  type CallName,
  type CallResult,
  desktopCalls,
  type Push,
  pushSchema,
  replySchema,
} from '../shared/desktop-api.ts'
import type { RefusalCode } from '../shared/refusals.ts'
import type { Line, OpenLine } from './line.ts'

/** How the line to the core stands. `gone`: it is being opened again by itself. */
export type LinkState = 'connecting' | 'open' | 'gone' | 'shut-out'

/** The window's side of the contract with the core. */
export interface CoreConnection {
  /**
   * Calls the core. Made while the core is away, a call waits for it. One that was under way when the line broke
   * rejects with `AnswerLost`: it may have been done or not.
   */
  call<C extends CallName>(name: C, args: CallArgs<C>): Promise<CallResult<C>>
  /** @returns how to stop listening */
  onPush(listener: (push: Push) => void): () => void
  onLink(listener: (state: LinkState) => void): () => void
}

/** The core went away before it answered. */
export class AnswerLost extends Error {
  constructor() {
    super('the core went away before it answered')
  }
}

/** A fault in the core, under which number its log knows it. */
export class CoreFault extends Error {
  readonly reference: string

  constructor(reference: string) {
    super(`the core failed: ${reference}`)
    this.reference = reference
  }
}

/** What was asked for is no more to be had, or not allowed any more. */
export class CoreRefusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode) {
    super(`the core refused: ${code}`)
    this.code = code
  }
}

const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 3_000

interface WaitingCall {
  readonly id: number
  readonly name: CallName
  readonly text: string
  readonly settle: (reply: unknown) => void
  readonly fail: (error: Error) => void
  sent: boolean
}

/** A connection over lines that `openLine` opens, each after the other broke, with a growing pause between. */
export function connectCore(openLine: OpenLine, later: (run: () => void, delayMs: number) => void): CoreConnection {
  const pushListeners = new Set<(push: Push) => void>()
  const linkListeners = new Set<(state: LinkState) => void>()
  const waiting = new Map<number, WaitingCall>()
  let link: LinkState = 'connecting'
  let line: Line | undefined
  let nextId = 1
  let retryMs = FIRST_RETRY_MS

  function setLink(state: LinkState): void {
    link = state
    for (const listener of linkListeners) listener(state)
  }

  function open(): void {
    const opening = openLine({
      opened: () => {
        line = opening
        retryMs = FIRST_RETRY_MS
        setLink('open')
        for (const call of waiting.values()) transmit(call)
      },
      received,
      closed: (why) => {
        line = undefined
        setLink(why)
        loseUnderWay()
        if (why === 'shut-out') return
        later(open, retryMs)
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      },
    })
  }

  function transmit(call: WaitingCall): void {
    if (line === undefined || call.sent) return
    call.sent = true
    line.send(call.text)
  }

  function loseUnderWay(): void {
    for (const call of [...waiting.values()].filter(({ sent }) => sent)) {
      waiting.delete(call.id)
      call.fail(new AnswerLost())
    }
  }

  function received(text: string): void {
    const message: unknown = JSON.parse(text)
    const push = pushSchema.safeParse(message)
    if (push.success) {
      for (const listener of pushListeners) listener(push.data)
      return
    }
    const reply = replySchema.safeParse(message)
    // Neither: from a core newer or older than this page. It is left unread, as a changed page comes with a changed core.
    if (!reply.success) return
    const call = waiting.get(reply.data.id)
    waiting.delete(reply.data.id)
    if ('refused' in reply.data) call?.fail(new CoreRefusal(reply.data.refused))
    else if ('failed' in reply.data) call?.fail(new CoreFault(reply.data.failed))
    else call?.settle(reply.data.result)
  }

  open()
  return {
    call(name, args) {
      return new Promise((resolve, reject) => {
        const id = nextId
        nextId += 1
        const settle = (result: unknown) => {
          const parsed = desktopCalls[name].result.safeParse(result)
          if (parsed.success) resolve(parsed.data as CallResult<typeof name>)
          else reject(parsed.error)
        }
        const call: WaitingCall = {
          id,
          name,
          text: JSON.stringify({ id, call: name, args }),
          settle,
          fail: reject,
          sent: false,
        }
        waiting.set(id, call)
        transmit(call)
      })
    },
    onPush(listener) {
      pushListeners.add(listener)
      return () => pushListeners.delete(listener)
    },
    onLink(listener) {
      linkListeners.add(listener)
      listener(link)
      return () => linkListeners.delete(listener)
    },
  }
}
