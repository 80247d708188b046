import { z } from 'zod'
import type { Problem } from '../../../shared/desktop-api.ts'
import { parseJson } from '../../../shared/parse-json.ts'

const MINUTE_MS = 60_000
const BEHIND_MS = 2 * MINUTE_MS
const JUMP_MS = 24 * 60 * MINUTE_MS

/** This computer's two clocks: the wall's may be set by anybody, the monotonic one only runs. */
export interface Clocks {
  wallMs(): number
  monotonicMs(): number
}

const keptSchema = z.object({ offsetMs: z.number(), highestMs: z.number() })

/**
 * F6: the cloud's time, also offline and after a restart. The later of (last cloud time + monotonic time since) and
 * (wall clock + last known offset), and never less than was shown before and the time since, so that a clock set back
 * revives nothing and the times of a race stay apart. Only the cloud can lower it.
 */
export class TrustedClock {
  readonly #clocks: Clocks
  #offsetMs = 0
  #highestMs = 0
  /** When that was shown, by the monotonic clock. */
  #highestAtMs: number
  #anchor: { readonly cloudMs: number; readonly monotonicMs: number } | undefined
  #jumped = false

  constructor(clocks: Clocks, kept: string | undefined) {
    this.#clocks = clocks
    this.#highestAtMs = clocks.monotonicMs()
    const parsed = kept === undefined ? undefined : keptSchema.safeParse(parseJson(kept))
    if (!parsed?.success) return
    this.#offsetMs = parsed.data.offsetMs
    this.#highestMs = parsed.data.highestMs
    this.#jumped = clocks.wallMs() + this.#offsetMs - this.#highestMs > 30 * JUMP_MS
  }

  /** Takes in the cloud's time, read from a reply to a request that began at `sentMonotonicMs`. */
  observe(cloudMs: number, sentMonotonicMs: number): void {
    const monotonicMs = this.#clocks.monotonicMs()
    const nowMs = cloudMs + (monotonicMs - sentMonotonicMs) / 2
    this.#anchor = { cloudMs: nowMs, monotonicMs }
    this.#offsetMs = nowMs - this.#clocks.wallMs()
    this.#highestMs = nowMs
    this.#highestAtMs = monotonicMs
    this.#jumped = false
  }

  nowMs(): number {
    const wallMs = this.#clocks.wallMs() + this.#offsetMs
    const monotonicMs = this.#clocks.monotonicMs()
    const runMs = this.#anchor ? this.#anchor.cloudMs + monotonicMs - this.#anchor.monotonicMs : wallMs
    if (this.#anchor && wallMs - runMs > JUMP_MS) this.#jumped = true
    const sinceMs = Math.max(0, monotonicMs - this.#highestAtMs)
    this.#highestMs = Math.max(wallMs, runMs, this.#highestMs + sinceMs)
    this.#highestAtMs = monotonicMs
    return this.#highestMs
  }

  now(): string {
    return new Date(this.nowMs()).toISOString()
  }

  /** `clock-behind`: the wall clock was set back; `clock-jumped`: it leapt forward by more than a day. */
  problem(): Extract<Problem, 'clock-behind' | 'clock-jumped'> | undefined {
    if (this.nowMs() - (this.#clocks.wallMs() + this.#offsetMs) > BEHIND_MS) return 'clock-behind'
    return this.#jumped ? 'clock-jumped' : undefined
  }

  /** What the next start needs. */
  keep(): string {
    return JSON.stringify({ offsetMs: this.#offsetMs, highestMs: this.nowMs() })
  }
}
