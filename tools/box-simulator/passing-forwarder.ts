import type { BoxClock } from './box-clock.ts'
import {
  type ActiveSession,
  type DeviceApiAccess,
  type DeviceApiFailure,
  postPassings,
  readActiveSession,
  type SentPassing,
} from './device-api.ts'
import type { DeviceBinding } from './device-binding.ts'
import type { Passing } from './passing.ts'
import { pause, retryDelayMs } from './retry.ts'
import type { Random } from './seeded-random.ts'

/** `idle`: no timing run is on. */
export type ForwardingState = 'idle' | 'sending' | DeviceApiFailure['code']

export interface PassingForwarderOptions {
  readonly access: DeviceApiAccess
  readonly binding: DeviceBinding
  readonly backup: () => readonly Passing[]
  readonly clock: () => BoxClock
  readonly random: Random
  /** While a run is on. */
  readonly intervalMs?: number
  readonly idleIntervalMs?: number
  readonly firstRetryMs?: number
  /** Called when it changes. */
  readonly onState?: (state: ForwardingState) => void
}

export interface PassingForwarder {
  readonly stop: () => Promise<void>
}

/** `whole`: nothing is left that another run might take. */
type Posted = { readonly ok: true; readonly whole: boolean } | DeviceApiFailure
type Outcome = { readonly ok: true; readonly isOn: boolean } | DeviceApiFailure

const INTERVAL_MS = 1000
const IDLE_INTERVAL_MS = 5000
const FIRST_RETRY_MS = 1000
const PASSINGS_PER_CALL = 500

/**
 * Sends the box's passings to the cloud by itself: looks which timing run is on, and posts what it has since that began.
 * What couldn't be sent is sent later, to a run that is over by then as well.
 */
export function startPassingForwarder(options: PassingForwarderOptions): PassingForwarder {
  const { intervalMs = INTERVAL_MS, idleIntervalMs = IDLE_INTERVAL_MS, firstRetryMs = FIRST_RETRY_MS } = options
  const { random, onState } = options
  const stopping = new AbortController()
  const forwardOnce = createForward(options, stopping.signal)

  async function run(): Promise<void> {
    let failures = 0
    let announced: ForwardingState | undefined
    while (!stopping.signal.aborted) {
      const outcome = await forwardOnce()
      if (stopping.signal.aborted) return
      const state = stateOf(outcome)
      if (state !== announced) onState?.(state)
      announced = state
      failures = outcome.ok ? 0 : failures + 1
      const goOnMs = state === 'sending' ? intervalMs : idleIntervalMs
      await pause(outcome.ok ? goOnMs : retryDelayMs(failures, firstRetryMs, random), stopping.signal)
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

function stateOf(outcome: Outcome): ForwardingState {
  if (!outcome.ok) return outcome.code
  return outcome.isOn ? 'sending' : 'idle'
}

function createForward(options: PassingForwarderOptions, signal: AbortSignal): () => Promise<Outcome> {
  const { access, binding, backup, clock } = options
  let known: ActiveSession | undefined
  /** So many of the backup need no more sending. */
  let done = 0

  /** Everything that isn't done and was stamped since the run began. */
  async function post({ token, startedAt }: ActiveSession): Promise<Posted> {
    // A box without a clock can't tell since when: the cloud sorts it out.
    const since = clock().kind === 'none' ? '' : startedAt
    const passings = backup().slice(done).map(toSent)
    const own = passings.filter(({ timestamp }) => timestamp >= since)
    let whole = true
    for (let start = 0; start < own.length; start += PASSINGS_PER_CALL) {
      const outcome = await postPassings(access, token, own.slice(start, start + PASSINGS_PER_CALL), signal)
      if (isGone(outcome)) return { ok: true, whole: false }
      if (!outcome.ok) return outcome
      if (outcome.refused > 0) whole = false
    }
    return { ok: true, whole }
  }

  return async () => {
    const bound = await binding.bind(signal)
    if (!bound.ok) return bound
    const active = await readActiveSession(access, bound.deviceId, signal)
    if (!active.ok) return active
    if (known !== undefined && known.token !== active.session?.token) {
      // What that run doesn't take, either, may be the next one's.
      const late = await post(known)
      if (!late.ok) return late
    }
    known = active.session
    if (known === undefined) return { ok: true, isOn: false }
    const upTo = backup().length
    const outcome = await post(known)
    if (!outcome.ok) return outcome
    // Else it ended just now: the next turn sees that.
    if (outcome.whole) done = upTo
    return { ok: true, isOn: true }
  }
}

/** The run is over, and none of them is of its time. */
function isGone(outcome: { readonly ok: true } | DeviceApiFailure): boolean {
  return !outcome.ok && outcome.code === 'REFUSED' && outcome.status === 404
}

/** The chip and the stamp as over TCP, so that both ways come to the same passing (R3). */
function toSent({ epc, tagStr, passingNumber, timestamp, latitude, longitude }: Passing): SentPassing {
  const isoTimestamp = timestamp.replace(';', 'T')
  return { bib: tagStr, num_passing: passingNumber, timestamp: isoTimestamp, latitude, longitude, chips: [epc] }
}
