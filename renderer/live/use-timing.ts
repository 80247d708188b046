import { useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import type { BoxId, SessionId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'

export interface Timing {
  /** Connects to the box too, where its address is given or known. @returns the run; undefined: it failed, see `problem` */
  readonly start: (box: BoxToStart, address?: Address) => Promise<SessionId | undefined>
  readonly connect: (boxId: BoxId, address: Address) => Promise<boolean>
  readonly disconnect: (boxId: BoxId) => Promise<boolean>
  /** Undefined: it failed, see `problem`. */
  readonly fetchMissing: (boxId: BoxId) => Promise<'asked' | 'by-hand' | 'not-connected' | undefined>
  /** What went wrong, as a sentence for InlineError. */
  readonly problem: string | undefined
  readonly busy: boolean
}

export interface BoxToStart {
  readonly boxId: BoxId
  /** What the run is called at the box: its checkpoint. */
  readonly alias: string
}

/** What is done with a box's timing run and connection. */
export function useTiming(): Timing {
  const { core } = useTrackside()
  const say = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function run<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    setBusy(true)
    setProblem(undefined)
    try {
      return await act()
    } catch (error) {
      setProblem(faultSentence(say.t, error))
      return undefined
    } finally {
      setBusy(false)
    }
  }

  return {
    async start({ boxId, alias }, address) {
      const started = await run(() => core.call('startTiming', { boxId, alias, ...(address ? { address } : {}) }))
      if (started?.status === 'refused') setProblem(refusalSentence(say, started))
      return started?.status === 'done' ? started.sessionId : undefined
    },
    async connect(boxId, address) {
      return (await run(() => core.call('connectBox', { boxId, address }))) !== undefined
    },
    async disconnect(boxId) {
      return (await run(() => core.call('disconnectBox', { boxId }))) !== undefined
    },
    async fetchMissing(boxId) {
      return (await run(() => core.call('fetchMissing', { boxId })))?.status
    },
    problem,
    busy,
  }
}
