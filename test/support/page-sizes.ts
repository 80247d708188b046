import type { Page } from '@playwright/test'

/** Everything that can be pressed or typed into, but not what a person can't see. */
const CONTROLS =
  'a[href], button, input, select, textarea, [role=menuitem], [role=option], [role=treeitem], [role=switch]'

/**
 * ux 16: at least 56 px for primary targets, 44 for others. A box to tick counts with its label; a link within a
 * sentence is as high as its line.
 * @returns those that are smaller
 */
export function tooSmallToTouch(page: Page): Promise<readonly string[]> {
  return page.evaluate((controls) => {
    const targetOf = (element: Element): Element =>
      element.matches('input[type=checkbox], input[type=radio]')
        ? (element.closest('label, [role=gridcell], [role=columnheader]') ?? element)
        : (element.closest('.field-input') ?? element)
    const isInSentence = (element: Element) =>
      getComputedStyle(element).display === 'inline' && element.closest('p, li, dd, td, [role=gridcell]') !== null
    return [...document.querySelectorAll(controls)].flatMap((element) => {
      const { width, height } = targetOf(element).getBoundingClientRect()
      const isSeen =
        width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true, opacityProperty: false })
      if (!isSeen || isInSentence(element) || element.classList.contains('frame-skip')) return []
      const least = element.matches('.button-primary') ? 56 : 44
      if (height >= least - 0.5 && width >= 43.5) return []
      const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
      return [
        `${element.tagName}.${element.className} “${name.slice(0, 30)}” ${Math.round(width)}×${Math.round(height)}`,
      ]
    })
  }, CONTROLS)
}

/**
 * What a person who enlarges the page loses: the page wider than the window, controls that scrolling doesn't bring into
 * sight or that something lies over, and buttons whose words don't fit.
 */
export function lostWhenEnlarged(page: Page): Promise<readonly string[]> {
  return page.evaluate((controls) => {
    const nameOf = (element: Element) =>
      `${element.tagName}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 30)}”`
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      // Tables may be as wide as they need; what holds them scrolls.
      const isOwnMatter = element.closest('.frame-skip, [role=grid], [role=treegrid], table, .strip-grid') !== null
      return width > 2 && height > 2 && !isOwnMatter && element.checkVisibility({ visibilityProperty: true })
    }
    const whatCovers = (element: Element): string[] => {
      element.scrollIntoView({ block: 'center', inline: 'nearest' })
      const { left, top, width, height } = element.getBoundingClientRect()
      const hit = document.elementFromPoint(left + width / 2, top + height / 2)
      const isReached =
        hit && (element.contains(hit) || hit.contains(element) || hit.closest('label')?.contains(element))
      return isReached ? [] : [`${nameOf(element)} is out of sight or under ${hit ? nameOf(hit) : 'nothing'}`]
    }
    const isOnTop = (element: Element) =>
      ['absolute', 'fixed'].includes(getComputedStyle(element).position) || element.matches('[role=dialog]')
    const isCutOff = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth + 1
    // What is under a dialog, or a narrow window's inspector, is meant to be: Esc brings it back.
    const over = '[role=dialog], [data-inspecting=true] > .inspector'
    const part = [...document.querySelectorAll(over)].findLast(isOnTop) ?? document
    const seen = [...part.querySelectorAll(controls)].filter(isSeen)
    return [
      ...(isCutOff(document.documentElement) ? ['the page is wider than the window'] : []),
      ...seen.flatMap(whatCovers),
      ...seen.filter((one) => one.matches('.button, .chip') && isCutOff(one)).map((one) => `${nameOf(one)} is cut off`),
    ]
  }, CONTROLS)
}

/** @returns what still moves for longer than a hundredth of a second */
export function stillMoving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element)
      const longest = Math.max(
        ...transitionDuration.split(',').map(Number.parseFloat),
        ...(animationName === 'none' ? [] : animationDuration.split(',').map(Number.parseFloat)),
      )
      return longest > 0.01 ? [`${element.tagName}.${element.className} ${longest} s`] : []
    }),
  )
}
