import { useState } from 'react'
import type { Status } from '../../shared/desktop-api.ts'
import type { PendingCommand } from '../../shared/desktop-cards.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useSay } from '../words/say.tsx'
import { DontSendDialog } from './dont-send-dialog.tsx'
import { WaitingCommand } from './waiting-command.tsx'
import { isOld } from './waiting-facts.ts'
import './waiting-screen.css'

/** ux 3: every command that the cloud hasn't confirmed, in the order in which it is sent. */
export function WaitingScreen() {
  const { t } = useSay()
  const pending = useTracksideState((state) => state.pending)
  const status = useTracksideState((state) => state.status)
  const [asked, setAsked] = useState<PendingCommand>()
  if (status === undefined) return null
  return (
    <ListWithInspector inspector={null}>
      <ScreenHead title={t('waiting.title')} actions={<SendNow count={pending.length} status={status} />}>
        <Connection status={status} />
      </ScreenHead>
      {pending.length === 0 ? (
        <EmptyState title={t('waiting.none')}>{t('waiting.noneWhy')}</EmptyState>
      ) : (
        <ol className="waiting-list" aria-label={t('waiting.list')}>
          {pending.map((command) => (
            <WaitingCommand
              key={command.id}
              command={command}
              pending={pending}
              connection={status.connection}
              onDontSend={setAsked}
            />
          ))}
        </ol>
      )}
      {asked === undefined ? null : (
        <DontSendDialog command={asked} pending={pending} onClose={() => setAsked(undefined)} />
      )}
    </ListWithInspector>
  )
}

function SendNow({ count, status }: { readonly count: number; readonly status: Status }) {
  const { t } = useSay()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const sendNow = () => {
    setProblem(undefined)
    core.call('syncNow', {}).catch((error: unknown) => setProblem(faultSentence(t, error)))
  }
  return (
    <>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <Button
        look="primary"
        busy={status.connection === 'sending'}
        whyNot={count === 0 ? t('waiting.sendNowWhyNot') : undefined}
        onClick={sendNow}
      >
        {t('waiting.sendNow')}
      </Button>
    </>
  )
}

/** How the connection stands, and how old what is shown is (ux 13). */
function Connection({ status }: { readonly status: Status }) {
  const { t, time, now } = useSay()
  const { connection, lastSyncedAt, identity } = status
  const organisation = identity?.organisation.name ?? ''
  const synced =
    lastSyncedAt === undefined
      ? t('waiting.neverSynced')
      : t('waiting.synced', { at: time.past(lastSyncedAt, now), ago: time.relative(lastSyncedAt, now) })
  return (
    <div role="status">
      <p>{t(`waiting.state.${connection}`, { organisation })}</p>
      <p className="muted">
        {synced} {isOld(status, now) ? t('waiting.old') : ''}
      </p>
    </div>
  )
}
