/** R3: what a box's own numbers say of whether all of its passings are here. */
export interface Completeness {
  /** How many it made since its first one here. */
  readonly box: number
  readonly missing: number
  /** The first of the gaps, in order. */
  readonly gaps: readonly Gap[]
}

export interface Gap {
  readonly from: number
  readonly to: number
}

const MAX_GAPS = 20
const SECOND_MS = 1000
/** A number that is no higher, so much later than the highest one, means that the box began to count anew. */
const RESTART_S = 5
/** So long passings may come out of order before everything is gone through again. */
const SETTLED_S = 10

/** Numbers as intervals that neither overlap nor touch, in order. */
class Intervals {
  readonly #from: number[] = []
  readonly #to: number[] = []
  #size = 0

  static of(other: Intervals): Intervals {
    const copy = new Intervals()
    for (const { from, to } of other.all()) copy.add(from, to)
    return copy
  }

  /** How many numbers there are. */
  get size(): number {
    return this.#size
  }

  get lowest(): number {
    return this.#from[0] ?? 0
  }

  get highest(): number {
    return this.#to.at(-1) ?? 0
  }

  *all(): Iterable<Gap> {
    for (const [index, from] of this.#from.entries()) yield { from, to: this.#to[index] ?? from }
  }

  *gaps(): Iterable<Gap> {
    for (let index = 1; index < this.#from.length; index += 1) {
      yield { from: (this.#to[index - 1] ?? 0) + 1, to: (this.#from[index] ?? 0) - 1 }
    }
  }

  add(from: number, to: number): void {
    // The first that ends no earlier than just before it, and the first that begins after just behind it.
    const first = indexOf(this.#to, (end) => end >= from - 1)
    const behind = indexOf(this.#from, (start) => start > to + 1)
    const merged = { from, to }
    if (first < behind) {
      merged.from = Math.min(from, this.#from[first] ?? from)
      merged.to = Math.max(to, this.#to[behind - 1] ?? to)
    }
    const starts = this.#from.splice(first, behind - first, merged.from)
    const ends = this.#to.splice(first, behind - first, merged.to)
    this.#size += merged.to - merged.from + 1
    for (const [index, start] of starts.entries()) this.#size -= (ends[index] ?? start) - start + 1
  }
}

/** The first index for which `is` holds; it holds for all after it. */
function indexOf(sorted: readonly number[], is: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  // Mostly it is behind the last one, or the last one itself.
  if (high > 0 && !is(sorted[high - 1] ?? 0)) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (is(sorted[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

/** The numbers from one beginning of the counting to the next. */
interface Stretch {
  readonly numbers: Intervals
  /** The second of the highest number. */
  highestAt: number
}

/**
 * The numbers that a box gave its passings in one run. What it says hangs on the set of them alone, not on the order in
 * which they came, nor on how often.
 */
export class NumberRuns {
  readonly #bySecond = new Map<number, Intervals>()
  /** The seconds in order; only those from `#settled` on may still change without going through all again. */
  readonly #seconds: number[] = []
  #isSorted = true
  #settled = 0
  #stretches: Stretch[] = []

  /** @param at the box's own stamp */
  add(number: number, at: string): void {
    const second = Math.floor(Date.parse(at) / SECOND_MS)
    const found = this.#bySecond.get(second)
    const numbers = found ?? new Intervals()
    const before = numbers.size
    numbers.add(number, number)
    if (numbers.size === before) return
    if (found === undefined) this.#addSecond(second, numbers)
    const settledTo = this.#seconds[this.#settled - 1]
    if (settledTo !== undefined && second <= settledTo) this.#beginAgain()
  }

  read(): Completeness {
    this.#settle()
    const last = this.#stretches.at(-1)
    const open = last && { numbers: Intervals.of(last.numbers), highestAt: last.highestAt }
    const stretches = [...this.#stretches.slice(0, -1), ...(open ? [open] : [])]
    for (let index = this.#settled; index < this.#seconds.length; index += 1) this.#fold(stretches, index)
    return summed(stretches)
  }

  #addSecond(second: number, numbers: Intervals): void {
    this.#bySecond.set(second, numbers)
    if (second < (this.#seconds.at(-1) ?? second)) this.#isSorted = false
    this.#seconds.push(second)
  }

  #beginAgain(): void {
    this.#settled = 0
    this.#stretches = []
  }

  #settle(): void {
    if (!this.#isSorted) this.#seconds.sort((a, b) => a - b)
    this.#isSorted = true
    const newest = this.#seconds.at(-1) ?? 0
    while ((this.#seconds[this.#settled] ?? newest) < newest - SETTLED_S) {
      this.#fold(this.#stretches, this.#settled)
      this.#settled += 1
    }
  }

  #fold(stretches: Stretch[], index: number): void {
    const second = this.#seconds[index] ?? 0
    const numbers = this.#bySecond.get(second)
    if (numbers === undefined) return
    const last = stretches.at(-1)
    const isRestart = last && numbers.highest <= last.numbers.highest && second - last.highestAt > RESTART_S
    const stretch = last && !isRestart ? last : { numbers: new Intervals(), highestAt: second }
    if (stretch !== last) stretches.push(stretch)
    if (numbers.highest >= stretch.numbers.highest) stretch.highestAt = second
    for (const { from, to } of numbers.all()) stretch.numbers.add(from, to)
  }
}

function summed(stretches: readonly Stretch[]): Completeness {
  let [box, have] = [0, 0]
  const gaps: Gap[] = []
  for (const { numbers } of stretches) {
    box += numbers.highest - numbers.lowest + 1
    have += numbers.size
    for (const gap of numbers.gaps()) {
      if (gaps.length === MAX_GAPS) break
      gaps.push(gap)
    }
  }
  return { box, missing: box - have, gaps }
}
