import { useState } from 'react'
import type { SessionId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { BoxToStart } from './use-timing.ts'

export interface StartAll {
  /** One after the other; a box that can't be started holds none of the others up. @returns the runs of those that were */
  readonly startAll: (boxes: readonly (BoxToStart & { readonly name: string })[]) => Promise<readonly SessionId[]>
  /** A sentence for each box that couldn't be started. */
  readonly problems: readonly string[]
  readonly clear: () => void
  readonly busy: boolean
}

export function useStartAll(): StartAll {
  const { core } = useTrackside()
  const say = useSay()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)

  async function start({ boxId, alias }: BoxToStart): Promise<{ readonly run: SessionId } | { readonly why: string }> {
    try {
      const started = await core.call('startTiming', { boxId, alias })
      return started.status === 'refused' ? { why: refusalSentence(say, started) } : { run: started.sessionId }
    } catch (error) {
      return { why: faultSentence(say.t, error) }
    }
  }

  return {
    async startAll(boxes) {
      setBusy(true)
      setProblems([])
      const found: string[] = []
      const runs: SessionId[] = []
      for (const box of boxes) {
        const started = await start(box)
        if ('run' in started) runs.push(started.run)
        else found.push(say.t('live.notStarted', { box: box.name, why: started.why }))
      }
      setProblems(found)
      setBusy(false)
      return runs
    },
    problems,
    clear: () => setProblems([]),
    busy,
  }
}
