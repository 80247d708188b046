import { useCallback, useEffect, useState } from 'react'
import { faultSentence } from '../give/use-give.ts'
import { isOnline } from '../tickets/is-online.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import type { ApiKey } from './key-rows.ts'

/** The keys as the cloud has them, read again when it can be reached again, or something was done. */
export function useKeys() {
  const { core } = useTrackside()
  const { t } = useSay()
  const online = useTracksideState((state) => isOnline(state.status?.connection))
  const [attempt, setAttempt] = useState(0)
  const [status, setStatus] = useState<'done' | 'no-cloud' | 'forbidden'>()
  const [keys, setKeys] = useState<readonly ApiKey[]>()
  const [fault, setFault] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: back online, or asked again, it is read again
  useEffect(() => {
    let current = true
    core.call('apiKeys', {}).then(
      (result) => {
        if (!current) return
        setStatus(result.status)
        setFault(undefined)
        // What was read stays readable when the cloud can't be asked again; what isn't for this member doesn't.
        if (result.status !== 'no-cloud') setKeys(result.status === 'done' ? result.keys : undefined)
      },
      (error: unknown) => {
        if (current) setFault(faultSentence(t, error))
      },
    )
    return () => {
      current = false
    }
  }, [core, t, online, attempt])
  const readAgain = useCallback(() => setAttempt((count) => count + 1), [])
  return { keys, status, fault, readAgain }
}
