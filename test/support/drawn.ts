import type { Page } from '@playwright/test'
import { boxFont } from './box-font.ts'

/** Sets all text of the page in boxes, so that it is laid out alike on every computer. */
export async function setInBoxes(page: Page): Promise<void> {
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    // Neither is forbidden by the page's policy, as no address is fetched and no tag is added.
    document.fonts.add(await new FontFace('Boxes', bytes.buffer).load())
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*, ::before, ::after { font-family: Boxes !important } .toasts { display: none !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }, boxFont().toString('base64'))
}

/**
 * What the window shows, a line for each part: place, size, colours, and what it is. Digits are 0, as times go on; of
 * rows that are alike the first three stand for all.
 */
export async function drawn(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const PARTS =
      'header, nav, main, aside, section, article, h1, h2, h3, a, button, input, select, textarea, li, td, th, dt, dd, [role]'
    const NAMED = 'h1, h2, h3, a, button, th, input, select, [role=columnheader], [aria-label]'
    const MOST_ALIKE = 3
    const colour = (text: string) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
      const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')
      return alpha === 0 ? '-' : `#${hex}${alpha === 1 ? '' : `/${alpha}`}`
    }
    const nameOf = (element: Element) => {
      if (!element.matches(NAMED)) return ''
      const text = element.getAttribute('aria-label') ?? element.textContent
      const still = text.replace(/\s+/g, ' ').replace(/\d+( (d|h|min|s)\b)?/g, '0')
      return ` ${still.trim().slice(0, 40)}`.trimEnd()
    }
    const kindOf = (element: Element) => {
      const own = [...element.classList].find((name) => !/^(m_|mantine-)/.test(name))
      const role = element.getAttribute('role')
      return `${element.localName}${role === null ? '' : `[${role}]`}${own === undefined ? '' : `.${own}`}`
    }
    const isBeyond = (element: Element) => {
      if (!element.matches('li, tr, article, [role=row], [role=treeitem]')) return false
      const siblings = [...(element.parentElement?.children ?? [])]
      return siblings.filter((one) => one.localName === element.localName).indexOf(element) >= MOST_ALIKE
    }
    const lines: string[] = []
    const walk = (element: Element) => {
      // What is said in passing comes and goes.
      if (
        isBeyond(element) ||
        element.matches('.toasts') ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        return
      const { x, y, width, height } = element.getBoundingClientRect()
      const isSeen = width > 1 && height > 1 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0
      if (isSeen && element.matches(PARTS)) {
        const { color, backgroundColor, borderTopWidth } = getComputedStyle(element)
        const place = [x, y, width, height].map(Math.round).join(' ')
        const look = `${colour(color)} on ${colour(backgroundColor)}, line ${Number.parseFloat(borderTopWidth)}`
        lines.push(`${place} | ${look} | ${kindOf(element)}${nameOf(element)}`)
      }
      for (const child of element.children) walk(child)
    }
    walk(document.body)
    return lines
  })
}

interface Words {
  readonly text: string
  /** The text that it is a line of. */
  readonly node: number
  /** Dialogs, toasts and heads that stay while a list scrolls lie over the rest on purpose. */
  readonly layer: number
  readonly x: number
  readonly y: number
  readonly right: number
  readonly bottom: number
}

const LEAST_PX = 3

/** Words that lie over others, and a page that is wider than its window: wrong in any font and at any time. */
export async function misplaced(page: Page): Promise<readonly string[]> {
  const words = await wordsOn(page)
  const found = words.flatMap((one, index) =>
    words
      .slice(index + 1)
      .filter((other) => one.layer === other.layer && one.node !== other.node && areOverEachOther(one, other))
      .map((other) => `“${one.text}” and “${other.text}” lie over each other`),
  )
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return isTooWide ? [...found, 'the page is wider than its window'] : found
}

function areOverEachOther(one: Words, other: Words): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.x, other.x)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.y, other.y)
  return width >= LEAST_PX && height >= LEAST_PX
}

/** Every line of text, as far as it can be seen. */
async function wordsOn(page: Page): Promise<readonly Words[]> {
  return await page.evaluate((leastPx) => {
    const layers: (Element | undefined)[] = [undefined]
    const words: Words[] = []
    let nodes = 0
    const note = (node: Node, chain: readonly Element[]) => {
      const found = chain.find((one) => /fixed|sticky/.test(getComputedStyle(one).position))
      if (!layers.includes(found)) layers.push(found)
      const clips = chain.filter((one) => getComputedStyle(one).overflow !== 'visible')
      const edges = [new DOMRect(0, 0, innerWidth, innerHeight), ...clips.map((one) => one.getBoundingClientRect())]
      const range = document.createRange()
      range.selectNodeContents(node)
      nodes += 1
      const text = (node.textContent ?? '').slice(0, 40)
      for (const line of range.getClientRects()) {
        const x = Math.max(line.x, ...edges.map((edge) => edge.x))
        const y = Math.max(line.y, ...edges.map((edge) => edge.y))
        const right = Math.min(line.right, ...edges.map((edge) => edge.right))
        const bottom = Math.min(line.bottom, ...edges.map((edge) => edge.bottom))
        if (right - x < leastPx || bottom - y < leastPx) continue
        words.push({ text, node: nodes, layer: layers.indexOf(found), x, y, right, bottom })
      }
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const chain: Element[] = []
      for (let at = node.parentElement; at !== null; at = at.parentElement) chain.push(at)
      const isShown = chain[0]?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true
      if (isShown && node.textContent?.trim() !== '') note(node, chain)
    }
    return words
  }, LEAST_PX)
}
