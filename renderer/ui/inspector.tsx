import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { BackIcon, CloseIcon } from './icons.tsx'
import { useFocusReturn } from './use-focus-return.ts'
import './inspector.css'

/** A screen's list, with the inspector of what is selected in it on the right. */
export function ListWithInspector({
  children,
  inspector,
}: {
  readonly children: ReactNode
  readonly inspector: ReactNode
}) {
  return (
    <div className="list-with-inspector" data-inspecting={inspector !== null && inspector !== undefined}>
      <main className="list-part">{children}</main>
      {inspector}
    </div>
  )
}

/** What is known of one record. Esc closes it; on a narrow window it lies over the list. */
export function Inspector({
  title,
  name,
  onClose,
  children,
}: {
  readonly title: ReactNode
  /** Of the record, for those who don't see where it stands. */
  readonly name: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const inspectorRef = useFocusReturn<HTMLElement>()
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // Menus and fields have their own use for Esc; a dialog has prevented it.
      const elsewhere = event.target instanceof Element && event.target.closest('[role=menu],input,textarea')
      if (event.key === 'Escape' && !event.defaultPrevented && !elsewhere) onClose()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [onClose])
  return (
    <aside className="inspector" aria-label={name} ref={inspectorRef}>
      <div className="inspector-head">
        <button type="button" className="inspector-back" aria-label={t('frame.back')} onClick={onClose}>
          <BackIcon />
        </button>
        <h2>{title}</h2>
        <button type="button" className="inspector-close" aria-label={t('frame.close')} title="Esc" onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      {children}
    </aside>
  )
}
