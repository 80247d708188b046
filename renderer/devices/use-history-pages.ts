import { useEffect, useState } from 'react'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'

type Page = CallResult<'history'>

const PAGE_ENTRIES = 20

/** The box's history from the core, as far back as was asked for; read anew when the core says that it changed. */
export function useHistoryPages(boxId: BoxId) {
  const { core } = useTrackside()
  const version = useTracksideState((state) => state.historyVersions.get(boxId) ?? 0)
  const [wanted, setWanted] = useState(PAGE_ENTRIES)
  const [read, setRead] = useState<Page & { readonly wanted: number }>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the history is to be read again
  useEffect(() => {
    let current = true
    core.call('history', { boxId, limit: wanted }).then(
      (page) => {
        if (current) setRead({ ...page, wanted })
      },
      // A core that restarted sends everything anew, and with it another version.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [core, boxId, wanted, version])

  return {
    entries: read?.entries ?? [],
    more: read?.more ?? false,
    loading: read?.wanted !== wanted,
    showMore: () => setWanted((count) => Math.min(500, count + PAGE_ENTRIES * 3)),
  }
}
