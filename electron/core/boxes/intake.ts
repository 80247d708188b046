import type { Passing } from '../../../shared/records/passing.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'

/** From where and how a passing came: those that share it are stored in one transaction. */
export interface Source {
  readonly boxId: BoxId
  readonly sessionId: SessionId | undefined
  readonly clockOffsetMs: number
}

export interface Arrival {
  readonly passing: Passing
  readonly receivedAt: string
}

export interface IntakeParts {
  /** @throws where the disk doesn't take it: nothing of it is stored then */
  readonly store: (source: Source, arrivals: readonly Arrival[]) => void
  /** One that can't be stored, whatever the disk says. */
  readonly onUnstorable: (source: Source, error: unknown) => void
  /** Whether the boxes have to wait. */
  readonly onBehind: (isBehind: boolean) => void
  readonly onFault: (where: string, error: unknown) => void
}

/** A commit waits for the disk: what comes in this time shares one. */
const COLLECT_MS = 50
const MAX_BATCH = 500
/** In memory at most, but for what the sockets had already given. Little, as one socket may fill it in one turn. */
const MAX_WAITING = 2000
const GO_ON_BELOW = 500
const RETRY_MIN_MS = 1000
const RETRY_MAX_MS = 10_000

/** F5: what came from all boxes, until it is durably in the file. Nothing is dropped because a disk is slow or full. */
export class Intake {
  readonly #parts: IntakeParts
  readonly #waiting = new Map<string, { readonly source: Source; arrivals: Arrival[] }>()
  #count = 0
  #isBehind = false
  #failures = 0
  #batch = MAX_BATCH
  #next: { readonly cancel: () => void; readonly isSoon: boolean } | undefined
  #spentMs = 0

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** How many aren't stored yet. */
  get count(): number {
    return this.#count
  }

  add(source: Source, arrivals: readonly Arrival[]): void {
    const key = JSON.stringify([source.boxId, source.sessionId, source.clockOffsetMs])
    const group = this.#waiting.get(key)
    if (group) group.arrivals.push(...arrivals)
    else this.#waiting.set(key, { source, arrivals: [...arrivals] })
    this.#count += arrivals.length
    this.#tellWhetherBehind()
    if (this.#failures === 0) this.#plan(this.#count >= MAX_BATCH)
  }

  /** Stores all that waits, now, as far as the disk takes it. */
  flush(): void {
    this.#next?.cancel()
    this.#next = undefined
    let isStored = true
    while (isStored && this.#count > 0) isStored = this.#storeSome()
    if (!isStored) this.#wait(RETRY_MIN_MS)
  }

  /** @returns how many the disk didn't take */
  close(): number {
    this.flush()
    this.#next?.cancel()
    return this.#count
  }

  #plan(isSoon: boolean): void {
    if (this.#next?.isSoon || (this.#next && !isSoon)) return
    this.#next?.cancel()
    if (isSoon) {
      const immediate = setImmediate(() => this.#work())
      this.#next = { isSoon, cancel: () => clearImmediate(immediate) }
    } else {
      // A slow disk gets fewer, larger commits.
      this.#wait(Math.max(COLLECT_MS, 2 * this.#spentMs))
    }
  }

  #wait(ms: number): void {
    const timer = setTimeout(() => this.#work(), ms)
    this.#next = { isSoon: false, cancel: () => clearTimeout(timer) }
  }

  /** One batch a turn, so that the window is served in between. */
  #work(): void {
    this.#next = undefined
    const started = performance.now()
    const isStored = this.#storeSome()
    this.#spentMs = performance.now() - started
    if (!isStored) this.#wait(Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (this.#failures - 1)))
    else if (this.#count > 0) this.#plan(true)
  }

  /** @returns false where the disk doesn't take it */
  #storeSome(): boolean {
    const [first] = this.#waiting
    if (first === undefined) return true
    const [key, { source, arrivals }] = first
    const batch = arrivals.slice(0, this.#batch)
    try {
      this.#parts.store(source, batch)
      this.#batch = MAX_BATCH
    } catch (error) {
      if (!isOfTheData(error)) {
        this.#failures += 1
        this.#parts.onFault('storing passings', error)
        return false
      }
      // One among them can't be stored: the others must not wait for it for ever.
      this.#batch = Math.max(1, Math.floor(batch.length / 2))
      if (batch.length > 1) return true
      this.#batch = MAX_BATCH
      this.#parts.onUnstorable(source, error)
    }
    this.#failures = 0
    this.#waiting.delete(key)
    // To the end: the other boxes have their turn.
    if (arrivals.length > batch.length) this.#waiting.set(key, { source, arrivals: arrivals.slice(batch.length) })
    this.#count -= batch.length
    this.#tellWhetherBehind()
    return true
  }

  #tellWhetherBehind(): void {
    const isBehind = this.#isBehind ? this.#count >= GO_ON_BELOW : this.#count >= MAX_WAITING
    if (isBehind === this.#isBehind) return
    this.#isBehind = isBehind
    this.#parts.onBehind(isBehind)
  }
}

/** Not the disk's fault: the same would be refused again. */
function isOfTheData(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError || error instanceof RangeError || error.name === 'ZodError') return true
  return (
    'code' in error && typeof error.code === 'string' && /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(error.code)
  )
}
