import { useEffect, useState } from 'react'
import type { EventId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { createEntryPages, type EntryPages, PAGE_ENTRIES } from './entry-pages.ts'

const MAX_QUERY = 100

/**
 * The entries that fit `query`. What was read before shows until the next has come.
 * @param version another one: the list was changed, so it is read anew
 */
export function useEntries(eventId: EventId, query: string, version: number) {
  const { core } = useTrackside()
  const { t } = useSay()
  const [pages, setPages] = useState<EntryPages>()
  const [fault, setFault] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is to be read again
  useEffect(() => {
    let current = true
    const load = (offset: number) =>
      core.call('startList', { eventId, query: query.slice(0, MAX_QUERY), offset, limit: PAGE_ENTRIES })
    load(0).then(
      (first) => {
        if (!current) return
        setPages(createEntryPages(first, load))
        setFault(undefined)
      },
      (error: unknown) => {
        if (current) setFault(faultSentence(t, error))
      },
    )
    return () => {
      current = false
    }
  }, [core, t, eventId, query, version])
  return { pages, fault }
}
