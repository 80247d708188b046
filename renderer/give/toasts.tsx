import { notifications, notificationsStore } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf } from '../palette/key-words.ts'
import { Button } from '../ui/button.tsx'
import './toasts.css'

const UNDO_MS = 10_000
const SAID_MS = 5_000
/** Long enough to be read at a glance now and then; the same stays readable in the record that it opens. */
const ALERT_MS = 20_000
/** More would take the list's room. */
const MOST = 3

/** Says what has been done; with `undo`, offers the opposite for 10 s (ux 4). */
export function tellDone(t: TFunction, said: string, undo?: () => Promise<boolean>): void {
  const id = crypto.randomUUID()
  show({
    id,
    message: (
      <>
        <span className="toast-text">{said}</span>
        {undo === undefined ? null : <UndoButton undo={undo} onDone={() => notifications.hide(id)} />}
      </>
    ),
    autoClose: undo === undefined ? SAID_MS : UNDO_MS,
    'data-undo': undo !== undefined,
    'data-dismiss': t('action.dismiss'),
  })
}

/** Something that happened elsewhere; `open` leads to its record. */
export function tellAlert(t: TFunction, said: string, open: () => void): void {
  const id = crypto.randomUUID()
  const opened = () => {
    notifications.hide(id)
    open()
  }
  show({
    id,
    message: (
      <>
        <span className="toast-text">{said}</span>
        <Button onClick={opened}>{t('action.open')}</Button>
      </>
    ),
    autoClose: ALERT_MS,
    'data-alert': true,
    'data-dismiss': t('action.dismiss'),
  })
}

/** What is said now has a place at once: the oldest gives way, and what can still be undone last. */
function show(toast: Parameters<typeof notifications.show>[0]): void {
  const shown = notificationsStore.getState().notifications
  const oldest = shown.find((one) => one['data-undo'] !== true) ?? shown[0]
  if (shown.length >= MOST && oldest?.id !== undefined) notifications.hide(oldest.id)
  notifications.show(toast)
}

function UndoButton({ undo, onDone }: { readonly undo: () => Promise<boolean>; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [state, setState] = useState<'offered' | 'busy' | 'failed'>('offered')
  if (state === 'failed') return <span className="toast-failed">{t('action.undoFailed')}</span>
  const run = () => {
    setState('busy')
    undo().then(
      (undone) => (undone ? onDone() : setState('failed')),
      () => setState('failed'),
    )
  }
  return (
    <Button data-undo busy={state === 'busy'} title={keyOf(t, 'undo')} onClick={run}>
      {t('action.undo')}
    </Button>
  )
}
