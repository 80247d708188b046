import { useEffect, useState } from 'react'
import type { StartListEntry } from '../../shared/desktop-live.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'

const MOST = 6
const MAX_QUERY = 100

/** Who on an event's start list fits what was typed, by bib or name; empty until the core has answered. */
export function useRunners(eventId: EventId | undefined, query: string): readonly StartListEntry[] {
  const { core } = useTrackside()
  const [found, setFound] = useState<{ readonly of: string; readonly entries: readonly StartListEntry[] }>()
  const asked = query.trim().slice(0, MAX_QUERY)
  useEffect(() => {
    if (eventId === undefined || asked === '') return
    let current = true
    core.call('startList', { eventId, query: asked, limit: MOST }).then(
      ({ entries }) => current && setFound({ of: `${eventId} ${asked}`, entries }),
      // A laptop whose core restarts has other words for it; what else was found stays.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [core, eventId, asked])
  return found?.of === `${eventId} ${asked}` ? found.entries : NOBODY
}

const NOBODY: readonly StartListEntry[] = []
