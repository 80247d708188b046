import { setTimeout as sleep } from 'node:timers/promises'
import type { BoxClock } from './box-clock.ts'
import { bindDevice, type DeviceApiAccess, type DeviceApiFailure, type DeviceToBind, postHealth } from './device-api.ts'
import { healthReport, vitalsAfter, vitalsAt } from './health-model.ts'
import type { Position } from './passing.ts'
import type { Random } from './seeded-random.ts'

export type HealthState = 'reporting' | DeviceApiFailure['code']

export interface HealthReporterOptions {
  readonly access: DeviceApiAccess
  readonly device: DeviceToBind
  /** For a key of this device alone, which may not bind and which holds through loans too. */
  readonly deviceId?: string
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
const MAX_RETRY_MS = 60_000

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

/** Doubles with each failure in a row, up to a minute; half of it is jitter, so that boxes don't knock all at once. */
export function retryDelayMs(failures: number, firstRetryMs: number, random: Random): number {
  const longest = Math.min(MAX_RETRY_MS, firstRetryMs * 2 ** (failures - 1))
  return longest * (0.5 + random() / 2)
}

function createReport(
  options: HealthReporterOptions,
  signal: AbortSignal,
): () => Promise<{ readonly ok: true } | DeviceApiFailure> {
  const { access, device, position, clock, now, random } = options
  let deviceId = options.deviceId
  let vitals = vitalsAt(options.batteryPercent)
  let vitalsOfMs = now()

  return async () => {
    if (deviceId === undefined) {
      const binding = await bindDevice(access, device, signal)
      if (!binding.ok) return binding
      deviceId = binding.deviceId
    }
    const atMs = now()
    vitals = vitalsAfter(vitals, atMs - vitalsOfMs, random)
    vitalsOfMs = atMs
    const outcome = await postHealth(access, deviceId, healthReport(vitals, clock(), position), signal)
    // A cloud begun afresh doesn't know the old id: bind again.
    if (!outcome.ok && outcome.code === 'REFUSED' && outcome.status === 404) deviceId = options.deviceId
    return outcome
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Rejects only when stopped, which the caller sees for itself.
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
