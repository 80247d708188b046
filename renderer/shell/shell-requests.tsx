import { lazy, Suspense, useEffect, useState } from 'react'
import { type ToPage, toPageSchema } from '../../shared/shell-messages.ts'
import { goTo, readPlace } from '../router.ts'
import type { TracksideStore } from '../store.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useIdentity, useTrackside } from '../trackside.tsx'
import { usePainted } from './use-painted.ts'
import { useShellFacts } from './use-shell-facts.ts'

/** Not part of the first load: the window opens sooner without. */
const TakeAlongDialog = lazy(async () => ({
  default: (await import('../carry/take-along-dialog.tsx')).TakeAlongDialog,
}))

/** Does what the desktop's menu asks, and what an opened file or link is for; tells the shell what it needs to know. */
export function ShellRequests() {
  const { store } = useTrackside()
  const door = useDoor()
  const isSignedIn = useIdentity() !== undefined
  const [takesAlong, setTakesAlong] = useState(false)
  useShellFacts()
  usePainted()
  useNetworkBack(isSignedIn)
  useEffect(() => {
    const shell = window.trackside
    if (shell === undefined) return
    const obey = (asked: ToPage) => {
      if (asked.type === 'go') goTo(asked.screen)
      else if (asked.type === 'show') goTo(asked.place.screen, asked.place.id)
      else if (asked.type === 'take-along') setTakesAlong(true)
      else if (asked.type === 'print') askForPrint(store)
      else if (asked.type === 'receive') door.receive({ typed: asked.text })
      else if (asked.type === 'file')
        door.receive({ first: { kind: 'file', file: new File([asked.text], asked.name, { type: 'text/plain' }) } })
    }
    const heard = (event: MessageEvent<unknown>) => {
      const asked = event.source === window ? readRequest(event.data) : undefined
      if (asked) obey(asked)
    }
    window.addEventListener('message', heard)
    shell.listen()
    return () => window.removeEventListener('message', heard)
  }, [door, store])
  if (!(takesAlong && isSignedIn)) return null
  return (
    <Suspense fallback={null}>
      <TakeAlongDialog onClose={() => setTakesAlong(false)} />
    </Suspense>
  )
}

/** Goes to what there is for paper. The sheet prints itself once it is there; which one is on the screen already stays. */
function askForPrint(store: TracksideStore): void {
  if (store.getState().status?.identity === undefined) return
  if (readPlace(window.location.hash).screen !== 'custody-sheet') goTo('custody-sheet')
  store.setState({ isPrintAsked: true })
}

/** A network that is there again isn't found by waiting out a pause. */
function useNetworkBack(isSignedIn: boolean): void {
  const { core } = useTrackside()
  useEffect(() => {
    if (!isSignedIn) return
    // Without a line to the core there is nothing to wake: it begins by syncing.
    const wake = () => void core.call('syncNow', {}).catch(() => undefined)
    window.addEventListener('online', wake)
    return () => window.removeEventListener('online', wake)
  }, [core, isSignedIn])
}

/** @returns undefined for a message that isn't the shell's */
export function readRequest(data: unknown): ToPage | undefined {
  if (typeof data !== 'object' || data === null || !('tracksideShell' in data)) return undefined
  return toPageSchema.safeParse(data.tracksideShell).data
}
