import type { ScoringTarget, ShownTarget } from '../../../shared/desktop-live.ts'
import type { KeptTarget, Sent } from '../store/scoring.ts'
import type { TimingParts } from '../timing-parts.ts'
import { Backlog } from './backlog.ts'
import { senderName } from './jchip.ts'
import { JchipLink, type ReadMessage } from './jchip-link.ts'
import { type Outgoing, type Position, readOutgoing } from './outgoing.ts'

type Parts = Pick<TimingParts, 'desk' | 'clocks' | 'random' | 'onFault'>

/** One target as a person set it up: its event, how far it has come, and the connection while it is on. */
export class Outlet {
  readonly #parts: Parts
  readonly #backlog: Backlog
  readonly #link: JchipLink | undefined
  readonly #since: string
  #target: ScoringTarget
  #sent: Sent

  constructor(parts: Parts, { target, sent }: KeptTarget, onChange: () => void) {
    const { desk, clocks, random, onFault } = parts
    this.#parts = parts
    this.#target = target
    this.#sent = sent
    this.#since = desk.clock.now()
    this.#backlog = new Backlog(desk.store.scoring, target.eventId, sent)
    this.#backlog.countNew()
    if (!target.isOn) return
    this.#link = new JchipLink({
      ...{ address: target.address, sent, random, onChange },
      senderName: senderName(desk.actor.installationName),
      nowMs: () => desk.clock.nowMs(),
      monotonicMs: () => clocks.monotonicMs(),
      read: (after, limit) => this.#read(after, limit),
      keep: (reached) => {
        desk.store.transact(() => desk.store.scoring.keepSent(target.id, reached))
        this.#sent = reached
      },
      onWritten: (position, many) => {
        this.#backlog.take(position, many)
        onChange()
      },
      onBroken: (reached) => {
        this.#backlog.restart(reached)
        this.#backlog.countNew()
      },
      onFault: (error) => onFault('sending to scoring', error),
    })
  }

  get target(): ScoringTarget {
    return this.#target
  }

  /** How far it has come for good. */
  get sent(): Sent {
    return this.#sent
  }

  /** Takes another name, if that is all that changes: no connection has to break for it. @returns whether it was */
  rename(target: ScoringTarget): boolean {
    const { desk } = this.#parts
    if (JSON.stringify({ ...target, name: '' }) !== JSON.stringify({ ...this.#target, name: '' })) return false
    desk.store.transact(() => desk.store.scoring.save({ target, sent: this.#sent }))
    this.#target = target
    return true
  }

  wake(): void {
    this.#link?.wake()
  }

  tick(): void {
    this.#link?.tick()
  }

  /** @returns whether there is more to count */
  countNew(): boolean {
    return this.#backlog.countNew()
  }

  shown(): ShownTarget {
    const link = this.#link
    return {
      ...this.#target,
      state: link?.state ?? 'off',
      since: link === undefined ? this.#since : new Date(link.sinceMs).toISOString(),
      sent: link?.written.count ?? this.#sent.count,
      waiting: this.#backlog.waiting,
    }
  }

  async close(orderly: boolean): Promise<void> {
    await this.#link?.close(orderly)
  }

  #read(after: Position, limit: number): readonly ReadMessage[] {
    const { eventId } = this.#target
    const items = readOutgoing(this.#parts.desk, { eventId }, after, limit)
    return items.map((item) => ({ position: item.position, message: this.#messageOf(item) }))
  }

  #messageOf(item: Outgoing): ReadMessage['message'] {
    if (item.kind === 'passing') return { tag: item.passing.chip, at: item.passing.countedAt, byHand: false }
    if (item.kind === 'left-out' || item.action.bib === undefined) return undefined
    const { bib, at } = item.action
    // The program knows its starters by their chips; one without any it may know by the bib.
    const chip = this.#parts.desk.store.startList.firstChipOf(this.#target.eventId, bib)
    return { tag: chip ?? bib, at, byHand: true }
  }
}
