import type { z } from 'zod'
import type { Push, Status } from '../../shared/desktop-api.ts'
import type { Card, pendingCommandSchema } from '../../shared/desktop-cards.ts'
import type { Link, LiveSession } from '../../shared/desktop-live.ts'
import type { Kind, RecordOf } from '../../shared/records/kinds.ts'

type Pending = z.output<typeof pendingCommandSchema>

/** What a window has been told, put together as the renderer does. */
export class Screen {
  status: Status | undefined
  pending: readonly Pending[] = []
  cards: readonly Card[] = []
  /** By kind and id. */
  readonly records = new Map<string, Map<string, object>>()
  readonly unconfirmed = new Set<string>()
  readonly links = new Map<string, Link>()
  readonly live = new Map<string, LiveSession>()

  take(push: Push): void {
    switch (push.push) {
      case 'status':
        this.status = push.status
        if (push.status.identity === undefined) this.#clear()
        return
      case 'pending':
        this.pending = push.pending
        return
      case 'cards':
        this.cards = push.cards
        return
      case 'replica':
        this.#takeReplica(push)
        return
      case 'links':
        if (push.reset) this.links.clear()
        for (const link of push.links) this.links.set(link.boxId, link)
        for (const boxId of push.gone) this.links.delete(boxId)
        return
      case 'live-sessions':
        if (push.reset) this.live.clear()
        for (const session of push.sessions) this.live.set(session.sessionId, session)
        return
      default:
    }
  }

  all<K extends Kind>(kind: K): readonly RecordOf<K>[] {
    return [...(this.records.get(kind)?.values() ?? [])] as unknown as readonly RecordOf<K>[]
  }

  /** Where nobody is signed in, the sign-in screen lies over everything. */
  #clear(): void {
    this.pending = []
    this.cards = []
    for (const map of [this.records, this.links, this.live]) map.clear()
    this.unconfirmed.clear()
  }

  #takeReplica({ reset, changes }: Extract<Push, { push: 'replica' }>): void {
    if (reset) {
      this.records.clear()
      this.unconfirmed.clear()
    }
    for (const { kind, id, body, pending } of changes) {
      const ofKind = this.records.get(kind) ?? new Map<string, object>()
      this.records.set(kind, ofKind)
      if (body === null) ofKind.delete(id)
      else ofKind.set(id, body)
      if (pending) this.unconfirmed.add(`${kind} ${id}`)
      else this.unconfirmed.delete(`${kind} ${id}`)
    }
  }
}
