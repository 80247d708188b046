import { type NotificationData, notifications, useNotifications } from '@mantine/notifications'
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcut } from '../palette/use-shortcut.ts'
import { CloseIcon } from '../ui/icons.tsx'
import './toasts.css'

/**
 * What has been done or has happened, in a strip of the frame: it takes its room from the screen's foot and covers
 * nothing, neither a button nor what has the focus. Read to a screen reader when there is time.
 */
export function ToastStrip() {
  const { t } = useTranslation()
  const { notifications: shown } = useNotifications()
  const stripRef = useRef<HTMLElement>(null)
  const before = useRef<HTMLElement>(undefined)
  useShortcut('undo', () => lastUndo(stripRef.current)?.click())
  useShortcut('dismiss', () => {
    // An inspector closes first: it has the screen.
    const isInspecting = document.querySelector('[data-inspecting=true]') !== null
    if (isInspecting || shown.length === 0) return false
    hide(shown.at(-1))
    return true
  })
  const focused = ({ relatedTarget }: FocusEvent) => {
    const isOutside = !stripRef.current?.contains(relatedTarget)
    if (isOutside && relatedTarget instanceof HTMLElement) before.current = relatedTarget
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    const item = event.target instanceof Element ? event.target.closest('[data-toast]') : null
    hide(shown.find(({ id }) => id === item?.getAttribute('data-toast')))
    before.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: Esc on any of its buttons puts the message away
    <section
      ref={stripRef}
      className="toasts"
      aria-label={t('palette.toasts')}
      aria-live="polite"
      onFocus={focused}
      onKeyDown={pressed}
    >
      {shown.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function Toast({ toast }: { readonly toast: NotificationData }) {
  const hold = useTimeLeft(typeof toast.autoClose === 'number' ? toast.autoClose : 0, () => hide(toast))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: while somebody is at it, it stays; its buttons do the work
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: the same
    <div
      className="toast"
      data-toast={toast.id}
      data-alert={toast['data-alert'] === true || undefined}
      onPointerEnter={() => hold('pointer', true)}
      onPointerLeave={() => hold('pointer', false)}
      onFocus={() => hold('focus', true)}
      onBlur={() => hold('focus', false)}
    >
      {toast.message}
      <button type="button" className="toast-close" aria-label={toast['data-dismiss']} onClick={() => hide(toast)}>
        <CloseIcon />
      </button>
    </div>
  )
}

type Holder = 'pointer' | 'focus'

/** Counts `ms` down, but not while somebody is at it. @returns what holds the time, and lets it go */
function useTimeLeft(ms: number, onOver: () => void): (holder: Holder, isHeld: boolean) => void {
  const leftMs = useRef(ms)
  const [holders, setHolders] = useState<readonly Holder[]>([])
  const latest = useRef(onOver)
  useEffect(() => {
    latest.current = onOver
  })
  const isHeld = holders.length > 0
  useEffect(() => {
    if (isHeld) return
    const startedMs = performance.now()
    const timer = setTimeout(() => latest.current(), leftMs.current)
    return () => {
      clearTimeout(timer)
      leftMs.current -= performance.now() - startedMs
    }
  }, [isHeld])
  return (holder, isHolding) =>
    setHolders((now) => [...now.filter((other) => other !== holder), ...(isHolding ? [holder] : [])])
}

/** Of the newest that can still be undone. */
function lastUndo(strip: HTMLElement | null): HTMLElement | undefined {
  return [...(strip?.querySelectorAll<HTMLElement>('button[data-undo]') ?? [])].at(-1)
}

function hide(toast: NotificationData | undefined): void {
  if (toast?.id !== undefined) notifications.hide(toast.id)
}
