import { useEffect, useState } from 'react'
import type { EventId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'
import { steadyChips, type UnknownChip } from './steady-chips.ts'

const MAX_CHIPS = 200
/** Passings come many a second: more often, nobody reads it. */
const READ_EVERY_MS = 2_000

interface Unknown {
  readonly chips: readonly UnknownChip[]
  readonly total: number
}

/** The chips that the start list doesn't know, read again while passings come. Undefined until the first answer. */
export function useUnknownChips(eventId: EventId, version: number): Unknown | undefined {
  const { core, store } = useTrackside()
  const [unknown, setUnknown] = useState<Unknown>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the start list knows other chips
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      core.call('unknownChips', { eventId, limit: MAX_CHIPS }).then(
        ({ chips, total }) => {
          if (current) setUnknown((before) => ({ chips: steadyChips(before?.chips ?? [], chips), total }))
        },
        // A core that restarted sends its runs anew, and is asked again then.
        () => undefined,
      )
    }
    const stop = store.subscribe((now, before) => {
      if (now.liveSessions !== before.liveSessions) timer ??= setTimeout(read, READ_EVERY_MS)
    })
    read()
    return () => {
      current = false
      stop()
      clearTimeout(timer)
    }
  }, [core, store, eventId, version])
  return unknown
}
