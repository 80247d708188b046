import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PAGES = ['README.md', 'docs/user-guide.md'] as const
const MOST_BYTES = 150_000

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function linksIn(page: string): readonly string[] {
  return [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, to]) => to ?? [])
}

/** Paths of pictures, from the project's folder. */
function picturesIn(page: string): readonly string[] {
  return linksIn(page)
    .filter((to) => to.endsWith('.png'))
    .map((to) => join(dirname(page), to))
}

function sentencesOf(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentencesOf) : []
}

/** What a sentence of the catalogue can be on the screen; undefined where nearly all of it is filled in. */
function patternOf(sentence: string): RegExp | undefined {
  const parts = sentence.split(/\{\{[^}]+\}\}/)
  if (parts.join('').replace(/\P{L}/gu, '').length < 2) return undefined
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')
  return new RegExp(`^${pattern}…?$`, 'u')
}

test('the guide and the README show exactly the pictures that are made, and none is large', () => {
  const shown = [...new Set(PAGES.flatMap(picturesIn))].toSorted()
  const kept = readdirSync(join(ROOT, 'docs/pictures')).map((name) => join('docs/pictures', name))
  const makers = readdirSync(join(ROOT, 'test/e2e')).filter((name) => name.startsWith('pictures'))
  const made = makers.flatMap((name) => [...read(join('test/e2e', name)).matchAll(/\bpicture\([\w.]+, '([\w-]+)'\)/g)])
  expect(shown).toEqual(kept.toSorted())
  expect(shown).toEqual(made.map(([, name]) => `docs/pictures/${name}.png`).toSorted())
  for (const path of kept) expect(readFileSync(join(ROOT, path)).length, path).toBeLessThan(MOST_BYTES)
})

test('every link of the guide and the README leads somewhere', () => {
  for (const page of PAGES) {
    const heads = [...read(page).matchAll(/^#+ (.+)$/gm)].flatMap(([, head]) => head ?? [])
    const anchors = heads.map(
      (head) =>
        `#${head
          .toLowerCase()
          .replace(/[^\p{L}\d -]/gu, '')
          .replaceAll(' ', '-')}`,
    )
    const inside = linksIn(page).filter((to) => to.startsWith('#'))
    expect(
      inside.filter((to) => !anchors.includes(to)),
      page,
    ).toEqual([])
    const paths = linksIn(page).filter((to) => !/^(#|https?:)/.test(to))
    expect(
      paths.filter((to) => !existsSync(join(ROOT, dirname(page), to))),
      page,
    ).toEqual([])
  }
})

test('what the guide says stands on the screen, stands there', () => {
  const sentences = sentencesOf(en)
  const shown = [...read('docs/user-guide.md').matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, words]) => words ?? [])
  expect(shown.length).toBeGreaterThan(100)
  const patterns = sentences.flatMap((sentence) => patternOf(sentence) ?? [])
  // The guide's own words end with a colon; a sentence that it cuts short goes on in the catalogue.
  const isShown = (words: string) =>
    words.endsWith(':') ||
    patterns.some((pattern) => pattern.test(words)) ||
    sentences.some((sentence) => sentence.startsWith(words))
  expect(shown.filter((words) => !isShown(words))).toEqual([])
})
