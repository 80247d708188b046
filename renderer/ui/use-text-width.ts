import { useMemo } from 'react'
import { useLook } from './use-look.ts'

const MEASURED_PX = 100

/** Tells how wide a line of text is, in em, bold as it may be: for what must not be cut off. */
export function useTextWidth(): (text: string) => number {
  const look = useLook()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other text
  return useMemo(() => {
    const context = document.createElement('canvas').getContext('2d')
    const { fontFamily } = getComputedStyle(document.body)
    const weight = getComputedStyle(document.documentElement).getPropertyValue('--weight-bold').trim()
    const known = new Map<string, number>()
    if (context !== null) context.font = `${weight} ${MEASURED_PX}px ${fontFamily}`
    return (text) => {
      const width =
        known.get(text) ?? (context === null ? text.length * 0.6 : context.measureText(text).width / MEASURED_PX)
      known.set(text, width)
      return width
    }
  }, [look])
}
