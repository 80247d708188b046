import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import './toasts.css'

const UNDO_MS = 10_000
const SAID_MS = 5_000
/** Long enough to be read at a glance now and then; the same stays readable in the record that it opens. */
const ALERT_MS = 20_000

const CLASS_NAMES = { root: 'toast', description: 'toast-text', closeButton: 'toast-close', body: 'toast-body' }

/** Says what has been done; with `undo`, offers the opposite for 10 s (ux 4). */
export function tellDone(t: TFunction, said: string, undo?: () => Promise<boolean>): void {
  const id = crypto.randomUUID()
  notifications.show({
    id,
    message: (
      <div className="toast-row">
        <span>{said}</span>
        {undo === undefined ? null : <UndoButton undo={undo} onDone={() => notifications.hide(id)} />}
      </div>
    ),
    autoClose: undo === undefined ? SAID_MS : UNDO_MS,
    closeButtonProps: { 'aria-label': t('action.dismiss') },
    classNames: CLASS_NAMES,
  })
}

/** Something that happened elsewhere; `open` leads to its record. */
export function tellAlert(t: TFunction, said: string, open: () => void): void {
  const id = crypto.randomUUID()
  const opened = () => {
    notifications.hide(id)
    open()
  }
  notifications.show({
    id,
    message: (
      <div className="toast-row">
        <span>{said}</span>
        <Button onClick={opened}>{t('action.open')}</Button>
      </div>
    ),
    autoClose: ALERT_MS,
    closeButtonProps: { 'aria-label': t('action.dismiss') },
    classNames: { ...CLASS_NAMES, root: 'toast toast-alert' },
  })
}

function UndoButton({ undo, onDone }: { readonly undo: () => Promise<boolean>; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState(false)
  if (failed) return <span className="toast-failed">{t('action.undoFailed')}</span>
  const run = () =>
    undo().then(
      (undone) => (undone ? onDone() : setFailed(true)),
      () => setFailed(true),
    )
  return <Button onClick={() => void run()}>{t('action.undo')}</Button>
}
