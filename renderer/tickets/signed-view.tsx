import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../ui/copy-button.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import './signed-view.css'

/** Something signed, to be taken by another laptop: as QR code, as text, as file. What it is stands beside it. */
export function SignedView({
  text,
  label,
  file,
  hasQr = true,
  children,
}: {
  readonly text: string
  /** Of the QR code, for those who don't see it. */
  readonly label: string
  readonly file: string
  /** False: there is too much in it for a code that can be scanned. */
  readonly hasQr?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className="signed-view" data-qr={hasQr}>
      {hasQr ? <QrCode text={text} label={label} /> : null}
      <div className="signed-view-side">
        {children}
        {hasQr ? <p className="muted small">{t('ticket.face')}</p> : null}
        <div className="signed-view-buttons">
          <CopyButton text={text} label={t('ticket.copy')} />
          <SaveButton text={text} name={file} label={t('ticket.save')} />
        </div>
      </div>
    </div>
  )
}
