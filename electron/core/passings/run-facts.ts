import type { LiveSession } from '../../../shared/desktop-live.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import { NumberRuns } from '../../../shared/rules/number-runs.ts'
import { IN_CLOUD } from '../store/passing-rows.ts'
import type { PassingFact } from '../store/passings.ts'

const SECOND_MS = 1000
const RATE_S = 60

/** What is counted of one run's passings, kept as they come. */
export class RunFacts {
  readonly sessionId: SessionId
  readonly #numbers = new NumberRuns()
  readonly #bySecond = new Map<number, number>()
  /** What was here at the start is counted step by step up to `#startedWith`; what came since, at once. */
  readonly #startedWith: number
  #countedTo = 0
  #count = 0
  #inCloud = 0
  #byReceived = 0
  #lastAt = ''
  #unknownChips = 0
  /** Where the chips are being counted anew: how far, and how many so far. */
  #recount: { readonly after: string; readonly unknown: number } | undefined
  /** All that was here at the start is counted. */
  isWhole = false
  rest: LiveSession['rest']

  constructor(sessionId: SessionId, startedWith: number) {
    this.sessionId = sessionId
    this.#startedWith = startedWith
  }

  /** A chip that no start list knows, new in the file. */
  addUnknownChip(chip: string): void {
    this.#unknownChips += 1
    if (this.#recount === undefined || compareAsStored(chip, this.#recount.after) > 0) return
    this.#recount = { ...this.#recount, unknown: this.#recount.unknown + 1 }
  }

  /** Begins to count the chips anew, or goes on. @returns the chip after which to look */
  recountFrom(): string {
    this.#recount ??= { after: '', unknown: 0 }
    return this.#recount.after
  }

  /** @returns whether that were all */
  recounted({ unknown, lookedTo }: { readonly unknown: number; readonly lookedTo: string | undefined }): boolean {
    const sum = (this.#recount?.unknown ?? 0) + unknown
    this.#recount = lookedTo === undefined ? undefined : { after: lookedTo, unknown: sum }
    if (lookedTo === undefined) this.#unknownChips = sum
    return lookedTo === undefined
  }

  recountAgain(): void {
    this.#recount = undefined
  }

  get countedTo(): number {
    return this.#countedTo
  }

  add(fact: PassingFact): void {
    this.#count += 1
    if (fact.inCloud === IN_CLOUD.yes) this.#inCloud += 1
    if (fact.countedBy === 'received') this.#byReceived += 1
    if (fact.countedAt > this.#lastAt) this.#lastAt = fact.countedAt
    this.#numbers.add(fact.number, fact.at)
    const second = Math.floor(Date.parse(fact.receivedAt) / SECOND_MS)
    this.#bySecond.set(second, (this.#bySecond.get(second) ?? 0) + 1)
    if (this.#bySecond.size > 2 * RATE_S) this.#forgetSeconds(Math.max(...this.#bySecond.keys()))
  }

  /** What was here at the start, in order. */
  addOld(facts: readonly PassingFact[]): void {
    for (const fact of facts) this.add(fact)
    this.#countedTo = facts.at(-1)?.id ?? this.#countedTo
  }

  /** The cloud has these now, or has them no more. */
  sent(ids: readonly number[], isInCloud = true): void {
    // What isn't counted yet will be, as it is then.
    const counted = ids.filter((id) => id <= this.#countedTo || id > this.#startedWith).length
    this.#inCloud += isInCloud ? counted : -counted
  }

  /** Whether its figures change by time alone. */
  get isFresh(): boolean {
    return this.#bySecond.size > 0
  }

  shown(nowMs: number): LiveSession {
    return {
      sessionId: this.sessionId,
      count: this.#count,
      inCloud: this.#inCloud,
      byReceived: this.#byReceived,
      ...(this.#lastAt === '' ? {} : { lastAt: this.#lastAt }),
      lastMinute: this.#lastMinute(Math.floor(nowMs / SECOND_MS)),
      unknownChips: this.#unknownChips,
      completeness: completenessOf(this.#numbers),
      ...(this.rest === undefined ? {} : { rest: this.rest }),
    }
  }

  #lastMinute(now: number): number {
    this.#forgetSeconds(now)
    return [...this.#bySecond.values()].reduce((sum, count) => sum + count, 0)
  }

  #forgetSeconds(now: number): void {
    for (const second of this.#bySecond.keys()) if (second <= now - RATE_S) this.#bySecond.delete(second)
  }
}

/** SQLite orders text by its bytes. */
function compareAsStored(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function completenessOf(numbers: NumberRuns): LiveSession['completeness'] {
  const { gaps, ...sums } = numbers.read()
  return { ...sums, gaps: gaps.map(({ from, to }) => ({ from, to })) }
}
