import { lazy, Suspense, useEffect, useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
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
      switch (asked.type) {
        case 'go':
          return goTo(asked.screen)
        case 'show':
          return goTo(asked.place.screen, asked.place.id)
        case 'update':
          return store.setState({ update: asked })
        case 'take-along':
          return setTakesAlong(true)
        case 'print':
          return askForPrint(store)
        case 'receive':
          return door.receive({ typed: asked.text })
        case 'file': {
          const file = new File([asked.text], asked.name, { type: 'text/plain' })
          return door.receive({ first: { kind: 'file', file } })
        }
        // Others hear these: the key overlay, and the page before it knows its cloud.
        case 'shortcuts':
        case 'ask-cloud':
        case 'cloud-stays':
          return
        default:
          assertNever(asked)
      }
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
