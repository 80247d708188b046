import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../log.ts'
import { type CloudClient, CloudError, NoCloud } from '../sync/cloud-client.ts'
import { sendLastPassings } from './last-passings.ts'
import type { PartingParts } from './parting.ts'

/** Whoever was removed is at work no more: nobody waits for it. */
const AGAIN_MS = 60_000
const LASTS_MS = 30_000

export interface LastSendingParts {
  readonly parting: PartingParts
  readonly cloud: () => Pick<CloudClient, 'postPassings'>
  readonly log: Logger
  readonly onFault: (where: string, error: unknown) => void
  /** Something was sent, or can't be: what waited for it may go. */
  readonly onSent: () => Promise<void>
}

export interface LastSending {
  wake(): void
  close(): Promise<void>
}

/** O10: sends what those who were removed recorded, and tries again each minute until it is through. */
export function startLastSending({ parting, cloud, log, onFault, onSent }: LastSendingParts): LastSending {
  const stopping = new AbortController()
  let woken = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await woken.promise
      woken = Promise.withResolvers()
      if (stopping.signal.aborted) return
      const isThrough = await sendAll()
      if (stopping.signal.aborted) return
      if (isThrough) continue
      await sleep(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      woken.resolve()
    }
  }

  async function sendAll(): Promise<boolean> {
    let isThrough = true
    for (const memberId of parting.settings.read().leaving) {
      try {
        const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LASTS_MS)])
        await sendLastPassings(parting, memberId, cloud(), signal)
      } catch (error) {
        isThrough = false
        if (stopping.signal.aborted) return false
        if (error instanceof NoCloud || error instanceof CloudError) {
          log.info(`the last passings of a removed member wait: ${error.message}`)
        } else onFault('sending the last passings', error)
      }
    }
    if (!stopping.signal.aborted) await onSent().catch((error: unknown) => onFault('deleting a member’s store', error))
    return isThrough
  }

  const running = run()
  return {
    wake: () => woken.resolve(),
    async close() {
      stopping.abort()
      woken.resolve()
      await running
    },
  }
}
