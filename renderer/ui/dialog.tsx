import { Modal } from '@mantine/core'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusReturn } from './use-focus-return.ts'
import './dialog.css'

/** For acts between organisations, and questions before what can't be undone. Esc closes; focus goes back. */
export function Dialog({
  title,
  opened,
  onClose,
  children,
  wide = false,
  forCode = false,
}: {
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean
  /** For a QR code, which takes 60 % of the window's height, and what stands beside it. */
  readonly forCode?: boolean
}) {
  const { t } = useTranslation()
  const contentRef = useFocusReturn<HTMLDivElement>()
  useOwnEscape(opened)
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={forCode ? 'max(640px, calc(60vh + 400px))' : wide ? 640 : 480}
      centered
      transitionProps={{ transition: 'fade', duration: 120 }}
      classNames={{ content: 'dialog' }}
    >
      <Modal.Overlay className="dialog-overlay" />
      <Modal.Content ref={contentRef}>
        {/* Mantine's header would be a second banner of the page. */}
        <div className="dialog-header">
          <Modal.Title className="dialog-title">{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} />
        </div>
        <Body>{children}</Body>
      </Modal.Content>
    </Modal.Root>
  )
}

const FIELDS = 'input:enabled, select:enabled, textarea:enabled'

/** The focus begins in the first field, unless the content says where: at the button that closes, typing goes nowhere. */
function Body({ children }: { readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (ref.current === null || ref.current.querySelector('[data-autofocus]') !== null) return
    const fields = [...ref.current.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => field.checkVisibility())
    const [first] = fields
    const isChoice = first instanceof HTMLInputElement && first.type === 'radio'
    const begin = isChoice ? (fields.find((field) => field.matches(`[name="${first.name}"]:checked`)) ?? first) : first
    begin?.setAttribute('data-autofocus', '')
  }, [])
  return (
    <Modal.Body className="dialog-body" ref={ref}>
      {children}
    </Modal.Body>
  )
}

/** Esc is the dialog's from the moment it opens, also while the focus is still on its way into it. */
function useOwnEscape(opened: boolean): void {
  // A layout effect listens before the component library does, which closes the dialog and with it this.
  useLayoutEffect(() => {
    if (!opened) return
    const claim = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.preventDefault()
    }
    window.addEventListener('keydown', claim, { capture: true })
    return () => window.removeEventListener('keydown', claim, { capture: true })
  }, [opened])
}

/** The row of buttons that ends a dialog: the act last. */
export function DialogButtons({ children }: { readonly children: ReactNode }) {
  return <div className="dialog-buttons">{children}</div>
}
