/** A gap that stayed open after so many rewinds isn't in the box's backup. */
const MAX_ASKS = 3
const MAX_GAPS = 1000
/** A number that is no higher, stamped so much later than the highest one: the box began to count anew. */
const RESTART_MS = 5000

/** A number of the box's, with its own stamp. */
export interface Numbered {
  readonly number: number
  readonly at: string
}

interface Gap {
  readonly from: number
  readonly to: number
  readonly asks: number
}

/** R3: what is missing of one box's numbers, as far as this connection's life tells, so that it can ask for it. */
export class NumberGaps {
  #highest: Numbered = { number: 0, at: '' }
  /** Stamps up to this are of a former counting. */
  #countedAnewAfter = ''
  /** Ascending. */
  #gaps: readonly Gap[] = []

  /**
   * @param latest what came last from the box, by its stamps
   * @param has whether that number of it is here, too
   */
  static after(latest: readonly Numbered[], has: (number: number) => boolean): NumberGaps {
    const gaps = new NumberGaps()
    for (const noted of latest) gaps.note(noted)
    gaps.#gaps = gaps.#gaps.filter(({ from, to }) => !has(from) && !has(to))
    return gaps
  }

  /** Number 0 where nothing came yet. */
  get highest(): Numbered {
    return this.#highest
  }

  /** @returns whether the box has sent it again, or late */
  note(noted: Numbered): boolean {
    const { number } = noted
    if (noted.at <= this.#countedAnewAfter) return true
    if (this.#isRestart(noted)) this.#beginAnew(noted)
    const highest = this.#highest.number
    if (number > highest) {
      this.#highest = { number, at: noted.at }
      if (number > highest + 1 && this.#gaps.length < MAX_GAPS) {
        this.#gaps = [...this.#gaps, { from: highest + 1, to: number - 1, asks: 0 }]
      }
      return false
    }
    if (this.#gaps.some(({ from, to }) => from <= number && number <= to)) this.#fill(number)
    return number < highest
  }

  lowest(): number | undefined {
    return this.#gaps[0]?.from
  }

  /** The lowest number that is worth asking for. */
  toAsk(): number | undefined {
    return this.#gaps.find(({ asks }) => asks < MAX_ASKS)?.from
  }

  /** Those that nobody asked for yet. */
  untried(): number | undefined {
    return this.#gaps.find(({ asks }) => asks === 0)?.from
  }

  /** The box has sent again what it has of these, or doesn't. */
  asked({ from, to }: { readonly from: number; readonly to: number }): void {
    const isAmong = (gap: Gap) => gap.to >= from && gap.from <= to
    this.#gaps = this.#gaps.map((gap) => (isAmong(gap) ? { ...gap, asks: gap.asks + 1 } : gap))
  }

  /** What it counted since then may be missing; for what is missing from before, only a person can ask. */
  #beginAnew({ at }: Numbered): void {
    this.#countedAnewAfter = this.#highest.at
    this.#highest = { number: 0, at }
    this.#gaps = []
  }

  #isRestart({ number, at }: Numbered): boolean {
    const highest = this.#highest
    return number <= highest.number && Date.parse(at) - Date.parse(highest.at) > RESTART_MS
  }

  #fill(number: number): void {
    this.#gaps = this.#gaps.flatMap((gap) => {
      if (number < gap.from || number > gap.to) return [gap]
      return [
        { ...gap, to: number - 1 },
        { ...gap, from: number + 1 },
      ].filter(({ from, to }) => from <= to)
    })
  }
}
