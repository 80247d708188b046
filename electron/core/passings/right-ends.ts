import type { SessionId } from '../../../shared/records/scalars.ts'
import { endedWithRight, rightEndOf } from '../../../shared/rules/session-right.ts'
import type { Desk } from '../desk.ts'

/** L10: when this laptop heard that the right behind a run had ended. What it recorded until then is the run's. */
export class RightEnds {
  readonly #desk: Desk
  readonly #learntAt: Map<SessionId, string>

  constructor(desk: Desk) {
    this.#desk = desk
    this.#learntAt = new Map(desk.store.aside.learnt())
  }

  get learntAt(): ReadonlyMap<SessionId, string> {
    return this.#learntAt
  }

  recordsChanged(): void {
    const { records, actor, clock, store } = this.#desk
    const [learnt, undone] = [new Map<SessionId, string>(), new Set<SessionId>()]
    for (const session of records.all('session')) {
      if (session.organisationId !== actor.organisationId || session.adopts !== undefined) continue
      const isKnown = this.#learntAt.has(session.id)
      // The end was this laptop's own guess, and the cloud knew of a later one.
      if (!endedWithRight(session)) {
        if (isKnown) undone.add(session.id)
        continue
      }
      if (isKnown) continue
      const end = rightEndOf(records, session)
      if (end) learnt.set(session.id, end.foreseen ? end.at : clock.now())
    }
    if (learnt.size + undone.size === 0) return
    store.transact(() => {
      for (const [sessionId, at] of learnt) store.aside.learn(sessionId, at)
      for (const sessionId of undone) store.aside.unlearn(sessionId)
    })
    for (const [sessionId, at] of learnt) this.#learntAt.set(sessionId, at)
    for (const sessionId of undone) this.#learntAt.delete(sessionId)
  }
}
