import { useEffect, useState } from 'react'
import type { SharingCode } from '../../shared/codes.ts'
import type { CallResult } from '../../shared/desktop-api.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'

export type CodeOwner = CallResult<'lookUpSharingCode'> | { readonly status: 'looking' }

/** G5: whose partner code it is, asked as soon as the code is whole, and again when the connection is back. */
export function useCodeOwner(code: SharingCode | undefined) {
  const { core } = useTrackside()
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
  const [attempt, setAttempt] = useState(0)
  const question = `${code ?? ''} ${offline} ${attempt}`
  const [answer, setAnswer] = useState<{ readonly question: string; readonly owner: CodeOwner }>()
  useEffect(() => {
    if (code === undefined) return
    let current = true
    const answered = (owner: CodeOwner) => {
      if (current) setAnswer({ question, owner })
    }
    core.call('lookUpSharingCode', { code }).then(answered, () => answered({ status: 'no-cloud' }))
    return () => {
      current = false
    }
  }, [core, code, question])
  const looking: CodeOwner = { status: 'looking' }
  return {
    owner: code === undefined ? undefined : answer?.question === question ? answer.owner : looking,
    again: () => setAttempt((count) => count + 1),
  }
}
