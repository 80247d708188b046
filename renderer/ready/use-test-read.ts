import { useEffect, useRef, useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'

export interface TestReading {
  /** Undefined: it failed, see `problem`. */
  readonly start: (address?: Address) => Promise<'waiting' | 'no-address' | 'running' | undefined>
  readonly stop: () => void
  /** Two minutes went by, and no chip came. */
  readonly cameNothing: boolean
  readonly problem: string | undefined
  readonly busy: boolean
}

/** A test read at one box, and what became of the last try. */
export function useTestRead(boxId: BoxId): TestReading {
  const { core, store } = useTrackside()
  const { t } = useSay()
  const isAwaiting = useTracksideState((state) => state.awaitingTestReads.has(boxId))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [cameNothing, setCameNothing] = useState(false)
  const tried = useRef<{ readonly before: string | undefined } | undefined>(undefined)
  const readAt = () => store.getState().testReads.get(boxId)?.at
  // biome-ignore lint/correctness/useExhaustiveDependencies: readAt reads the store when the waiting ends
  useEffect(() => {
    if (isAwaiting) {
      tried.current ??= { before: readAt() }
      setCameNothing(false)
      return
    }
    if (tried.current !== undefined) setCameNothing(readAt() === tried.current.before)
    tried.current = undefined
  }, [isAwaiting])
  return {
    async start(address) {
      setBusy(true)
      setProblem(undefined)
      setCameNothing(false)
      try {
        return (await core.call('startTestRead', { boxId, ...(address ? { address } : {}) })).status
      } catch (error) {
        setProblem(faultSentence(t, error))
        return undefined
      } finally {
        setBusy(false)
      }
    },
    stop() {
      // Ended by a person: that nothing came says nothing.
      tried.current = undefined
      core.call('stopTestRead', { boxId }).catch((error: unknown) => setProblem(faultSentence(t, error)))
    },
    cameNothing,
    problem,
    busy,
  }
}
