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
import { isOld, nextTry } from './waiting-facts.ts'
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
        <Connection status={status} pending={pending} />
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
              status={status}
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

/** What a tired person has to know first: how much waits, why, that it is safe, and what happens by itself. */
function Connection({ status, pending }: { readonly status: Status; readonly pending: readonly PendingCommand[] }) {
  const { t, time, now } = useSay()
  const { lastSyncedAt, identity, trouble } = status
  const organisation = identity?.organisation.name ?? ''
  const oldest = pending[0]?.givenAt
  const tryAt = nextTry(trouble?.nextTryAt, now)
  const synced =
    lastSyncedAt === undefined
      ? t('waiting.neverSynced')
      : t('waiting.synced', { at: time.past(lastSyncedAt, now), ago: time.relative(lastSyncedAt, now) })
  return (
    <div className="waiting-state" role="status">
      {oldest === undefined ? null : (
        <p className="waiting-count">{t('waiting.count', { count: pending.length, oldest: time.past(oldest, now) })}</p>
      )}
      <p>{t(`waiting.state.${stateOf(status, pending.length)}`, { organisation })}</p>
      {oldest === undefined || status.connection !== 'offline' ? null : (
        <p>
          {tryAt === undefined
            ? t('waiting.triesSoon')
            : t('waiting.triesAt', { at: time.past(tryAt, now), in: time.relative(tryAt, now) })}
        </p>
      )}
      <p className="muted">
        {synced} {isOld(status, now) ? t('waiting.old') : ''}
      </p>
    </div>
  )
}

function stateOf({ connection, trouble }: Status, waiting: number) {
  if (connection === 'offline' && trouble?.kind === 'cloud-error') return 'cloudError'
  if (connection === 'online' && waiting > 0) return 'onlineWaiting'
  return connection
}
