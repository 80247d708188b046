import type { Page } from '@playwright/test'
import { en } from '../../renderer/locales/en.ts'
import { es } from '../../renderer/locales/es.ts'
import { it } from '../../renderer/locales/it.ts'
import type { Language } from '../../shared/desktop-settings.ts'

export const CATALOGUES = { en, es, it } as const

/** Shorter ones say too little: a name of somebody’s could look like it. */
const LITERAL_LETTERS = 6

/** Names in the demo that look like words: of boxes, and of a group’s kind. */
const NAMES = ['Start', 'Finish', 'Depot']

/** What of a page a reader of that language can’t read: English, what is cut off, what is beside the window. */
export async function languageTroubles(page: Page, language: Language): Promise<readonly string[]> {
  const texts = await page.evaluate(visibleTexts)
  const isEnglish = englishOnly(language)
  return [
    ...texts.filter((text) => isEnglish(text) && !NAMES.includes(text)).map((text) => `English: ${text}`),
    ...(await page.evaluate(cutTexts)),
  ]
}

/** @returns whether a text is a sentence of the English catalogue, and none of the language's own */
export function englishOnly(language: Language): (text: string) => boolean {
  if (language === 'en') return () => false
  const english = readers(sentences(en))
  const own = readers(sentences(CATALOGUES[language]))
  return (text) => english(text) && !own(text)
}

function readers(catalogue: readonly string[]): (text: string) => boolean {
  const plain = new Set(catalogue.filter((sentence) => !sentence.includes('{{')))
  const patterns = catalogue.filter(saysEnough).map((sentence) => {
    const literal = sentence.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${literal.join('.+')}$`, 'u')
  })
  return (text) => plain.has(text) || patterns.some((pattern) => pattern.test(text))
}

function saysEnough(sentence: string): boolean {
  const literal = sentence.replace(/\{\{\w+\}\}/g, '')
  return literal !== sentence && literal.replace(/[^\p{L}]/gu, '').length >= LITERAL_LETTERS
}

function sentences(catalogue: object): readonly string[] {
  return Object.values(catalogue).flatMap((value) => (typeof value === 'string' ? [value] : sentences(value)))
}

/** In the page: what is seen, and what is read aloud. */
function visibleTexts(): readonly string[] {
  const texts = new Set<string>([document.title.split(' – ')[0] ?? ''])
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    if (parentElement?.checkVisibility() && parentElement.closest('script, style') === null) {
      texts.add((textContent ?? '').trim())
    }
  }
  for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (!element.checkVisibility()) continue
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.add(element.getAttribute(name) ?? '')
  }
  return [...texts].filter((text) => text !== '')
}

/** In the page: texts that one sees in part only, and whatever stands out of the window. */
function cutTexts(): readonly string[] {
  const found: string[] = []
  const told = (element: Element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').slice(0, 80)}`
  const scrolls = (element: Element) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true
    }
    return false
  }
  const isForReadersOnly = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return width <= 1 || height <= 1 || element.closest('.visually-hidden') !== null
  }
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
  /** An ellipsis is meant where a title gives the whole. */
  const isCut = (element: HTMLElement) => {
    const { overflowX, textOverflow, display } = getComputedStyle(element)
    if (display === 'inline' || element.scrollWidth <= element.clientWidth + 1) return false
    if (!/hidden|clip/.test(overflowX)) {
      return element.matches('button, th, [role=columnheader], label') && (element.textContent ?? '').trim() !== ''
    }
    const title = element.closest('[title]')?.getAttribute('title') ?? ''
    return hasText(element) && !(textOverflow === 'ellipsis' && title.includes((element.textContent ?? '').trim()))
  }
  const isBeside = (element: HTMLElement) => {
    const { left, right } = element.getBoundingClientRect()
    return hasText(element) && (left < -1 || right > window.innerWidth + 1) && !scrolls(element)
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    if (!(element instanceof HTMLElement) || isForReadersOnly(element)) continue
    if (isCut(element)) found.push(`cut off: ${told(element)}`)
    if (isBeside(element)) found.push(`beside the window: ${told(element)}`)
  }
  if (document.documentElement.scrollWidth > window.innerWidth) found.push('the window scrolls sideways')
  return found
}
