import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import type { MadeKey } from './create-key-form.tsx'
import './keys.css'

/** The key, this once. */
export function MadeKeyView({ made, onStored }: { readonly made: MadeKey; readonly onStored: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="visually-hidden">{t('keys.made')}</p>
      <p className="made-key" data-testid="made-key" tabIndex={-1} ref={useFocusAtFirst()}>
        {made.key}
      </p>
      <Notice level="warning">{t('keys.madeOnce')}</Notice>
      <DialogButtons>
        <CopyButton text={made.key} label={t('keys.copy')} />
        <Button look="primary" onClick={onStored}>
          {t('keys.stored')}
        </Button>
      </DialogButtons>
    </>
  )
}

/** The last chance to go back to the key. */
export function KeyLeaving({
  name,
  onBack,
  onClose,
}: {
  readonly name: string
  readonly onBack: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('keys.leaveText', { name })}</p>
      <DialogButtons>
        <Button ref={useFocusAtFirst()} onClick={onBack}>
          {t('keys.leaveBack')}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t('keys.leaveDo')}
        </Button>
      </DialogButtons>
    </>
  )
}

/** The dialog stays while what it holds changes, and the button that had the focus is gone. */
function useFocusAtFirst<Element extends HTMLElement>() {
  const ref = useRef<Element>(null)
  useEffect(() => ref.current?.focus(), [])
  return ref
}
