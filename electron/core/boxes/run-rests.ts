import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import type { PassingDesk } from '../passings/passing-desk.ts'
import type { KeptRest } from '../store/boxes.ts'
import type { TimingParts } from '../timing-parts.ts'
import type { BoxLink } from './box-link.ts'
import { type Fate, fateOf } from './link-fate.ts'
import type { LinkedBox } from './linked-box.ts'

export type RunRestsParts = Pick<TimingParts, 'desk' | 'onFault'>

/** F5: the runs that were stopped while their box was out of contact, so that it may still have times of theirs. */
export class RunRests {
  readonly #parts: RunRestsParts
  readonly #passings: Pick<PassingDesk, 'board'>
  readonly #rests: Map<SessionId, KeptRest>

  constructor(parts: RunRestsParts, passings: Pick<PassingDesk, 'board'>) {
    this.#parts = parts
    this.#passings = passings
    this.#rests = new Map(parts.desk.store.boxes.rests().map((rest) => [rest.sessionId, rest]))
    for (const rest of this.#rests.values()) this.#show(rest)
  }

  /** The run of which the box may still have something; the latest, where it is several. */
  runOf(boxId: BoxId): SessionId | undefined {
    return this.#awaited(boxId).at(-1)?.sessionId
  }

  /** What becomes of a connection: of a stopped run whose box is out of contact, it stays until the rest has come. */
  fateOf(linked: LinkedRun): Fate {
    const { boxId, sessionId, link } = linked
    const { records, actor, clock } = this.#parts.desk
    if (link.hasCaughtUp) for (const rest of this.#awaited(boxId)) this.#came(rest)
    const fate = fateOf(records, actor.organisationId, linked, clock.now())
    if (fate.kind !== 'stop' || sessionId === undefined) return fate
    const isAwaited = this.#awaited(boxId).some((rest) => rest.sessionId === sessionId)
    if (!isAwaited && link.isInContact) return fate
    if (whyNotUsable(records, actor.organisationId, boxId, 'timing.run') !== undefined) return { kind: 'close' }
    if (!isAwaited) this.#begin(boxId, sessionId)
    return { kind: 'keep' }
  }

  #awaited(boxId: BoxId): readonly KeptRest[] {
    return [...this.#rests.values()].filter((rest) => rest.boxId === boxId && rest.cameAt === null)
  }

  #begin(boxId: BoxId, sessionId: SessionId): void {
    const had = this.#parts.desk.store.passings.count({ sessionId })
    this.#keep({ sessionId, boxId, had, cameAt: null, came: null })
  }

  #came(rest: KeptRest): void {
    const { store, clock } = this.#parts.desk
    const came = Math.max(0, store.passings.count({ sessionId: rest.sessionId }) - rest.had)
    this.#keep({ ...rest, cameAt: clock.now(), came })
  }

  #keep(rest: KeptRest): void {
    const { desk, onFault } = this.#parts
    this.#rests.set(rest.sessionId, rest)
    this.#show(rest)
    try {
      desk.store.transact(() => desk.store.boxes.saveRest(rest))
    } catch (error) {
      onFault('keeping what a box still has', error)
    }
  }

  #show({ sessionId, cameAt, came }: KeptRest): void {
    this.#passings.board.rest(sessionId, cameAt === null ? {} : { came: { at: cameAt, count: came ?? 0 } })
  }
}

interface LinkedRun extends Pick<LinkedBox, 'boxId' | 'sessionId'> {
  readonly link: Pick<BoxLink, 'hasCaughtUp' | 'isInContact'>
}
