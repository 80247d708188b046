import type { Detection } from './passing.ts'
import { type Random, wholeNumber } from './seeded-random.ts'

export interface MassStartOptions {
  readonly chipCount: number
  readonly ratePerSecond: number
  readonly startAtMs: number
  readonly random: Random
}

const ANTENNA_COUNT = 4

/** One mass start: every chip once, in an order of its own, at the rate asked for. Sorted by time. */
export function massStart(options: MassStartOptions): readonly Detection[] {
  const { chipCount, ratePerSecond, startAtMs, random } = options
  return shuffledNumbers(chipCount, random).map((chipNumber, place) => ({
    epc: epcOf(chipNumber),
    tagStr: tagStrOf(chipNumber),
    atMs: startAtMs + Math.floor(((place + random()) * 1000) / ratePerSecond),
    seenCount: wholeNumber(random, 1, 12),
    antenna: wholeNumber(random, 1, ANTENNA_COUNT),
    rssi: -wholeNumber(random, 42, 78),
  }))
}

/** The same field again and again, lap by lap, without end and without a pause. */
export function* laps(options: MassStartOptions): Generator<Detection, never, undefined> {
  const { chipCount, ratePerSecond, startAtMs } = options
  for (let lap = 0; ; lap += 1) {
    const lapStartAtMs = startAtMs + Math.floor((lap * chipCount * 1000) / ratePerSecond)
    yield* massStart({ ...options, startAtMs: lapStartAtMs })
  }
}

/** 96 bits, as UHF chips have them. */
function epcOf(chipNumber: number): string {
  return `3034257BF7194E40${chipNumber.toString(16).toUpperCase().padStart(8, '0')}`
}

/** Digits with leading zeros: a reader that takes it for a number is found out. */
function tagStrOf(chipNumber: number): string {
  return chipNumber.toString().padStart(6, '0')
}

function shuffledNumbers(count: number, random: Random): readonly number[] {
  const drawn = Array.from({ length: count }, (_, index) => ({ chipNumber: index + 1, draw: random() }))
  return drawn.sort((a, b) => a.draw - b.draw).map(({ chipNumber }) => chipNumber)
}
