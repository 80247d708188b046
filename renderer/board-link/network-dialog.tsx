import { useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { faultSentence } from '../give/use-give.ts'
import type { RaceDayState } from '../race-day-state.ts'
import { OnSwitch } from '../scoring/on-switch.tsx'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { useSay } from '../words/say.tsx'
import './network-dialog.css'

type Shared = NonNullable<RaceDayState['sharedBoard']>

/** The board on the local network: on or off, and where and by which code it opens. */
export function NetworkDialog({ event, onClose }: { readonly event: Event; readonly onClose: () => void }) {
  const { t } = useSay()
  const { core } = useTrackside()
  const shared = useTracksideState(({ sharedBoard }) => sharedBoard)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const ours = shared?.eventId === event.id ? shared : undefined

  async function turn(on: boolean) {
    setBusy(true)
    setProblem(undefined)
    try {
      const { status } = await core.call('shareBoard', { eventId: event.id, on })
      if (status === 'no-network') setProblem(t('board.networkNone'))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog title={t('board.networkTitle')} opened onClose={onClose} forCode={ours !== undefined}>
      <p>{t('board.networkWhy', { event: event.name })}</p>
      <div className="board-switch">
        <OnSwitch label={t('board.networkOn')} isOn={ours !== undefined} busy={busy} onChange={(on) => void turn(on)} />
        <span aria-hidden="true">{t('board.networkOn')}</span>
      </div>
      {shared !== undefined && ours === undefined ? <Notice level="warning">{t('board.networkOther')}</Notice> : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      {ours === undefined ? null : <Where shared={ours} />}
    </Dialog>
  )
}

function Where({ shared: { urls, code } }: { readonly shared: Shared }) {
  const { t } = useSay()
  const [url] = urls
  if (url === undefined) return <Notice level="warning">{t('board.networkGone')}</Notice>
  return (
    <div className="board-where">
      <QrCode text={url} label={t('board.networkQrOf', { url })} />
      <dl>
        <div>
          <dt>{t('board.code')}</dt>
          <dd className="board-where-code" data-testid="board-code">
            {code.slice(0, 4)} {code.slice(4)}
          </dd>
        </div>
        <div>
          <dt>{t('board.networkAddress', { count: urls.length })}</dt>
          {urls.map((one) => (
            <dd key={one} className="mono">
              {one}
            </dd>
          ))}
        </div>
      </dl>
      <div className="board-where-side">
        <CopyButton text={url} label={t('board.networkCopy')} />
        {urls.length > 1 ? <p className="muted small">{t('board.networkAddresses')}</p> : null}
        <p className="muted small">{t('board.networkEnds')}</p>
      </div>
    </div>
  )
}
