import { crc32 } from 'node:zlib'

/** Gives a number in [0, 1) at each call, like Math.random. */
export type Random = () => number

/** The mulberry32 generator: the same seed gives the same numbers on every machine. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed of its own for each name, so that boxes started with the same seed differ from each other. */
export function seedFor(name: string, seed: number): number {
  return (crc32(name) ^ seed) >>> 0
}

/** A whole number in [from, to]. */
export function wholeNumber(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}
