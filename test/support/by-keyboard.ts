import type { Locator, Page } from '@playwright/test'
import { expect } from './e2e.ts'

/** More stops than any screen has: a way that doesn't end fails. */
const MOST_STOPS = 150

/** A person with a keyboard alone. At every stop the focus must be seen, and nothing may lie over it. */
export function byKeyboard(page: Page) {
  async function press(key: string): Promise<void> {
    await page.keyboard.press(key)
    await expectFocusSeen(page)
  }

  /** Tabs on until the control has the focus; after the last stop the round begins anew. */
  async function to(target: Locator): Promise<void> {
    await expect(target).toHaveCount(1)
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement !== document.body)) await expectFocusSeen(page)
    }
    throw new Error(`Tab doesn’t lead to ${target}`)
  }

  return {
    press,
    to,
    async use(target: Locator, key = 'Enter'): Promise<void> {
      await to(target)
      await page.keyboard.press(key)
    },
    async type(text: string): Promise<void> {
      await page.keyboard.type(text)
    },
    /** Goes to a screen by the rail. */
    async open(screen: string): Promise<void> {
      await this.use(
        page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: new RegExp(`^${screen}`) }),
      )
    },
    /** Finds the row in the list by arrows. */
    async row(serial: string): Promise<void> {
      const grid = page.getByRole('main').getByRole('grid')
      await to(grid)
      await page.keyboard.press('Home')
      const row = grid.locator('[data-active]').filter({ hasText: serial })
      for (let rows = 0; (await row.count()) === 0; rows += 1) {
        if (rows > MOST_STOPS) throw new Error(`no row of ${serial}`)
        await press('ArrowDown')
      }
    },
  }
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** WCAG 2.4.7, 2.4.11 and 1.4.11: seen, not covered, and told from what is around it. */
export async function expectFocusSeen(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(whatIsWrongWithFocus)).toBe('')
}

/** Runs in the page. @returns empty if the focus is well seen */
function whatIsWrongWithFocus(): string {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'nothing has the focus'
  const name = `${focused.tagName}.${focused.className} “${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').slice(0, 40)}”`
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
      const part = value / 255
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const behind = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)'
    const { backgroundColor } = getComputedStyle(element)
    return channels(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor
  }
  const isShownAt = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1) return false
    const [one, other] = [light(outlineColor), light(behind(element.parentElement))]
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) >= 3
  }
  // A list shows its row, a choice its card.
  const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
  const showing = [focused, active, focused.closest('label'), focused.parentElement]
  if (!showing.some((element) => element !== null && isShownAt(element))) return `${name} shows no focus`
  const seen = active ?? focused
  const { left, top, width, height } = seen.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  // Over the middle of an empty list stands that it is empty.
  const isFree = hit && (seen.contains(hit) || (hit.closest('.data-table') ?? hit).contains(seen))
  const isLabelled = hit?.closest('label')?.contains(seen)
  return isFree || isLabelled ? '' : `${name} is under ${hit?.className ?? 'nothing'}`
}
