import { folded } from '../words/search.ts'

/** Something that can be found by what is typed. */
export interface Findable {
  /** Made by `findText`. */
  readonly text: string
}

/** All that something is found by, the most important first: folded, each word after a space. */
export function findText(texts: readonly string[]): string {
  return texts.map((text) => ` ${plain(text)}`).join('')
}

export function queryWords(query: string): readonly string[] {
  return plain(query)
    .split(' ')
    .filter((word) => word !== '')
}

/** How well it fits: 0 it begins so, 1 each word begins one of its words, 2 they are somewhere in it. */
export type Fit = 0 | 1 | 2

/** @param words not empty */
function fitOf({ text }: Findable, words: readonly string[]): Fit | undefined {
  if (!words.every((word) => text.includes(word))) return undefined
  if (text.startsWith(` ${words.join(' ')}`)) return 0
  return words.every((word) => text.includes(` ${word}`)) ? 1 : 2
}

export interface Found<One> {
  readonly one: One
  readonly fit: Fit
}

/** The best `most`, the better first and otherwise in their order. Without words, the first. */
export function findBest<One extends Findable>(
  ones: readonly One[],
  words: readonly string[],
  most: number,
  isWanted: (one: One) => boolean = () => true,
): readonly Found<One>[] {
  const byFit: readonly [Found<One>[], Found<One>[], Found<One>[]] = [[], [], []]
  for (const one of ones) {
    const fit = words.length === 0 ? 0 : fitOf(one, words)
    if (fit === undefined || byFit[fit].length === most || !isWanted(one)) continue
    byFit[fit].push({ one, fit })
    if (byFit[0].length === most) break
  }
  return byFit.flat().slice(0, most)
}

const PLAIN = /^[a-z0-9]*(?: [a-z0-9]+)*$/

function plain(text: string): string {
  const found = folded(text)
  // Thousands of serials and their numbers are plain already.
  if (PLAIN.test(found)) return found
  return found.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
