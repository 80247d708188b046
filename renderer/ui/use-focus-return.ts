import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { focusScreen } from './focus-screen.ts'

/**
 * For what comes over or beside a screen and goes again: gives the focus back to where it was before. The component
 * library does so only for what it closes itself, not for what is taken away.
 */
export function useFocusReturn<Part extends HTMLElement>(): RefObject<Part | null> {
  const partRef = useRef<Part>(null)
  // A field in it may take the focus before the effect.
  const [first] = useState(() => document.activeElement)
  useLayoutEffect(() => {
    const now = document.activeElement
    const before = openerOf(partRef.current?.contains(now) ? first : now)
    return () => {
      const focused = document.activeElement
      if (focused === document.body || partRef.current?.contains(focused)) giveBack(before)
    }
  }, [first])
  return partRef
}

/** A menu goes when its item is chosen: its button stays. */
function openerOf(focused: Element | null): Element | null {
  const menu = focused?.closest('[role=menu]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused
}

function giveBack(before: Element | null): void {
  const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body
  if (isThere) before.focus()
  else focusScreen()
}
