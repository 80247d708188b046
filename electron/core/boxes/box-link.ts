import { setTimeout as sleep } from 'node:timers/promises'
import type { Address, Link } from '../../../shared/desktop-live.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import { isRefusal, readBoxClock, readBoxSerial } from './box-clock.ts'
import { BoxSocket, openSocket } from './box-socket.ts'
import type { LinkParts } from './link-parts.ts'
import { Resending } from './resending.ts'

const TIME = 'GETSYSTEMTIME'
type Ending = 'unreachable' | 'wrong-box' | 'served'

/** Keeps one connection to one box, whatever happens to it, until it is stopped. */
export class BoxLink {
  readonly #parts: LinkParts
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  readonly #resending: Resending
  #turning = new AbortController()
  #box: BoxSocket | undefined
  #status: Pick<Link, 'state' | 'since' | 'address' | 'otherSerial' | 'canRewind'>
  #isPaused = false
  /** What came before the box's clock was measured on this connection. */
  #early: { readonly passings: readonly Passing[]; readonly receivedMs: number }[] | undefined
  #isAsking = false
  /** START was obeyed, or should have been by now. */
  #isStarted = false

  constructor(parts: LinkParts, address: Address) {
    this.#parts = parts
    this.#resending = new Resending(parts)
    this.#status = { state: 'connecting', since: this.#now(), address }
    // Not at once: whoever makes it has to know it first.
    this.#running = Promise.resolve().then(() => this.#run())
  }

  get status(): Pick<Link, 'state' | 'since' | 'address' | 'otherSerial' | 'canRewind'> {
    return this.#status
  }

  /** The lowest number that this connection knows to be missing. */
  get missing(): number | undefined {
    return this.#resending.missing
  }

  /** What it sends now, comes here. */
  get isInContact(): boolean {
    return this.#box !== undefined
  }

  /** On this connection it has sent again all that it had, as far as can be told. */
  get hasCaughtUp(): boolean {
    return this.#isStarted && this.#resending.hasCaughtUp && this.#status.canRewind === true
  }

  /** Begins anew with the addresses as they are now. */
  turn(): void {
    this.#turning.abort()
  }

  /** What came until now may have gone elsewhere than into the file: has the box send again what isn't there. */
  catchUp(): void {
    this.#resending.reread()
    if (this.#isStarted) this.#guarded(() => this.#fetchLatest())
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
    this.#resending.asked(from)
    const result = await box.ask(`REWIND;${from}`, this.#parts.times.answer)
    this.#isAsking = false
    this.#resending.answered()
    if (!box.isOpen && result === undefined) return 'not-connected'
    // A box that is busy may answer too late: only what it says counts from then on.
    if (result === undefined) return 'by-hand'
    const canRewind = !isRefusal(result)
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
    const { times, monotonicMs, onUnreadable, onFault } = this.#parts
    const socket = await openSocket(address, times.connect, signal)
    if (socket === undefined) return 'unreachable'
    const box: BoxSocket = new BoxSocket(socket, {
      monotonicMs,
      ...{ onUnreadable, onFault },
      onPassings: (passings) => this.#take(passings),
      onUnderstood: () => {
        if (this.#isStarted) this.#connected(address)
      },
    })
    const hangUp = () => box.destroy()
    signal.addEventListener('abort', hangUp, { once: true })
    box.setPaused(this.#isPaused)
    this.#early = []
    this.#resending.opened()
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
      this.#isStarted = true
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
      if (this.#isStarted) this.#setStatus({ state: signal.aborted ? 'connecting' : 'broken' })
      if (this.#isStarted) this.#resending.ended()
      this.#isStarted = false
    }
  }

  async #fetchLatest(): Promise<void> {
    if (!this.#parts.isTesting() && this.#status.canRewind !== false) await this.rewind(this.#resending.first())
  }

  /** Until the connection is over. */
  async #watch(box: BoxSocket): Promise<void> {
    const { times, monotonicMs } = this.#parts
    let measuredMs = monotonicMs()
    const check = () => {
      if (box.quietMs() > times.silence) return box.destroy()
      box.giveUpUnfinished()
      if (monotonicMs() - measuredMs >= times.measureEach) {
        measuredMs = monotonicMs()
        this.#guarded(() => this.#measure(box))
      }
      this.#guarded(() => this.#fetchNext())
    }
    const timer = setInterval(check, times.check)
    await box.closed
    clearInterval(timer)
  }

  async #fetchNext(): Promise<void> {
    if (this.#isAsking || this.#status.canRewind === false) return
    const from = this.#resending.next()
    if (from !== undefined) await this.rewind(from)
  }

  /** What goes on by itself has nobody who would catch what it throws. */
  #guarded(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.#parts.onFault('asking a box', error))
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
    this.#parts.onPassings(passings, receivedMs)
    // Only then: what couldn't be handed on is missing, and asked for again.
    for (const passing of passings) this.#resending.note(passing)
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
