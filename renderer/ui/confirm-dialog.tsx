import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog, DialogButtons } from './dialog.tsx'
import { InlineError } from './notices.tsx'

/** Asks before what can't be taken back (ux 4). It names the object, and says what falls with it. */
export function ConfirmDialog({
  title,
  children,
  act,
  danger = true,
  problem,
  onConfirm,
  onClose,
}: {
  readonly title: string
  readonly children: ReactNode
  /** Verb and object: the button's words. */
  readonly act: string
  readonly danger?: boolean
  readonly problem: string | undefined
  /** @returns whether it was done; then the dialog closes */
  readonly onConfirm: () => Promise<boolean>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    const done = await onConfirm()
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Dialog title={title} opened onClose={onClose}>
      {children}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
          {act}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
