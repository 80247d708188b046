import { type RefObject, useLayoutEffect, useState } from 'react'

/** The element's width in pixels, kept up to date. Wide until it is known. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(1280)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    setWidthPx(element.clientWidth)
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return widthPx
}
