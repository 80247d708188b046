import { setTimeout as sleep } from 'node:timers/promises'
import { INSTALLATION_REVOKED } from '../../../shared/cloud-api.ts'
import type { SentCommand } from '../../../shared/command.ts'
import type { ContactTrouble } from '../../../shared/desktop-cards.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import type { Logger } from '../log.ts'
import type { Enrolment } from '../tickets/enrolment.ts'
import { type CloudClient, CloudError, NoCloud, type SignedInAs } from './cloud-client.ts'
import { type Intake, nextBatch, refuseUnreadable, takeOutcomes, takeTelemetry } from './intake.ts'
import type { OutcomeWatch } from './outcome-watch.ts'
import { ask, pull } from './pull.ts'

/** How the exchange with the cloud stands. */
export type SyncState = 'online' | 'sending' | 'offline' | 'sign-in-again' | 'removed'

/** Why a try failed, and how long the pause until the next one is. */
export interface Trouble {
  readonly kind: ContactTrouble['kind']
  readonly pauseMs: number
}

/** O10: why this laptop may no longer have what it has. */
export type AccessEnd = 'removed' | 'laptop-revoked'

export interface SyncParts {
  readonly desk: Desk
  readonly cloud: CloudClient
  /** The bearer token and the installation's id, which changes when it enrols anew. */
  readonly as: () => SignedInAs
  readonly enrolment: Enrolment
  readonly watch: OutcomeWatch
  /** What the stream tells of live timing. */
  readonly live: { streamOpened(): void; cloudHas(sessionIds: readonly SessionId[]): void }
  readonly onState: (state: SyncState, trouble?: Trouble) => void
  /** A whole state has come: nothing is loading any more. */
  readonly onWholeState: () => void
  /** The loop has ended for good. */
  readonly onAccessEnded: (reason: AccessEnd) => void
  readonly random: () => number
  readonly log: Logger
  /** Something that shouldn't have failed did. */
  readonly onFault: (where: string, error: unknown) => void
}

export interface SyncLoop {
  /** There is something to send, or to fetch. */
  wake(): void
  /** The cloud answered last time, and nothing is on the way: what is given now is sent before anything else. */
  sendsAtOnce(): boolean
  stop(): Promise<void>
}

interface RoundParts extends SyncParts {
  /** Aborted when the loop is to stop. */
  readonly signal: AbortSignal
}

type Outcomes = Awaited<ReturnType<CloudClient['send']>>

/** With a live stream pokes say when to ask; this is for the poke that got lost. */
const POLL_MS = 30_000
const BACK_OFF_MIN_MS = 500
const BACK_OFF_MAX_MS = 15_000

/** Sends what waits, fetches what changed, over and over: at once when woken, with back-off and jitter when it fails. */
export function startSyncLoop(parts: SyncParts): SyncLoop {
  const { desk, onState, random, log } = parts
  const stopping = new AbortController()
  const intake: Intake = { cursor: desk.store.local.get('cursor'), staged: undefined }
  let woken = Promise.withResolvers<void>()
  let failures = 0
  let isReached = false
  let isAsked = false
  let isPausing = false
  let told: string | undefined

  function wake(): void {
    isAsked = true
    woken.resolve()
  }

  function poke(cursor: string): void {
    told = cursor
    woken.resolve()
  }

  /** Most pokes tell of this laptop's own change, which it has fetched by then. */
  function isUpToDate(): boolean {
    return isReached && !isAsked && told === intake.cursor
  }

  async function pause(timeoutMs: number): Promise<void> {
    const timer = setTimeout(wake, timeoutMs)
    isPausing = true
    do {
      await woken.promise
      woken = Promise.withResolvers()
    } while (isUpToDate())
    clearTimeout(timer)
    isPausing = false
    isAsked = false
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pauseMs = await exchange({ ...parts, signal: stopping.signal }, intake, isReached).then(succeeded, failed)
      // Without a sign-in nothing more can be done; a new one starts another loop.
      if (pauseMs === undefined) return stopping.abort()
      if (!stopping.signal.aborted) await pause(pauseMs)
    }
  }

  function succeeded(retryMs: number | undefined): number {
    failures = 0
    isReached = true
    onState('online')
    return retryMs ?? POLL_MS
  }

  /** @returns how long to pause; undefined: for good */
  function failed(error: unknown): number | undefined {
    if (stopping.signal.aborted) return undefined
    isReached = false
    const expected = error instanceof NoCloud || error instanceof CloudError
    if (!expected) parts.onFault('sync', error)
    const accessEnd = accessEndIn(error)
    if (accessEnd !== undefined) {
      onState('removed')
      parts.onAccessEnded(accessEnd)
      return undefined
    }
    if (error instanceof CloudError && error.code === 'SIGNED_OUT') {
      onState('sign-in-again')
      return undefined
    }
    failures += 1
    const retryAfterMs = error instanceof CloudError ? (error.retryAfterS ?? 0) * 1000 : 0
    const pauseMs = Math.max(backOffMs(failures, random), retryAfterMs)
    onState('offline', { kind: error instanceof NoCloud ? 'no-answer' : 'cloud-error', pauseMs })
    if (error instanceof CloudError && startsAnew(error)) startAnew()
    intake.cursor = desk.store.local.get('cursor')
    intake.staged = undefined
    return pauseMs
  }

  function startAnew(): void {
    log.warn('the cloud does not know what this installation sent: enrolling anew')
    try {
      desk.store.transact(() => desk.store.startAnew(false))
      desk.refresh([])
    } catch (error) {
      parts.onFault('enrolling anew', error)
    }
  }

  async function listen(): Promise<void> {
    let broken = 0
    while (!stopping.signal.aborted) {
      const openedMs = performance.now()
      try {
        await parts.cloud.listen(
          parts.as(),
          {
            opened: () => parts.live.streamOpened(),
            poke,
            telemetry: (latest) => takeTelemetry(desk, latest),
            passings: (sessionIds) => parts.live.cloudHas(sessionIds),
          },
          stopping.signal,
        )
      } catch (error) {
        if (!(error instanceof NoCloud)) log.error('the stream failed', error)
      }
      if (stopping.signal.aborted) return
      // A break of the stream is the first that is heard of a cut: ask at once, which tells.
      wake()
      broken = performance.now() - openedMs > POLL_MS ? 0 : broken + 1
      await delay(backOffMs(broken + 1, random), stopping.signal)
    }
  }

  const running = Promise.all([run(), listen()])
  return {
    wake,
    sendsAtOnce: () => isReached && isPausing && !stopping.signal.aborted,
    async stop() {
      stopping.abort()
      wake()
      await running
    },
  }
}

/**
 * One round: enrol if need be, send, fetch, and keep what signatures need fresh. A cloud that wasn't reached before is asked first and sent to then, so that
 * what is given without a connection doesn't count as sent and can still be taken back.
 * @returns when to try again, where the cloud asked for it
 */
async function exchange(parts: RoundParts, intake: Intake, isReached: boolean): Promise<number | undefined> {
  const { desk, enrolment, signal } = parts
  // A first state that nothing given here can be part of: the cloud reads its beginning while it enrols the laptop.
  const isFirst = !isReached && intake.cursor === undefined && desk.outbox.length === 0
  const begun = isFirst ? ask(parts, undefined) : undefined
  begun?.catch(() => undefined)
  await enrolment.enrol()
  if (!isReached) {
    // First what was sent already: its changes may be on the way, and must not lie on top of themselves.
    await push(parts, 'sent before')
    await pull(parts, intake, begun)
  }
  const { sentSome, retryMs } = await push(parts, 'all')
  // A beginning that was read before the enrolment may lack this laptop itself.
  if (isReached || sentSome || isFirst) await pull(parts, intake)
  // What came may have changed what the certificate says.
  await enrolment.enrol()
  await enrolment.refreshTrust(signal)
  return retryMs
}

async function push(parts: RoundParts, which: 'sent before' | 'all') {
  const { desk, watch, onState } = parts
  let retryMs: number | undefined
  let sentSome = false
  const next = () => (retryMs === undefined ? nextBatch(desk, which) : [])
  for (let batch = next(); batch.length > 0; batch = next()) {
    onState('sending')
    const { outcomes, retryAfterS } = await sendReadable(parts, batch)
    sentSome = true
    takeOutcomes(desk, outcomes, watch)
    if (outcomes.length < batch.length) retryMs = (retryAfterS ?? 1) * 1000
  }
  return { sentSome, retryMs }
}

/** Sends the batch; where the cloud can't read it, half of it, down to the one command that it can't read. */
async function sendReadable(parts: RoundParts, batch: readonly SentCommand[]): Promise<Outcomes> {
  const { desk, cloud, as, signal } = parts
  try {
    return await cloud.send(as(), batch, signal)
  } catch (error) {
    if (!(error instanceof CloudError) || (error.code !== 'MALFORMED' && error.code !== 'TOO_LARGE')) throw error
    const [first] = batch
    if (batch.length > 1) return sendReadable(parts, batch.slice(0, Math.ceil(batch.length / 2)))
    if (first !== undefined) refuseUnreadable(desk, first.id)
    return { outcomes: [], lastSeq: 0, retryAfterS: 0 }
  }
}

function accessEndIn(error: unknown): AccessEnd | undefined {
  if (!(error instanceof CloudError)) return undefined
  if (error.code === 'MEMBER_REMOVED') return 'removed'
  const isRevoked = error.code === 'FORBIDDEN' && error.details?.['reason'] === INSTALLATION_REVOKED
  return isRevoked ? 'laptop-revoked' : undefined
}

/** A restored cloud, or a data folder that was copied to a second computer (sync.md). */
function startsAnew({ code }: CloudError): boolean {
  return code === 'SEQ_EXPECTED' || code === 'INSTALLATION_REPLAYED' || code === 'NOT_FOUND'
}

/** Doubles with each failure in a row; the jitter keeps many laptops from coming back in the same moment. */
function backOffMs(failures: number, random: () => number): number {
  return Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + random())
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined)
}
