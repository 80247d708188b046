import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './dialog.css'

/** For acts between organisations, and questions before what can't be undone. Esc closes; focus goes back. */
export function Dialog({
  title,
  opened,
  onClose,
  children,
  wide = false,
}: {
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={wide ? 640 : 480}
      centered
      transitionProps={{ transition: 'fade', duration: 120 }}
      overlayProps={{ color: 'transparent', className: 'dialog-overlay' }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{ content: 'dialog', header: 'dialog-header', title: 'dialog-title', body: 'dialog-body' }}
    >
      {children}
    </Modal>
  )
}

/** The row of buttons that ends a dialog: the act last. */
export function DialogButtons({ children }: { readonly children: ReactNode }) {
  return <div className="dialog-buttons">{children}</div>
}
