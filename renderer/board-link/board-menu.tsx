import { useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useCan, useTrackside, useTracksideState } from '../trackside.tsx'
import { Menu } from '../ui/menu.tsx'
import { useSay } from '../words/say.tsx'
import { NetworkDialog } from './network-dialog.tsx'

/** Opens the event's operator board on this computer, or shows it on the local network. */
export function BoardMenu({ event }: { readonly event: Event }) {
  const { t } = useSay()
  const { core } = useTrackside()
  const canShare = useCan('timing.run')
  const isShared = useTracksideState(({ sharedBoard }) => sharedBoard?.eventId === event.id)
  const [isAsked, setAsked] = useState(false)
  useWanted(undefined, event.archivedAt === undefined ? ['board'] : [], () => void open())
  if (event.archivedAt !== undefined) return null

  async function open() {
    try {
      const { url } = await core.call('boardLink', { eventId: event.id })
      // The board's page can't reach this one. In the desktop application its shell opens the window.
      if (window.trackside === undefined) window.open(url, '_blank', 'noopener,noreferrer')
      else window.trackside.tell({ type: 'open-board', url })
    } catch (error) {
      tellDone(t, faultSentence(t, error))
    }
  }

  return (
    <>
      <Menu
        label={t('board.menu')}
        face={t(isShared ? 'board.menuShared' : 'board.menu')}
        items={[
          { label: t('board.open'), onChoose: () => void open() },
          {
            label: t('board.network'),
            onChoose: () => setAsked(true),
            whyNot: canShare || isShared ? undefined : t('board.networkNot'),
          },
        ]}
      />
      {isAsked ? <NetworkDialog event={event} onClose={() => setAsked(false)} /> : null}
    </>
  )
}
