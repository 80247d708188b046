import type { Push } from '../../../shared/desktop-api.ts'
import type { Address, Link } from '../../../shared/desktop-live.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import type { PassingDesk } from '../passings/passing-desk.ts'
import type { TimingParts } from '../timing-parts.ts'
import { AsideCounts } from './aside-counts.ts'
import { BoxLink } from './box-link.ts'
import { type Arrival, Intake, type Source } from './intake.ts'
import type { MeasuredClock } from './link-parts.ts'
import { LinkPushes } from './link-pushes.ts'
import { LINK_TIMES, type LinkTimes } from './link-times.ts'
import {
  addressesToTry,
  count,
  gapsOf,
  type LinkedBox,
  leaveTest,
  lowestMissing,
  missingOf,
  NO_COUNTS,
  saveReached,
  shownLink,
  type TestSink,
  take,
  tellUnreadable,
  type Wanted,
} from './linked-box.ts'
import { checkMayConnect, runToConnectFor } from './may-connect.ts'
import { RunRests } from './run-rests.ts'

export type BoxLinksParts = Pick<TimingParts, 'desk' | 'clocks' | 'random' | 'log' | 'onFault'>

type Passings = Pick<PassingDesk, 'take' | 'live' | 'aside' | 'board'>

/** This laptop's connections to boxes on the local network, and what comes by them until it is stored. */
export class BoxLinks {
  readonly #parts: BoxLinksParts
  readonly #passings: Passings
  readonly #times: LinkTimes
  readonly #links = new Map<BoxId, LinkedBox>()
  /** Connections that are being closed: a box is connected to again only after that. */
  readonly #ending = new Map<BoxId, Promise<void>>()
  readonly #intake: Intake
  readonly #pushes: LinkPushes
  readonly #rests: RunRests
  readonly #aside: AsideCounts
  /** The boxes at which a test read is waited for, and where. */
  readonly #tests = new Map<BoxId, { readonly address: Address; readonly sink: TestSink }>()
  #isBehind = false
  #isResumed = false
  #isClosed = false

  constructor(parts: BoxLinksParts, passings: Passings, times = LINK_TIMES) {
    this.#parts = parts
    this.#passings = passings
    this.#times = times
    this.#rests = new RunRests(parts, passings)
    this.#aside = new AsideCounts(() => passings.aside(), parts.clocks.monotonicMs)
    this.#pushes = new LinkPushes(parts.desk.announce, (boxId) => this.#shown(boxId))
    this.#intake = new Intake({
      store: (source, arrivals) => this.#store(source, arrivals),
      onUnstorable: ({ boxId }, error) => {
        parts.onFault('storing one passing', error)
        this.#count(this.#links.get(boxId), { unreadable: 1 })
      },
      onBehind: (isBehind) => {
        this.#isBehind = isBehind
        for (const { link } of this.#links.values()) link.setPaused(isBehind)
      },
      onFault: parts.onFault,
    })
  }

  *snapshot(): Iterable<Push> {
    this.#pushes.forgetTold()
    yield { push: 'links', reset: true, links: [...this.all()], gone: [] }
  }

  all(): readonly Link[] {
    return [...this.#links.keys()].flatMap((boxId) => this.#shown(boxId) ?? [])
  }

  /** To be called every second. */
  tick(): void {
    if (this.#isClosed) return
    if (!this.#isResumed) this.#resume()
    this.recordsChanged()
    const isRead = this.#links.size > 0 && this.#aside.reread()
    if (isRead) for (const boxId of this.#links.keys()) this.#pushes.changed(boxId)
  }

  /** Runs may have begun or ended, rights too. */
  recordsChanged(): void {
    if (this.#isClosed || this.#links.size === 0) return
    for (const linked of [...this.#links.values()]) {
      if (this.#ending.has(linked.boxId)) continue
      const fate = this.#rests.fateOf(linked)
      if (fate.kind === 'goes-into') this.#goInto(linked, fate.session.id)
      else if (fate.kind !== 'keep') this.#end(linked, fate.kind)
    }
  }

  /** Connects to a box at that address, also after a restart, and again at another one. */
  connect(boxId: BoxId, address: Address): void {
    const { desk } = this.#parts
    const linked = this.#links.get(boxId)
    const runId = runToConnectFor(desk, boxId, linked?.sessionId)
    checkMayConnect(desk, boxId, runId)
    const sessionId = runId ?? this.#rests.runOf(boxId)
    desk.store.transact(() => desk.store.boxes.saveLink({ boxId, sessionId, address }))
    if (linked === undefined || this.#ending.has(boxId)) this.#open(boxId)
    else {
      linked.sessionId = sessionId
      linked.isForTest = false
      this.#move(linked, address)
    }
  }

  /** Has all that the box sends go to `sink`, and connects to it for that where it isn't connected. Ended by a run. */
  test(boxId: BoxId, address: Address, sink: TestSink): void {
    const linked = this.#links.get(boxId)
    checkMayConnect(this.#parts.desk, boxId)
    this.#tests.set(boxId, { address, sink })
    if (linked === undefined || this.#ending.has(boxId)) this.#open(boxId)
    else {
      linked.sink = sink
      this.#move(linked, address)
    }
  }

  endTest(boxId: BoxId): void {
    const linked = this.#links.get(boxId)
    this.#tests.delete(boxId)
    if (linked === undefined || this.#ending.has(boxId)) return
    // Until the connection is closed, what still comes by it is of the test.
    if (linked.isForTest) this.#end(linked, 'stop')
    else leaveTest(linked)
  }

  /** Lets go of a box. Its run goes on. */
  async disconnect(boxId: BoxId): Promise<void> {
    const linked = this.#links.get(boxId)
    if (linked) this.#end(linked, 'close')
    await this.#ending.get(boxId)
  }

  /** Where the box is, or was last. */
  likelyAddress(boxId: BoxId): Address | undefined {
    return this.#links.get(boxId)?.address ?? this.addressesOf(boxId)[0]
  }

  /** Where the box was reached, latest first. */
  addressesOf(boxId: BoxId): readonly (Address & { readonly reachedAt: string })[] {
    return this.#parts.desk.store.boxes.addresses(boxId)
  }

  /**
   * Asks the box for what is missing. Where no gap is known, for all that it has: of what it recorded before it was
   * connected to, the numbers tell nothing.
   */
  async fetchMissing(boxId: BoxId): Promise<'asked' | 'by-hand' | 'not-connected'> {
    const linked = this.#links.get(boxId)
    return linked === undefined ? 'not-connected' : linked.link.rewind(lowestMissing(this.#passings, linked) ?? 1)
  }

  /** Stores what came, and lets go of all boxes; the next start connects to them again. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#ending.values(), ...[...this.#links.values()].map(({ link }) => link.close())])
    const left = this.#intake.close()
    if (left > 0) this.#parts.log.warn(`${left} passings were not stored: the boxes still have them`)
    this.#pushes.close()
  }

  /** Those that the last start left. */
  #resume(): void {
    for (const { boxId } of this.#parts.desk.store.boxes.links()) this.#open(boxId)
    this.#isResumed = true
  }

  /** Opens the connection that is kept for the box. */
  #open(boxId: BoxId): void {
    if (this.#ending.has(boxId)) {
      void this.#ending.get(boxId)?.then(() => this.#guarded('connecting to a box', () => this.#open(boxId)))
      return
    }
    if (this.#isClosed || this.#links.has(boxId)) return
    const { records, store } = this.#parts.desk
    const kept = store.boxes.links().find((one) => one.boxId === boxId)
    const test = this.#tests.get(boxId)
    const wanted = kept ?? (test && { boxId, sessionId: undefined, address: test.address })
    const serial = records.get('box', boxId)?.serial ?? records.get('session', kept?.sessionId ?? '')?.boxSerial
    if (wanted === undefined || serial === undefined) this.#forget(boxId)
    else this.#openWanted({ ...wanted, sink: test?.sink, isForTest: kept === undefined }, serial)
  }

  #openWanted(wanted: Wanted, serial: string): void {
    const { boxId, address } = wanted
    const { desk, clocks, random, onFault } = this.#parts
    const link = new BoxLink(
      {
        ...{ serial, random, times: this.#times, monotonicMs: clocks.monotonicMs, onFault },
        addresses: () => addressesToTry(linked, this.addressesOf(boxId)),
        missingFrom: () => missingOf(this.#passings, linked),
        gapsOfFile: () => gapsOf(desk.store, boxId),
        isTesting: () => linked.sink !== undefined,
        nowMs: () => desk.clock.nowMs(),
        onPassings: (passings, receivedMs) => take(linked, passings, new Date(receivedMs).toISOString(), this.#intake),
        onUnreadable: (some, reasons) => this.#noteUnreadable(linked, some, reasons),
        onReached: (reached) => this.#guarded('keeping an address', () => this.#reached(linked, reached)),
        onClock: (clock) => this.#guarded('keeping a clock', () => this.#measured(linked, clock)),
        onChange: () => this.#pushes.changed(boxId),
      },
      address,
    )
    const clock = desk.store.boxes.clock(boxId)
    const linked: LinkedBox = { ...wanted, link, clock, counts: NO_COUNTS, toldReasons: new Set() }
    link.setPaused(this.#isBehind)
    this.#links.set(boxId, linked)
    this.#pushes.changed(boxId)
  }

  #move(linked: LinkedBox, address: Address): void {
    const { host, port } = linked.address
    linked.address = address
    const isThere = host === address.host && port === address.port && linked.link.status.state === 'connected'
    if (!isThere) linked.link.turn()
    this.#pushes.changed(linked.boxId)
  }

  #store({ boxId, sessionId, clockOffsetMs }: Source, received: readonly Arrival[]): void {
    const session = this.#parts.desk.records.get('session', sessionId ?? '')
    const { known, notOurs, aside } = this.#passings.take({ boxId, session, clockOffsetMs, via: 'box', received })
    if (aside > 0) this.#aside.added()
    if (known + notOurs > 0) this.#count(this.#links.get(boxId), { known, notOurs })
  }

  #goInto(linked: LinkedBox, sessionId: SessionId): void {
    const { boxId, address } = linked
    const { store } = this.#parts.desk
    leaveTest(linked)
    Object.assign(linked, { sessionId, isForTest: false })
    this.#tests.delete(boxId)
    this.#pushes.changed(boxId)
    this.#guarded('keeping a connection', () =>
      store.transact(() => store.boxes.saveLink({ boxId, sessionId, address })),
    )
  }

  #end(linked: LinkedBox, how: 'stop' | 'close'): void {
    const { boxId, link } = linked
    this.#forget(boxId)
    const ending = (how === 'stop' ? link.stop() : link.close()).then(() => {
      this.#links.delete(boxId)
      this.#ending.delete(boxId)
      this.#intake.flush()
      this.#pushes.changed(boxId)
    })
    this.#ending.set(boxId, ending)
  }

  #forget(boxId: BoxId): void {
    const { store } = this.#parts.desk
    this.#guarded('forgetting a connection', () => store.transact(() => store.boxes.removeLink(boxId)))
  }

  #reached(linked: LinkedBox, address: Address): void {
    const { store, clock } = this.#parts.desk
    linked.address = address
    if (!this.#ending.has(linked.boxId)) store.transact(() => saveReached(store, linked, clock.now()))
  }

  #measured(linked: LinkedBox, clock: MeasuredClock): void {
    const { desk } = this.#parts
    const measured = { ...clock, measuredAt: desk.clock.now() }
    linked.clock = measured
    this.#pushes.changed(linked.boxId)
    desk.store.transact(() => desk.store.boxes.saveClock(linked.boxId, measured))
  }

  #noteUnreadable(linked: LinkedBox, some: number, reasons: readonly string[]): void {
    this.#count(linked, { unreadable: some })
    tellUnreadable(linked, reasons, this.#parts.log)
  }

  #count(linked: LinkedBox | undefined, more: Partial<Link['counts']>): void {
    if (linked) this.#pushes.changed(count(linked, more))
  }

  #shown(boxId: BoxId): Link | undefined {
    const linked = this.#links.get(boxId)
    return linked && shownLink(linked, this.#aside.of(linked), this.#parts.desk)
  }

  /** A full disk must not end the program: what couldn't be kept is only less convenient. */
  #guarded(where: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#parts.onFault(where, error)
    }
  }
}
