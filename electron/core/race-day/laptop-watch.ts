import { statfs } from 'node:fs/promises'
import type { CallArgs, Push } from '../../../shared/desktop-api.ts'

const EACH_MS = 30_000
/** Told again where it is another by more than this. */
const WORTH_TELLING = 0.01
/** Enough for what a laptop records in a day, and for SQLite to take a copy of it. */
const LOW_BYTES = 500 * 1024 * 1024

export type LaptopPower = CallArgs<'reportPower'>

export interface LaptopParts {
  readonly freeBytes: () => Promise<number>
  readonly monotonicMs: () => number
  readonly announce: (push: Push) => void
  readonly onFault: (where: string, error: unknown) => void
}

/** What a file of this folder can still take. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The laptop itself: the room on its disk, and its power as a window told it. */
export class LaptopWatch {
  readonly #parts: LaptopParts
  #freeBytes: number | undefined
  #toldBytes: number | undefined
  #readMs = Number.NEGATIVE_INFINITY
  #reading: Promise<void> = Promise.resolve()
  #power: LaptopPower = {}

  constructor(parts: LaptopParts) {
    this.#parts = parts
  }

  get disk(): { readonly freeBytes: number; readonly lowBytes: number } | undefined {
    return this.#freeBytes === undefined ? undefined : { freeBytes: this.#freeBytes, lowBytes: LOW_BYTES }
  }

  get power(): LaptopPower {
    return this.#power
  }

  /** Whichever window said it last. */
  reportPower(power: LaptopPower): void {
    this.#power = power
  }

  /** Every second. Without a window nobody knows how the power is. */
  tick(hasWindow: boolean): void {
    if (!hasWindow) this.#power = {}
    const nowMs = this.#parts.monotonicMs()
    if (nowMs - this.#readMs < EACH_MS) return
    this.#readMs = nowMs
    this.#reading = this.#read().catch((error: unknown) => this.#parts.onFault('reading the disk’s free space', error))
  }

  *snapshot(): Iterable<Push> {
    if (this.disk) yield { push: 'laptop', ...this.disk }
  }

  async close(): Promise<void> {
    await this.#reading
  }

  async #read(): Promise<void> {
    const freeBytes = await this.#parts.freeBytes()
    this.#freeBytes = freeBytes
    const told = this.#toldBytes
    if (told !== undefined && Math.abs(freeBytes - told) <= told * WORTH_TELLING) return
    this.#toldBytes = freeBytes
    this.#parts.announce({ push: 'laptop', freeBytes, lowBytes: LOW_BYTES })
  }
}
