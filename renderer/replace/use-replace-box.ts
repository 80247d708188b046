import { useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'

/** The one act: all of it is done, or nothing. */
export function useReplaceBox() {
  const { core } = useTrackside()
  const say = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const replaceBox = async (boxId: BoxId, withBoxId: BoxId, address: Address | undefined): Promise<boolean> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const replaced = await core.call('replaceBox', { boxId, withBoxId, ...(address ? { address } : {}) })
      if (replaced.status === 'refused') setProblem(refusalSentence(say, replaced))
      return replaced.status === 'done'
    } catch (error) {
      setProblem(faultSentence(say.t, error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { replaceBox, problem, busy }
}
