import type { Page } from '@playwright/test'
import { expectFocusSeen } from './by-keyboard.ts'

interface Stop {
  readonly name: string
  /** The part of the page: within one, stops follow one another as text does. */
  readonly part: string
  readonly box: Box
  /** Of the stop before, at the same moment. */
  readonly boxBefore: Box | undefined
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const MOST_STOPS = 80

/** Tabs once through the page. @returns where the focus went up or to the left without a reason */
export async function stepsBack(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    window.getSelection()?.removeAllRanges()
  })
  const back: string[] = []
  let before: Stop | undefined
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(stopNow)
    if (stop === undefined) break
    await expectFocusSeen(page)
    if (before !== undefined && before.part === stop.part && stop.boxBefore && isBack(stop.boxBefore, stop.box))
      back.push(`from ${before.name} back to ${stop.name}`)
    before = stop
  }
  return back
}

/** Higher without being further on, or on the same line and before. */
function isBack(before: Box, now: Box): boolean {
  const isHigher = now.bottom <= before.top && now.left < before.right
  const isSameLine = now.top < before.bottom && now.bottom > before.top
  return isHigher || (isSameLine && now.right <= before.left)
}

/** Runs in the page. @returns undefined where the round ends */
function stopNow(): Stop | undefined {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return undefined
  const part = focused.closest('header, nav, main, aside, section, [role=region], [role=grid]')
  const boxOf = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { left, right, top, bottom }
  }
  // Measured again: coming here may have scrolled the page.
  const before: unknown = Reflect.get(window, 'stopBefore')
  Reflect.set(window, 'stopBefore', focused)
  const name = focused.getAttribute('aria-label') ?? focused.textContent ?? ''
  return {
    name: `${focused.tagName} “${name.slice(0, 40)}”`,
    part: `${part?.tagName}.${part?.className}`,
    box: boxOf(focused),
    boxBefore: before instanceof Element && before.isConnected ? boxOf(before) : undefined,
  }
}
