import type { ScoringTarget, ShownTarget } from '../../../shared/desktop-live.ts'
import type { KeptTarget, Sent } from '../store/scoring.ts'
import type { TimingParts } from '../timing-parts.ts'
import { Backlog } from './backlog.ts'
import { senderName } from './jchip.ts'
import { JchipLink } from './jchip-link.ts'
import { ReadChooser } from './read-chooser.ts'

type Parts = Pick<TimingParts, 'desk' | 'clocks' | 'random' | 'onFault'>

/** One target as a person set it up: its event, how far it has come, and the connection while it is on. */
export class Outlet {
  readonly #parts: Parts
  readonly #backlog: Backlog
  readonly #chooser: ReadChooser
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
    this.#chooser = new ReadChooser(desk, () => this.#target)
    this.#chooser.restart(sent)
    if (!target.isOn) return
    this.#link = new JchipLink({
      ...{ address: target.address, sent, random, onChange },
      senderName: senderName(desk.actor.installationName),
      nowMs: () => desk.clock.nowMs(),
      monotonicMs: () => clocks.monotonicMs(),
      read: (after, limit) => this.#chooser.read(after, limit),
      keep: (reached, backups) => {
        desk.store.transact(() => desk.store.scoring.keepSent(target.id, reached, backups))
        this.#sent = reached
        this.#chooser.arrived(backups)
      },
      onWritten: (items) => {
        const last = items.findLast(({ isNew }) => isNew)
        if (last !== undefined) this.#backlog.take(last.position, items.filter(({ isNew }) => isNew).length)
        onChange()
      },
      onBroken: (reached) => {
        this.#backlog.restart(reached)
        this.#backlog.countNew()
        this.#chooser.restart(reached)
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

  /** Takes another name or window, if that is all that changes: no connection has to break for it. @returns whether it was */
  adjust(target: ScoringTarget): boolean {
    const { desk } = this.#parts
    const { name, backupWindowS } = this.#target
    if (JSON.stringify({ ...target, name, backupWindowS }) !== JSON.stringify(this.#target)) return false
    desk.store.transact(() => desk.store.scoring.save({ target, sent: this.#sent }))
    this.#target = target
    this.wake()
    return true
  }

  wake(): void {
    this.#link?.wake()
  }

  tick(): void {
    this.#link?.tick()
    if (this.#chooser.isDue()) this.wake()
  }

  recordsChanged(): void {
    this.#chooser.recordsChanged()
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
      waiting: this.#backlog.waiting + this.#chooser.waiting,
    }
  }

  async close(orderly: boolean): Promise<void> {
    await this.#link?.close(orderly)
  }
}
