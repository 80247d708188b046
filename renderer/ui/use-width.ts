import { type RefObject, useLayoutEffect, useState } from 'react'
import { useLook } from './use-look.ts'

const TEXT_PX = 14

/** The element's width, in pixels as if its text were 14 px: with larger text, there is room for less. Wide at first. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(1280)
  const look = useLook()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other text
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      const textPx = Number.parseFloat(getComputedStyle(element).fontSize) || TEXT_PX
      setWidthPx(Math.round((element.clientWidth * TEXT_PX) / textPx))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, look])
  return widthPx
}
