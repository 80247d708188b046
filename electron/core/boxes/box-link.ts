import { setTimeout as sleep } from 'node:timers/promises'
import type { Address, Link } from '../../../shared/desktop-live.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import { isRefusal, readBoxClock, readBoxSerial } from './box-clock.ts'
import { BoxSocket, openSocket } from './box-socket.ts'
import type { LinkParts } from './link-parts.ts'
import { NumberGaps } from './number-gaps.ts'

const TIME = 'GETSYSTEMTIME'
/** So often at most for what the file says is missing: what isn't in the box's backup never comes. */
const MOST_LEFT_ASKS = 5
/** So long after the last passing that was sent again a rewind may still be going on. */
const REWIND_REST_MS = 3000

const JUST_BEGUN_MS = 10_000

type Ending = 'unreachable' | 'wrong-box' | 'served'

/** Keeps one connection to one box, whatever happens to it, until it is stopped. */
export class BoxLink {
  readonly #parts: LinkParts
  readonly #stopping = new AbortController()
  readonly #gaps: NumberGaps
  readonly #running: Promise<void>
  #turning = new AbortController()
  #box: BoxSocket | undefined
  #status: Pick<Link, 'state' | 'since' | 'address' | 'otherSerial' | 'canRewind'>
  #isPaused = false
  /** What came before the box's clock was measured on this connection. */
  #early: { readonly passings: readonly Passing[]; readonly receivedMs: number }[] | undefined
  #resentMs = Number.NEGATIVE_INFINITY
  #isAsking = false
  /** The lowest number from which the box was asked to send again on this connection. */
  #askedFrom = Number.POSITIVE_INFINITY
  /** The lowest number that is missing by the file, and how often it was asked for. */
  #left: { readonly from: number | undefined; readonly asks: number } = { from: undefined, asks: 0 }

  constructor(parts: LinkParts, address: Address) {
    this.#parts = parts
    this.#gaps = new NumberGaps(parts.highest)
    this.#status = { state: 'connecting', since: this.#now(), address }
    // Not at once: whoever makes it has to know it first.
    this.#running = Promise.resolve().then(() => this.#run())
  }

  get status(): Pick<Link, 'state' | 'since' | 'address' | 'otherSerial' | 'canRewind'> {
    return this.#status
  }

  /** The lowest number that this connection knows to be missing. */
  get missing(): number | undefined {
    return this.#gaps.lowest()
  }

  /** Begins anew with the addresses as they are now. */
  turn(): void {
    this.#turning.abort()
  }

  /** The laptop doesn't keep up: nothing is read, so that the box waits. */
  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused
    this.#box?.setPaused(isPaused)
  }

  /** Has the box send again what it has from that number on. */
  async rewind(from: number): Promise<'asked' | 'by-hand' | 'not-connected'> {
    const box = this.#box
    if (box === undefined) return 'not-connected'
    this.#isAsking = true
    this.#resentMs = this.#parts.monotonicMs()
    this.#gaps.askedFrom(from)
    this.#askedFrom = Math.min(this.#askedFrom, from)
    const result = await box.ask(`REWIND;${from}`, this.#parts.times.answer)
    this.#isAsking = false
    this.#resentMs = this.#parts.monotonicMs()
    if (!box.isOpen && result === undefined) return 'not-connected'
    const canRewind = result !== undefined && !isRefusal(result)
    this.#setStatus({ canRewind })
    return canRewind ? 'asked' : 'by-hand'
  }

  /** Tells the box to stop, takes what it had sent before, and closes. */
  async stop(): Promise<void> {
    const box = this.#box
    if (box?.isUnderstood) await box.ask('STOP', this.#parts.times.stop)
    await this.close()
  }

  /** Closes as it is. */
  async close(): Promise<void> {
    this.#stopping.abort()
    this.#turning.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    let failures = 0
    while (!this.#stopping.signal.aborted) {
      this.#turning = new AbortController()
      const ending = await this.#tryAll(this.#turning.signal).catch((error: unknown): Ending => {
        this.#parts.onFault('a connection to a box', error)
        return 'unreachable'
      })
      failures = ending === 'served' ? 0 : failures + 1
      if (!this.#stopping.signal.aborted) await this.#rest(ending, failures, this.#turning.signal)
    }
  }

  async #rest(ending: Ending, failures: number, signal: AbortSignal): Promise<void> {
    const { retryMin, retryMax, retryWrongBox } = this.#parts.times
    const longest = ending === 'wrong-box' ? retryWrongBox : Math.min(retryMax, retryMin * 2 ** failures)
    // Half of it is jitter: boxes behind one switch come back together.
    await sleep(longest * (0.5 + this.#parts.random() / 2), undefined, { signal }).catch(() => undefined)
  }

  async #tryAll(signal: AbortSignal): Promise<Ending> {
    let ending: Ending = 'unreachable'
    for (const { isChosen, ...address } of this.#parts.addresses()) {
      if (signal.aborted) break
      this.#setStatus({ address })
      const one = await this.#serve(address, isChosen, signal)
      if (one === 'served') return one
      if (one === 'wrong-box') ending = one
    }
    if (ending === 'unreachable' && !signal.aborted) this.#setStatus({ state: 'broken' })
    return ending
  }

  /** One connection, from opening to its end. */
  async #serve(address: Address, isChosen: boolean, signal: AbortSignal): Promise<Ending> {
    const { times, monotonicMs, onUnreadable } = this.#parts
    const socket = await openSocket(address, times.connect, signal)
    if (socket === undefined) return 'unreachable'
    let isStarted = false
    const box: BoxSocket = new BoxSocket(socket, {
      monotonicMs,
      onUnreadable,
      onPassings: (passings) => this.#take(passings),
      onUnderstood: () => {
        if (isStarted) this.#connected(address)
      },
    })
    const hangUp = () => box.destroy()
    signal.addEventListener('abort', hangUp, { once: true })
    box.setPaused(this.#isPaused)
    this.#early = []
    this.#askedFrom = Number.POSITIVE_INFINITY
    try {
      const serial = readBoxSerial(await box.ask('GETSYSTEMCONFIG', times.answer))
      // Another box may have an address by now that this one had: without a serial only a person's word counts.
      const isProven = serial === this.#parts.serial || (serial === undefined && isChosen)
      if (!isProven) this.#early = undefined
      // At an address of old somebody else is no news.
      if (serial !== undefined && !isProven && isChosen) return this.#wrongBox(serial)
      if (!(isProven && box.isOpen)) return 'unreachable'
      this.#box = box
      await this.#measure(box)
      this.#release()
      await box.ask('START', times.clock)
      isStarted = true
      if (box.isUnderstood && box.isOpen) this.#connected(address)
      else if (box.isOpen) this.#setStatus({ state: 'silent' })
      await this.#fetchLatest()
      await this.#watch(box)
      return box.isUnderstood ? 'served' : 'unreachable'
    } finally {
      signal.removeEventListener('abort', hangUp)
      this.#box = undefined
      box.destroy()
      await box.closed
      this.#release()
      if (isStarted) this.#setStatus({ state: signal.aborted ? 'connecting' : 'broken' })
    }
  }

  /** What the box recorded while nobody was connected, it doesn't send by itself. */
  async #fetchLatest(): Promise<void> {
    const from = this.#gaps.toAsk() ?? (this.#gaps.highest === undefined ? this.#first() : this.#gaps.highest + 1)
    if (from !== undefined && this.#status.canRewind !== false) await this.rewind(from)
  }

  /** Nothing has come yet, so no number tells where the run began: then all, once, unless it has only just begun. */
  #first(): number | undefined {
    const startedAt = this.#parts.runStartedAt()
    return startedAt !== undefined && this.#parts.nowMs() - Date.parse(startedAt) > JUST_BEGUN_MS ? 1 : undefined
  }

  /** Until the connection is over. */
  async #watch(box: BoxSocket): Promise<void> {
    const { times, monotonicMs } = this.#parts
    let measuredMs = monotonicMs()
    const timer = setInterval(() => {
      if (box.quietMs() > times.silence) return box.destroy()
      box.giveUpUnfinished()
      if (monotonicMs() - measuredMs >= times.measureEach) {
        measuredMs = monotonicMs()
        void this.#measure(box)
      }
      this.#fetchGap()
    }, times.check)
    await box.closed
    clearInterval(timer)
  }

  /** R3: a gap in the numbers of a connection that holds; once each. */
  #fetchGap(): void {
    const isResting = this.#parts.monotonicMs() - this.#resentMs > Math.min(REWIND_REST_MS, 3 * this.#parts.times.check)
    if (this.#isAsking || !isResting || this.#status.canRewind === false) return
    const from = this.#gaps.untried() ?? this.#leftMissing()
    if (from !== undefined) void this.rewind(from)
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

  async #measure(box: BoxSocket): Promise<void> {
    const { times, monotonicMs, nowMs, onClock } = this.#parts
    // An answer that comes late would be taken for that to this question.
    if (box.owes(TIME)) return
    const askedMs = monotonicMs()
    const clock = readBoxClock(await box.ask(TIME, times.clock))
    // Behind a long queue of passings the answer tells little: the next one will.
    if (clock === undefined) return
    const answeredMs = nowMs() - (monotonicMs() - askedMs) / 2
    const { timeMs, source } = clock
    onClock({ offsetMs: timeMs === undefined ? undefined : Math.round(timeMs - answeredMs), source })
  }

  #take(passings: readonly Passing[]): void {
    const receivedMs = this.#parts.nowMs()
    if (this.#early === undefined) this.#pass(passings, receivedMs)
    else this.#early.push({ passings, receivedMs })
  }

  #release(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const { passings, receivedMs } of early) this.#pass(passings, receivedMs)
  }

  #pass(passings: readonly Passing[], receivedMs: number): void {
    for (const passing of passings) if (this.#gaps.note(passing)) this.#resentMs = this.#parts.monotonicMs()
    this.#parts.onPassings(passings, receivedMs)
  }

  #connected(address: Address): void {
    this.#setStatus({ state: 'connected' })
    this.#parts.onReached(address)
  }

  #wrongBox(otherSerial: string): Ending {
    this.#setStatus({ state: 'wrong-box', otherSerial })
    return 'wrong-box'
  }

  #setStatus(next: Partial<Pick<Link, 'state' | 'address' | 'otherSerial' | 'canRewind'>>): void {
    const { otherSerial, ...before } = this.#status
    const state = next.state ?? before.state
    const since = state === before.state ? before.since : this.#now()
    const other = state === 'wrong-box' && otherSerial !== undefined ? { otherSerial } : {}
    this.#status = { ...before, ...other, ...next, state, since }
    this.#parts.onChange()
  }

  #now(): string {
    return new Date(this.#parts.nowMs()).toISOString()
  }
}
