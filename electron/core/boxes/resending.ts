import type { Passing } from '../../../shared/records/passing.ts'
import type { LinkParts } from './link-parts.ts'
import type { Numbered, NumberGaps } from './number-gaps.ts'

/** So often at most for what the file says is missing: what isn't in the box's backup never comes. */
const MOST_LEFT_ASKS = 5
/** So long after the last passing that was sent again a rewind may still be going on. */
const REWIND_REST_MS = 3000
/** A box isn't off and on again, to count anew, in less. */
const REBOOT_MS = 5000

export type ResendingParts = Pick<LinkParts, 'gapsOfFile' | 'missingFrom' | 'monotonicMs' | 'nowMs' | 'times'>

/** R3: from which number on one box has to send again what it has, over all connections to it. */
export class Resending {
  readonly #parts: ResendingParts
  #hasCaughtUp = false
  #gaps: NumberGaps | undefined
  #restingSinceMs = Number.NEGATIVE_INFINITY
  /** What it is sending again: from there on, as far as was known then. */
  #unfinished: { readonly from: number; readonly to: number } | undefined
  /** The last one that was known when the box was asked for what came after it. */
  #doubt: { readonly last: Numbered; isBack: boolean; hasMore: boolean } | undefined
  #askedAllMs = Number.NEGATIVE_INFINITY
  #leftMs = Number.NEGATIVE_INFINITY
  /** Nobody was connected for long enough for the box to have been off and on, and nothing has shown yet that it wasn't. */
  #wasAway = false
  /** The lowest number from which the box was asked on this connection. */
  #askedFrom = Number.POSITIVE_INFINITY
  /** The lowest number that is missing by the file, and how often it was asked for. */
  #left: { readonly from: number | undefined; readonly asks: number } = { from: undefined, asks: 0 }

  constructor(parts: ResendingParts) {
    this.#parts = parts
  }

  /** The lowest number that is known to be missing. */
  get missing(): number | undefined {
    return this.#gaps?.lowest()
  }

  /** There is nothing more to ask for, and what was asked for has had its time to come. */
  get hasCaughtUp(): boolean {
    return this.#hasCaughtUp
  }

  opened(): void {
    this.#hasCaughtUp = false
    this.#gaps ??= this.#parts.gapsOfFile()
    this.#askedFrom = Number.POSITIVE_INFINITY
  }

  ended(): void {
    this.#leftMs = this.#parts.nowMs()
    this.#doubt = undefined
    // It was sending all that it has, and hasn't come to its end.
    if (this.#unfinished?.from === 1) this.#wasAway = true
    this.#unfinished = undefined
  }

  /** What came until now may have gone elsewhere than into the file. */
  reread(): void {
    this.#gaps = this.#parts.gapsOfFile()
    this.#unfinished = undefined
  }

  note(passing: Passing): void {
    if (this.#gaps?.note(passing)) this.#restingSinceMs = this.#parts.monotonicMs()
    const doubt = this.#doubt
    if (doubt === undefined || passing.number < doubt.last.number) return
    if (passing.number > doubt.last.number) doubt.hasMore = true
    else if (passing.at === doubt.last.at) doubt.isBack = true
  }

  asked(from: number): void {
    this.#restingSinceMs = this.#parts.monotonicMs()
    this.#askedFrom = Math.min(this.#askedFrom, from)
    const to = this.#gaps?.highest.number ?? 0
    this.#unfinished = { from: Math.min(this.#unfinished?.from ?? from, from), to }
  }

  answered(): void {
    this.#restingSinceMs = this.#parts.monotonicMs()
  }

  /**
   * What the box recorded until it obeyed START, it doesn't send by itself: so it is always asked for what came after the
   * last one that is known, and for that one, too, which tells whether it still counts as it did.
   */
  first(): number {
    const last = this.#gaps?.highest ?? { number: 0, at: '' }
    if (this.#parts.nowMs() - this.#leftMs > REBOOT_MS) this.#wasAway = true
    this.#doubt = { last, isBack: last.number === 0, hasMore: last.number === 0 }
    return this.#gaps?.toAsk() ?? Math.max(1, last.number)
  }

  /** While the connection holds, to be asked now and then. */
  next(): number | undefined {
    const { monotonicMs, times } = this.#parts
    if (monotonicMs() - this.#restingSinceMs <= Math.min(REWIND_REST_MS, 3 * times.check)) return undefined
    // Only what wasn't cut off counts as asked for.
    if (this.#unfinished) this.#gaps?.asked(this.#unfinished)
    this.#unfinished = undefined
    const from = this.#gaps?.untried() ?? this.#leftMissing() ?? this.#firstOfAll()
    this.#hasCaughtUp = from === undefined && this.#askedFrom < Number.POSITIVE_INFINITY
    return from
  }

  /** What a rewind that was cut off, or the end of the program, left open: once on each connection. */
  #leftMissing(): number | undefined {
    const from = this.#parts.missingFrom()
    if (from === undefined || from >= this.#askedFrom) return undefined
    if (from !== this.#left.from) this.#left = { from, asks: 0 }
    if (this.#left.asks >= MOST_LEFT_ASKS) return undefined
    this.#left = { from, asks: this.#left.asks + 1 }
    return from
  }

  /** A box that counts anew has more than what follows the last one that is known. */
  #firstOfAll(): number | undefined {
    const doubt = this.#doubt
    if (doubt === undefined) return undefined
    const isSure = doubt.isBack && (doubt.hasMore || !this.#wasAway)
    const nowMs = this.#parts.monotonicMs()
    if (!isSure && nowMs - this.#askedAllMs < this.#parts.times.fetchAllEach) return undefined
    this.#doubt = undefined
    this.#wasAway = false
    if (isSure) return undefined
    this.#askedAllMs = nowMs
    return 1
  }
}
