import { useEffect, useState } from 'react'
import type { ToPage } from '../../shared/shell-messages.ts'
import { readRequest } from '../shell/shell-requests.tsx'

export type AskedCloud = Extract<ToPage, { type: 'ask-cloud' }>

/** What the desktop's shell asked last, each time as a new object; undefined: it knows its cloud. */
export function useAskedCloud(): AskedCloud | undefined {
  return useShellWord('ask-cloud')
}

/** Why the shell stayed with its cloud, each time as a new object. */
export function useCloudStays(): Extract<ToPage, { type: 'cloud-stays' }> | undefined {
  return useShellWord('cloud-stays')
}

function useShellWord<Type extends ToPage['type']>(type: Type): Extract<ToPage, { type: Type }> | undefined {
  const [said, setSaid] = useState<Extract<ToPage, { type: Type }>>()
  useEffect(() => {
    if (window.trackside === undefined) return
    const heard = (event: MessageEvent<unknown>) => {
      const request = event.source === window ? readRequest(event.data) : undefined
      if (isOf(type, request)) setSaid(request)
    }
    window.addEventListener('message', heard)
    return () => window.removeEventListener('message', heard)
  }, [type])
  return said
}

function isOf<Type extends ToPage['type']>(
  type: Type,
  request: ToPage | undefined,
): request is Extract<ToPage, { type: Type }> {
  return request?.type === type
}
