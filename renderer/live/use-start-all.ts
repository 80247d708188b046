import { useState } from 'react'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { BoxToStart } from './use-timing.ts'

export interface StartAll {
  /** One after the other; a box that can't be started holds none of the others up. @returns how many were */
  readonly startAll: (boxes: readonly (BoxToStart & { readonly name: string })[]) => Promise<number>
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

  async function whyNot({ boxId, alias }: BoxToStart): Promise<string | undefined> {
    try {
      const started = await core.call('startTiming', { boxId, alias })
      return started.status === 'refused' ? refusalSentence(say, started) : undefined
    } catch (error) {
      return faultSentence(say.t, error)
    }
  }

  return {
    async startAll(boxes) {
      setBusy(true)
      setProblems([])
      const found: string[] = []
      for (const box of boxes) {
        const why = await whyNot(box)
        if (why !== undefined) found.push(say.t('live.notStarted', { box: box.name, why }))
      }
      setProblems(found)
      setBusy(false)
      return boxes.length - found.length
    },
    problems,
    clear: () => setProblems([]),
    busy,
  }
}
