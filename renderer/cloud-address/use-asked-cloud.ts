import { useEffect, useState } from 'react'
import type { ToPage } from '../../shared/shell-messages.ts'
import { readRequest } from '../shell/shell-requests.tsx'

export type AskedCloud = Extract<ToPage, { type: 'ask-cloud' }>

/** What the desktop's shell asked last, each time as a new object; undefined: it knows its cloud. */
export function useAskedCloud(): AskedCloud | undefined {
  const [asked, setAsked] = useState<AskedCloud>()
  useEffect(() => {
    if (window.trackside === undefined) return
    const heard = (event: MessageEvent<unknown>) => {
      const request = event.source === window ? readRequest(event.data) : undefined
      if (request?.type === 'ask-cloud') setAsked(request)
    }
    window.addEventListener('message', heard)
    return () => window.removeEventListener('message', heard)
  }, [])
  return asked
}
