import type { SessionId } from '../../../shared/records/scalars.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import type { SendGroup } from '../store/passings-exchange.ts'
import { CloudError, type SignedInAs } from '../sync/cloud-client.ts'
import type { TimingParts } from '../timing-parts.ts'
import type { PassingDesk } from './passing-desk.ts'
import { sendAgainWhereRestored } from './restored-cloud.ts'
import { type Rounds, startRounds } from './rounds.ts'
import { sendGroup } from './send-group.ts'

const SEND_PAUSE_MS = 2000
const FETCH_PAUSE_MS = 1000
const PAGE = 1000
/** What a run brings late is worth fetching without being asked for so long. */
const FETCHED_FOR_MS = 48 * 3_600_000
/** A box or run that the cloud doesn't know, or not for us: asked for again after this. */
const POSTPONED_MS = 60_000

export type ExchangeParts = Pick<TimingParts, 'desk' | 'cloud' | 'as' | 'clocks' | 'random' | 'log' | 'onFault'>

/** Passings to the cloud and from it, on a way of their own: a million of them must not keep a command waiting. */
export class PassingExchange {
  readonly #parts: ExchangeParts
  readonly #passings: PassingDesk
  readonly #sending: Rounds
  readonly #fetching: Rounds
  readonly #stopListening: () => void
  readonly #postponed = new Map<string, number>()
  readonly #toFetch = new Set<SessionId>()
  /** Since the stream was opened last: of later ones it tells. */
  readonly #fetched = new Set<SessionId>()
  #hasToldAside = false

  constructor(parts: ExchangeParts, passings: PassingDesk) {
    this.#parts = parts
    this.#passings = passings
    const { random, onFault } = parts
    this.#sending = startRounds({
      round: (signal) => this.#send(signal),
      pauseMs: SEND_PAUSE_MS,
      random,
      onFault: (error) => onFault('sending passings', error),
    })
    this.#fetching = startRounds({
      round: (signal) => this.#fetch(signal),
      pauseMs: FETCH_PAUSE_MS,
      random,
      onFault: (error) => onFault('fetching passings', error),
    })
    this.#stopListening = passings.onStored(() => this.#sending.wake())
  }

  cloudReached(): void {
    this.#sending.reached()
    this.#fetching.reached()
  }

  /** What came while nobody listened isn't told again. */
  streamOpened(): void {
    const { records, actor, clock } = this.#parts.desk
    const since = timePlus(clock.now(), -FETCHED_FOR_MS)
    const isRecent = ({ stoppedAt }: Session) => stoppedAt === undefined || stoppedAt >= since
    this.#fetched.clear()
    for (const session of records.all('session')) {
      if (session.organisationId === actor.organisationId && isRecent(session)) this.#toFetch.add(session.id)
    }
    this.#fetching.wake()
  }

  /** The cloud has new ones in these runs. */
  cloudHas(sessionIds: readonly SessionId[]): void {
    for (const id of sessionIds) this.#toFetch.add(id)
    this.#fetching.wake()
  }

  /** Somebody looks at these runs. */
  ask(sessionIds: readonly SessionId[]): void {
    this.cloudHas(sessionIds.filter((id) => !this.#fetched.has(id)))
  }

  async close(): Promise<void> {
    this.#stopListening()
    await Promise.all([this.#sending.close(), this.#fetching.close()])
  }

  async #send(signal: AbortSignal): Promise<void> {
    const { desk, cloud, as, log } = this.#parts
    const isRestored = await sendAgainWhereRestored(
      desk.store,
      desk.clock.now(),
      (sessionId, ids) => this.#passings.board.sent(sessionId, ids, false),
      signal,
    )
    if (isRestored) this.streamOpened()
    for (const group of [...desk.store.exchange.groups()]) {
      const signedIn = as()
      if (signedIn === undefined || signal.aborted) return
      if (!this.#maySend(group)) continue
      const onMarked = (_: SendGroup, ids: readonly number[], kind: 'yes' | 'refused') => {
        if (kind === 'yes') this.#passings.board.sent(group.sessionId, ids)
        else log.warn('the cloud can’t read a passing: it stays on this laptop')
      }
      try {
        const { setAside } = await sendGroup({ store: desk.store, cloud, as: signedIn, signal, onMarked }, group)
        this.#tellAside(setAside)
        if (setAside > 0 && group.sessionId === undefined) this.#passings.notOurs(group.boxId)
      } catch (error) {
        if (!isOfOne(error)) throw error
        this.#postpone(keyOf(group), error)
      }
    }
  }

  /** L10: a run counts once the cloud has decided on it, kindly or not. One whose adoption was refused isn't ours. */
  #maySend(group: SendGroup): boolean {
    const { sessionId } = group
    if (this.#isPostponed(keyOf(group))) return false
    if (sessionId === undefined) return true
    const { outbox, records, store } = this.#parts.desk
    const isWaiting = outbox.some(
      ({ type, args, state }) =>
        state === 'waiting' && (type === 'startSession' || type === 'adoptPassings') && args['sessionId'] === sessionId,
    )
    if (isWaiting) return false
    return records.get('session', sessionId) !== undefined || !store.aside.isAdopting(sessionId)
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    for (const sessionId of [...this.#toFetch]) {
      const signedIn = this.#parts.as()
      if (signedIn === undefined || signal.aborted) return
      // Told of before the feed brought the run: without it nobody knows of which event they are. It is on its way.
      if (this.#parts.desk.records.get('session', sessionId) === undefined) continue
      // What comes from here on is told anew.
      this.#toFetch.delete(sessionId)
      try {
        await this.#fetchRun(sessionId, signedIn, signal)
        this.#fetched.add(sessionId)
      } catch (error) {
        if (isOfOne(error)) continue
        this.#toFetch.add(sessionId)
        throw error
      }
    }
  }

  async #fetchRun(sessionId: SessionId, as: SignedInAs, signal: AbortSignal): Promise<void> {
    const { desk, cloud } = this.#parts
    for (let more = true; more && !signal.aborted; ) {
      const after = desk.store.exchange.fetchedTo(sessionId)
      const page = await cloud.sessionPassings(as, { sessionId, after, limit: PAGE }, signal)
      this.#passings.takeFromCloud(sessionId, page.passings)
      more = page.more && page.passings.length > 0
    }
  }

  #isPostponed(key: string): boolean {
    return (this.#postponed.get(key) ?? Number.NEGATIVE_INFINITY) > this.#parts.clocks.monotonicMs()
  }

  #postpone(key: string, error: CloudError): void {
    const { log, clocks } = this.#parts
    if (!this.#postponed.has(key)) log.warn(`the cloud doesn’t take the passings of one box: ${error.message}`)
    this.#postponed.set(key, clocks.monotonicMs() + POSTPONED_MS)
  }

  #tellAside(setAside: number): void {
    if (setAside === 0 || this.#hasToldAside) return
    this.#hasToldAside = true
    this.#parts.log.info(`the cloud set ${setAside} passings aside: they aren’t this organisation’s`)
  }
}

/** An answer about one box or run, which says nothing of the others. */
function isOfOne(error: unknown): error is CloudError {
  return error instanceof CloudError && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')
}

function keyOf({ boxId, sessionId }: SendGroup): string {
  return `${boxId} ${sessionId ?? ''}`
}
