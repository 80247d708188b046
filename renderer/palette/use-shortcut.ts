import { useEffect, useRef } from 'react'
import { isShortcut, type ShortcutId } from './shortcuts.ts'

const FIELD = 'input:not([type=checkbox],[type=radio],[type=file]),textarea,select,[contenteditable]'
const OVER = '[role=dialog],[role=alertdialog],[role=menu]'

/**
 * Does something at a key, wherever the focus is; never while a dialog or menu is open, which have keys of their own.
 * @param run false: there was nothing to do, the key is somebody else's
 * @param inFields also where somebody types
 */
export function useShortcut(id: ShortcutId, run: () => unknown, { inFields = false } = {}): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(id, event)) return
      if (!inFields && isInField(event.target)) return
      const isOver = document.querySelector(OVER) !== null
      const isDone = !isOver && latest.current() !== false
      // Ctrl K is the browser's, too: what it would do is wanted in no case.
      if (isDone || event.ctrlKey || event.metaKey) event.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [id, inFields])
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELD) !== null
}
