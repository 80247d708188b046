import { type RefObject, useEffect } from 'react'

/** Where keys have a meaning of their own. */
const TAKEN =
  'input:not([type=checkbox],[type=radio],[type=file]),textarea,select,[contenteditable],[role=dialog],[role=menu]'

/** What is typed while nothing is typed in goes into the field, so that a scanner works after a click elsewhere. */
export function useTypedInto(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[\p{L}\p{N}]$/u.test(event.key)) return
      if (field.current === null || (event.target instanceof Element && event.target.closest(TAKEN) !== null)) return
      // It is no shortcut of the screen then. The character itself follows into the field.
      event.stopImmediatePropagation()
      field.current.focus()
    }
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [field])
}
