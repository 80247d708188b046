import type { Kind, RecordOf } from '../../../shared/records/kinds.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import type { Records } from '../../../shared/state.ts'

/** What whose-passing-is-it asks of one box, looked up once for many passings. */
export class BoxSlice implements Records {
  readonly #records: Records
  readonly #boxId: BoxId
  readonly #found = new Map<Kind, readonly RecordOf<Kind>[]>()

  constructor(records: Records, boxId: BoxId) {
    this.#records = records
    this.#boxId = boxId
  }

  get<K extends Kind>(kind: K, id: string): RecordOf<K> | undefined {
    return this.#records.get(kind, id)
  }

  where: Records['where'] = (kind, field, value) => {
    if (String(field) !== 'boxId' || value !== this.#boxId) return this.#records.where(kind, field, value)
    const known = this.#found.get(kind)
    const found = known ?? this.#records.where(kind, field, value)
    if (known === undefined) this.#found.set(kind, found)
    return found as readonly RecordOf<typeof kind>[]
  }

  all<K extends Kind>(kind: K): Iterable<RecordOf<K>> {
    return this.#records.all(kind)
  }
}
