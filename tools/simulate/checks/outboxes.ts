import { must } from './invariants.ts'
import type { OutcomeChecks } from './outcomes.ts'
import type { Store } from './stores.ts'

interface Given {
  readonly type: string
  /** The stores that have held it. */
  readonly stores: Set<string>
}

/** F5: what was once saved in an outbox stays in one until the cloud has decided it, or a person has taken it back. */
export class OutboxChecks {
  readonly #outcomes: OutcomeChecks
  readonly #given = new Map<string, Given>()

  constructor(outcomes: OutcomeChecks) {
    this.#outcomes = outcomes
  }

  /** @param decided the ids of all commands that the cloud keeps an outcome of */
  look(stores: readonly Store[], decided: ReadonlySet<string>): void {
    const waiting = new Set<string>()
    for (const store of stores) {
      for (const { id, type } of store.outbox) {
        waiting.add(id)
        const given = this.#given.get(id) ?? { type, stores: new Set() }
        this.#given.set(id, given)
        given.stores.add(store.key)
      }
    }
    const there = new Set(stores.map(({ key }) => key))
    for (const [id, { type, stores: held }] of this.#given) {
      if (waiting.has(id) || decided.has(id) || this.#outcomes.wasDecided(id)) continue
      // A disk that was wiped, or a member whose files were deleted (O10), takes it along, and the person knows.
      const isLost = [...held].some((key) => !there.has(key))
      must(isLost || this.#outcomes.discarded.has(id), 'outbox', () => `${type} ${id} is nowhere any more`)
    }
  }

  /** When all is sent: what the cloud refused is told to a person where it was given. */
  checkVisible(stores: readonly Store[]): void {
    for (const store of stores) {
      for (const [id, { type, stores: held }] of this.#given) {
        const code = held.has(store.key) ? this.#outcomes.refusalOf(id) : undefined
        if (code === undefined || MOOT.has(code)) continue
        must(
          store.cards.includes(id),
          'visible',
          () => `${store.laptop} has no card of ${type} ${id}, refused: ${code}`,
        )
      }
    }
  }
}

/** An unknown code is tried again under another id; what a giving back overtook takes nothing from anybody. */
const MOOT = new Set(['TOKEN_UNKNOWN', 'LOAN_ENDED', 'BOX_NOT_HELD', 'BOX_NOT_ASSIGNED'])
