import { useTranslation } from 'react-i18next'
import type { Status } from '../../shared/desktop-api.ts'
import { placeHref } from '../router.ts'
import { useTracksideState } from '../trackside.tsx'
import { AttentionIcon, OfflineIcon, OnlineIcon, SendingIcon, WaitingIcon } from '../ui/icons.tsx'
import { type Say, useSay } from '../words/say.tsx'

/** ux 1: always there, in words and icon; it opens *Waiting to send*. */
export function StatusChip() {
  const { t } = useTranslation()
  const say = useSay()
  const link = useTracksideState((state) => state.link)
  const status = useTracksideState((state) => state.status)
  const waiting = useTracksideState((state) => state.pending.length)
  if (status === undefined) return null
  const words = link === 'open' ? statusWords(say, status, waiting) : t('status.coreGone')
  const synced =
    status.lastSyncedAt === undefined ? undefined : t('status.synced', { clock: say.time.clock(status.lastSyncedAt) })
  return (
    <>
      <a className="status-chip" href={placeHref('waiting')} title={t('status.open', { status: words })}>
        <StatusIcon connection={link === 'open' ? status.connection : 'offline'} waiting={waiting} />
        <span>{words}</span>
        {synced === undefined ? null : <span className="status-chip-synced muted">· {synced}</span>}
      </a>
      {/* Within the link it would be no part of the link's name. */}
      <span role="status" className="visually-hidden">
        {words}
      </span>
    </>
  )
}

function statusWords({ t }: Say, status: Status, waiting: number): string {
  switch (status.connection) {
    case 'sending':
      return waiting > 0 ? t('status.sendingCount', { count: waiting }) : t('status.sending')
    case 'offline':
      return waiting > 0 ? t('status.offlineWaiting', { count: waiting }) : t('status.offline')
    case 'online':
      return waiting > 0 ? t('status.waiting', { count: waiting }) : t('status.online')
    case 'sign-in-again':
      return t('status.signInAgain')
    case 'removed':
      return t('status.removed', { organisation: status.identity?.organisation.name ?? '' })
  }
}

function StatusIcon({ connection, waiting }: { readonly connection: Status['connection']; readonly waiting: number }) {
  if (connection === 'sending') return <SendingIcon />
  if (connection === 'offline') return <OfflineIcon />
  if (connection === 'online') return waiting > 0 ? <WaitingIcon /> : <OnlineIcon />
  return <AttentionIcon />
}
