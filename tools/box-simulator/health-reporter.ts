import type { BoxClock } from './box-clock.ts'
import { type DeviceApiAccess, type DeviceApiFailure, postHealth } from './device-api.ts'
import type { DeviceBinding } from './device-binding.ts'
import { healthReport, vitalsAfter, vitalsAt } from './health-model.ts'
import type { Position } from './passing.ts'
import { pause, retryDelayMs } from './retry.ts'
import type { Random } from './seeded-random.ts'

export type HealthState = 'reporting' | DeviceApiFailure['code']

export interface HealthReporterOptions {
  readonly access: DeviceApiAccess
  readonly binding: DeviceBinding
  readonly position: Position
  readonly clock: () => BoxClock
  readonly batteryPercent: number
  readonly now: () => number
  readonly random: Random
  readonly intervalMs?: number
  readonly firstRetryMs?: number
  /** Called when it changes, not at each report. */
  readonly onState?: (state: HealthState) => void
}

export interface HealthReporter {
  readonly stop: () => Promise<void>
}

const INTERVAL_MS = 60_000
const FIRST_RETRY_MS = 1000

/** Binds the box and reports its health, at once and then at each interval, until it is stopped. */
export function startHealthReporter(options: HealthReporterOptions): HealthReporter {
  const { intervalMs = INTERVAL_MS, firstRetryMs = FIRST_RETRY_MS, random, onState } = options
  const stopping = new AbortController()
  const reportOnce = createReport(options, stopping.signal)

  async function run(): Promise<void> {
    let failures = 0
    let announced: HealthState | undefined
    while (!stopping.signal.aborted) {
      const outcome = await reportOnce()
      if (stopping.signal.aborted) return
      const state = outcome.ok ? 'reporting' : outcome.code
      if (state !== announced) onState?.(state)
      announced = state
      failures = outcome.ok ? 0 : failures + 1
      await pause(outcome.ok ? intervalMs : retryDelayMs(failures, firstRetryMs, random), stopping.signal)
    }
  }

  const running = run()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

function createReport(
  options: HealthReporterOptions,
  signal: AbortSignal,
): () => Promise<{ readonly ok: true } | DeviceApiFailure> {
  const { access, binding, position, clock, now, random } = options
  let vitals = vitalsAt(options.batteryPercent)
  let vitalsOfMs = now()

  return async () => {
    const bound = await binding.bind(signal)
    if (!bound.ok) return bound
    const atMs = now()
    vitals = vitalsAfter(vitals, atMs - vitalsOfMs, random)
    vitalsOfMs = atMs
    const outcome = await postHealth(access, bound.deviceId, healthReport(vitals, clock(), position), signal)
    // A cloud begun afresh doesn't know the old id: bind again.
    if (!outcome.ok && outcome.code === 'REFUSED' && outcome.status === 404) binding.forget()
    return outcome
  }
}
